/** From what is to be said to the names of the recordings that say it. Nothing is synthesised during a call. */
import type { SoundItem } from '../calls/switch';
import { UnexpectedError } from '../errors';
import type { PlayItem } from './flow-state';
import type { Language } from './flow-terms';
import { PAUSE, speakValue } from './grammar';
import type { ValueKind } from './services';

/** Prompt 1 of the pack 1000 is recorded as 1000/01: another pack's prompt 1 is another sound. */
export const promptSound = (packId: string, number: number): string =>
  `${packId}/${String(number).padStart(2, '0')}`;

interface Spoken {
  readonly sounds: readonly SoundItem[];
  /** Variables whose text is no value of its kind: left out, for a sentence with a gap is better than no call. */
  readonly unspeakable: readonly string[];
}

/** One playback takes no more; nobody listens that long. */
const MOST_SOUNDS = 100;
const NOTHING: SoundItem = { kind: 'silence', ms: 20 };

/** Everything of one play, in order; its last item, the wait for a key, is always among it. */
export function soundsOf(packId: string, items: readonly PlayItem[]): Spoken {
  const sounds: SoundItem[] = [];
  const unspeakable: string[] = [];
  for (const item of items) {
    const spoken = soundItems(packId, item);
    if (spoken === null) unspeakable.push('of' in item ? item.of : '');
    else sounds.push(...spoken);
  }
  const fitting =
    sounds.length > MOST_SOUNDS ? [...sounds.slice(0, MOST_SOUNDS - 1), ...sounds.slice(-1)] : sounds;
  return { sounds: fitting.length > 0 ? fitting : [NOTHING], unspeakable };
}

/** Null for a value that cannot be spoken. */
export function soundItems(packId: string, item: PlayItem): SoundItem[] | null {
  switch (item.kind) {
    case 'prompt':
      return [sound(promptSound(packId, item.number), item.language)];
    case 'value':
      return valueItems(item.as, item.text, item.language);
    case 'sound':
      return valueItems('sound', item.name, item.language);
    case 'beep':
    case 'silence':
      return [item];
  }
}

function valueItems(kind: ValueKind, text: string, language: Language): SoundItem[] | null {
  try {
    return speakValue(kind, text, language).map((name) => fragmentItem(name, language));
  } catch (error) {
    if (error instanceof UnexpectedError) return null;
    throw error;
  }
}

/** As long as a reader breathes between the groups of a telephone number. */
const PAUSE_MS = 250;

/** A fragment as grammar/index.ts names it, the pause among them, or a sound's name. */
export const fragmentItem = (name: string, language: Language): SoundItem =>
  name === PAUSE ? { kind: 'silence', ms: PAUSE_MS } : sound(name, language);

/** One recording per digit, as a telephone number is read out; anything else is left out. */
export function digitSounds(digits: string, language: Language): SoundItem[] {
  return (digits.match(/[0-9]/g) ?? []).map((digit) => sound(`d${digit}`, language));
}

/** Prompt 30, "agent N at your service". An agent without a number is announced by nothing but a voice. */
export function agentAnnouncement(agentId: string, language: Language): SoundItem[] {
  const digits = digitSounds(agentId, language);
  if (digits.length === 0) return [];
  return [sound('agent-before', language), ...digits, sound('agent-after', language)];
}

/** "You are number N in the queue. The waiting time is about M minutes." */
export function positionAnnouncement(
  position: number,
  minutes: number | null,
  language: Language,
): SoundItem[] {
  const items = (names: readonly string[]) => names.map((name) => fragmentItem(name, language));
  const place = ['position-before', ...speakValue('number', String(position), language), 'position-after'];
  if (minutes === null) return items(place);
  return items([...place, PAUSE, 'wait-before', ...speakValue('duration', String(minutes * 60), language)]);
}

const sound = (name: string, language: Language): SoundItem => ({ kind: 'sound', name, language });
