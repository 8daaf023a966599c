/** Who answered, as far as can be heard. */
export type Answerer = 'person' | 'machine' | 'fax' | 'unsure';

/** What decided it. */
export type VerdictReason =
  /** A short greeting, and then somebody who waits for an answer. */
  | 'short-greeting'
  /** It goes on talking. */
  | 'long-greeting'
  /** Short pieces, but too many of them. */
  | 'many-words'
  /** The tone after which to speak. */
  | 'beep'
  /** The three rising tones of a network's announcement. */
  | 'network-tones'
  | 'fax-tone'
  /** Nobody said anything. */
  | 'silence'
  /** The time was up in the middle of a greeting that could be either. */
  | 'time';

/** With the figures it rests on, in ms of sound since the call was answered. */
export interface Verdict {
  readonly answerer: Answerer;
  readonly reason: VerdictReason;
  /** When it was reached. */
  readonly atMs: number;
  /** Before the first word. */
  readonly silenceMs: number;
  /** From the first word to the end of the last, short pauses included. */
  readonly greetingMs: number;
  readonly words: number;
  /** The tone that was heard, Hz. */
  readonly toneHz: number | null;
}

export interface AmdSettings {
  /** Silence after a greeting that makes it a person's. */
  readonly waitsMs: number;
  /** A person's greeting is no longer than this. */
  readonly greetingMs: number;
  /** And has no more pieces with a pause between them than this. */
  readonly words: number;
  /** Who has talked so long, and still does when the time is up, is a machine. */
  readonly stillTalkingMs: number;
  /** Nothing is heard longer than this before the verdict. */
  readonly mostMs: number;
}

export const defaultAmdSettings: AmdSettings = {
  waitsMs: 850,
  greetingMs: 2800,
  words: 5,
  stillTalkingMs: 1800,
  mostMs: 3500,
};
