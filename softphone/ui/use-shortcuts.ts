import { useEffect } from 'react';
import type { Softphone } from '../app/compose';
import { callView } from '../desk/call-view';
import { useSoftphone, useUi, type UiState } from './softphone-context';
import { useShowError } from './use-command';

export type ShortcutName =
  | 'answer'
  | 'hangUp'
  | 'mute'
  | 'hold'
  | 'ready'
  | 'break'
  | 'keypad'
  | 'park'
  | 'pickUp'
  | 'takeWaiting'
  | 'dial'
  | 'redial'
  | 'note'
  | 'finish'
  | 'prolong'
  | 'help'
  | 'consult'
  | 'connect'
  | 'back'
  | 'swap'
  | 'merge'
  | 'order'
  | 'task';

/**
 * Alt and a letter works while a note is being typed, and stays clear of the browser's own (D, E, F and the
 * arrows). The physical key counts, for Alt changes the letter on a Mac and under an input method.
 */
export const shortcutKeys: readonly { name: ShortcutName; keys: readonly string[]; code?: string }[] = [
  { name: 'answer', keys: ['Alt', 'A'], code: 'KeyA' },
  { name: 'hangUp', keys: ['Alt', 'X'], code: 'KeyX' },
  { name: 'mute', keys: ['Alt', 'M'], code: 'KeyM' },
  { name: 'hold', keys: ['Alt', 'H'], code: 'KeyH' },
  { name: 'park', keys: ['Alt', 'G'], code: 'KeyG' },
  { name: 'pickUp', keys: ['Alt', 'Y'], code: 'KeyY' },
  { name: 'takeWaiting', keys: ['Alt', 'V'], code: 'KeyV' },
  { name: 'keypad', keys: ['Alt', 'K'], code: 'KeyK' },
  { name: 'consult', keys: ['Alt', 'T'], code: 'KeyT' },
  { name: 'connect', keys: ['Alt', 'C'], code: 'KeyC' },
  { name: 'back', keys: ['Alt', 'U'], code: 'KeyU' },
  { name: 'swap', keys: ['Alt', 'S'], code: 'KeyS' },
  { name: 'merge', keys: ['Alt', 'J'], code: 'KeyJ' },
  { name: 'ready', keys: ['Alt', 'R'], code: 'KeyR' },
  { name: 'break', keys: ['Alt', 'B'], code: 'KeyB' },
  { name: 'dial', keys: ['Alt', 'L'], code: 'KeyL' },
  { name: 'redial', keys: ['Alt', 'Q'], code: 'KeyQ' },
  { name: 'note', keys: ['Alt', 'N'], code: 'KeyN' },
  { name: 'order', keys: ['Alt', 'W'], code: 'KeyW' },
  { name: 'task', keys: ['Alt', 'I'], code: 'KeyI' },
  { name: 'prolong', keys: ['Alt', 'P'], code: 'KeyP' },
  { name: 'finish', keys: ['Ctrl', 'Enter'] },
  { name: 'help', keys: ['?'] },
];

export function useShortcuts(): void {
  const softphone = useSoftphone();
  const ui = useUi();
  const showError = useShowError();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const name = shortcutOf(event);
      if (!name) return;
      event.preventDefault();
      perform(name, softphone, ui).catch(showError);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [softphone, ui, showError]);
}

function shortcutOf(event: KeyboardEvent): ShortcutName | null {
  if (event.repeat || event.isComposing) return null;
  if (event.key === '?' && !isTyping(event.target)) return 'help';
  if (!event.altKey || event.ctrlKey || event.metaKey) return null;
  return shortcutKeys.find(({ code }) => code === event.code)?.name ?? null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
  );
}

async function perform(name: ShortcutName, softphone: Softphone, ui: UiState): Promise<void> {
  const { actions, desk, phone } = softphone;
  const view = callView(desk.desk.get(), phone.call.get()).name;
  switch (name) {
    case 'answer':
      if (view === 'ringing') actions.answer();
      return;
    case 'hangUp':
      if (view === 'ringing') await actions.decline();
      else if (isUp(view)) await actions.hangUp();
      return;
    case 'mute':
      actions.toggleMute();
      return;
    case 'hold':
      if (view === 'held') await actions.resume();
      else if (view === 'talking') await actions.hold();
      return;
    case 'park':
      if (view === 'talking' || view === 'held') await actions.park();
      return;
    case 'pickUp':
      byTestId('pick-up')?.click();
      return;
    case 'takeWaiting':
      byTestId('waiting-take')?.click();
      return;
    case 'ready':
      await actions.ready();
      return;
    case 'keypad':
      ui.keypad.set(!ui.keypad.get());
      return;
    case 'help':
      ui.shortcuts.set(true);
      return;
    case 'break':
      byTestId('presence-break')?.click();
      return;
    case 'prolong':
      byTestId('wrap-up-prolong')?.click();
      return;
    case 'dial':
      byTestId('dial-input')?.focus();
      return;
    case 'redial':
      byTestId('redial')?.click();
      return;
    case 'order':
      byTestId('order-from-call')?.click();
      return;
    case 'task':
      (byTestId('task-from-call') ?? byTestId('task-add'))?.click();
      return;
    case 'note':
      byTestId('wrap-up-note')?.focus();
      return;
    case 'consult':
      if (view === 'talking' || view === 'held') ui.consult.set(true);
      return;
    case 'connect':
      byTestId('consult-connect')?.click();
      return;
    case 'swap':
      byTestId('consult-swap')?.click();
      return;
    case 'merge':
      byTestId('consult-merge')?.click();
      return;
    case 'back':
      byTestId('consult-back')?.click();
      return;
    // The form hears Ctrl + Enter itself.
    case 'finish':
      return;
  }
}

const isUp = (name: string): boolean =>
  ['connecting', 'dialing', 'talking', 'held', 'consulting', 'asked', 'supervising'].includes(name);

const byTestId = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
