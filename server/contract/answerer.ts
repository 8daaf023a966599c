/** Who answered a campaign's call, as far as could be heard; docs/amd.md. */
import { z } from 'zod';

export const answerers = ['person', 'machine', 'fax', 'unsure'] as const;

/** What decided it. */
export const verdictReasons = [
  /** A short greeting, and then somebody who waits for an answer. */
  'short-greeting',
  /** It goes on talking. */
  'long-greeting',
  /** Short pieces, but too many of them. */
  'many-words',
  /** The tone after which to speak. */
  'beep',
  /** The three rising tones of a network's announcement. */
  'network-tones',
  'fax-tone',
  /** Nobody said anything. */
  'silence',
  /** The time was up in the middle of a greeting that could be either. */
  'time',
  /** Nobody could listen: the switch recorded nothing, or the server that listened is gone. */
  'not-heard',
] as const;

const ms = z.number().int().min(0);

/** With the figures it rests on, in ms of sound since the call was answered. */
export const answererVerdictSchema = z.object({
  answerer: z.enum(answerers),
  reason: z.enum(verdictReasons),
  /** When it was reached. */
  atMs: ms,
  /** Before the first word. */
  silenceMs: ms,
  /** From the first word to the end of the last, short pauses included. */
  greetingMs: ms,
  words: z.number().int().min(0),
  /** The tone that was heard, Hz. */
  toneHz: z.number().nullable(),
});
export type AnswererVerdict = z.infer<typeof answererVerdictSchema>;
