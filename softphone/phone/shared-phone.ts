import { createValue, type Value } from '../core/observable';
import { noCall, type PhoneCallState } from './phone-call.machine';
import type { Phone } from './phone.service';

/** What the tabs of one browser tell each other about the agent's one phone. */
type Message =
  | { readonly kind: 'call'; readonly call: PhoneCallState }
  /** A tab that has just come asks how the phone stands. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'answer' | 'decline' | 'hang-up' | 'clear' }
  | { readonly kind: 'mute'; readonly muted: boolean }
  | { readonly kind: 'key'; readonly key: string };

export type TabChannel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>;

export interface SharedPhone extends Phone {
  /** Listens to the other tabs of this agent from now on. */
  readonly share: (channel: TabChannel) => void;
  readonly unshare: () => void;
}

/**
 * The phone as every tab shows it: the tab that has it does what is asked, the others mirror its call and ask. Sound and
 * microphone stay where they are.
 */
export function createSharedPhone(own: Phone): SharedPhone {
  const call = createValue<PhoneCallState>(own.call.get());
  let mirrored: PhoneCallState = noCall;
  let channel: TabChannel | null = null;

  const isMirror = (): boolean => own.registration.get().name === 'other-tab';
  const tell = (message: Message): void => channel?.postMessage(message);
  const show = (): void => call.set(isMirror() ? mirrored : own.call.get());
  const obey = (message: Message): void => {
    if (isMirror()) {
      if (message.kind === 'call') mirrored = message.call;
      return show();
    }
    if (message.kind === 'ask') tell({ kind: 'call', call: own.call.get() });
    if (message.kind === 'answer') own.answer();
    // Whoever declined told the server himself.
    if (message.kind === 'decline') own.decline(Promise.resolve());
    if (message.kind === 'hang-up') own.hangUp();
    if (message.kind === 'clear') own.clear();
    if (message.kind === 'mute') own.setMuted(message.muted);
    if (message.kind === 'key') own.sendKey(message.key);
  };
  own.call.subscribe(() => {
    if (!isMirror()) tell({ kind: 'call', call: own.call.get() });
    show();
  });
  own.registration.subscribe(() => {
    if (isMirror()) tell({ kind: 'ask' });
    else mirrored = noCall;
    show();
  });
  return {
    ...own,
    call,
    ...asked(own, isMirror, tell, call),
    share: (opened) => {
      channel = opened;
      opened.addEventListener('message', ({ data }: MessageEvent<Message>) => obey(data));
      if (isMirror()) tell({ kind: 'ask' });
    },
    unshare: () => {
      channel?.close();
      channel = null;
      mirrored = noCall;
    },
  };
}

/** Each is done here when this tab has the phone, else asked of the one that has it. */
function asked(
  own: Phone,
  isMirror: () => boolean,
  tell: (message: Message) => void,
  call: Value<PhoneCallState>,
): Pick<Phone, 'answer' | 'decline' | 'hangUp' | 'clear' | 'setMuted' | 'sendKey'> {
  return {
    answer: () => (isMirror() ? tell({ kind: 'answer' }) : own.answer()),
    decline: (settled) => {
      if (!isMirror()) return own.decline(settled);
      void settled.catch(() => undefined).then(() => tell({ kind: 'decline' }));
    },
    hangUp: () => (isMirror() ? tell({ kind: 'hang-up' }) : own.hangUp()),
    clear: () => (isMirror() ? tell({ kind: 'clear' }) : own.clear()),
    setMuted: (muted) => (isMirror() ? tell({ kind: 'mute', muted }) : own.setMuted(muted)),
    sendKey: (key) => {
      if (!isMirror()) return own.sendKey(key);
      tell({ kind: 'key', key });
      return call.get().name === 'active';
    },
  };
}
