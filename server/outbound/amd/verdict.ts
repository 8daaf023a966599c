import type { answerers, AnswererVerdict, verdictReasons } from '../../contract/answerer';

export type Answerer = (typeof answerers)[number];
export type VerdictReason = (typeof verdictReasons)[number];
export type Verdict = Readonly<AnswererVerdict>;

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

/** Of a call nobody could listen to. */
export const notHeard: Verdict = {
  ...{
    answerer: 'unsure',
    reason: 'not-heard',
    atMs: 0,
    silenceMs: 0,
    greetingMs: 0,
    words: 0,
    toneHz: null,
  },
};
