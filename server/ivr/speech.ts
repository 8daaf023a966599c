/** From what is to be said to the names of the recordings that say it. Nothing is synthesised during a call. */
import type { SoundItem } from '../calls/switch';
import type { PlayItem } from './flow-state';
import type { Language } from './flow-terms';

/** Prompt 1 is recorded as 01. */
export const promptSound = (number: number): string => String(number).padStart(2, '0');

export function soundItem(item: PlayItem): SoundItem {
  if (item.kind === 'silence') return item;
  return { kind: 'sound', name: promptSound(item.number), language: item.language };
}

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

const sound = (name: string, language: Language): SoundItem => ({ kind: 'sound', name, language });
