/** The words of campaigns that everything else about them is said in. */
import { z } from 'zod';

/** What became of one call, or of the decision to place it. */
const dialResults = [
  /** Somebody answered, and the flow or an agent spoke with him. */
  'reached',
  /** An answering machine answered, a network's announcement or a fax; see docs/amd.md. */
  'machine',
  /** He answered, was to speak with an agent, and none was free in time: he heard that we are sorry. */
  'abandoned',
  'busy',
  'no-answer',
  'refused',
  /** There is no such number. */
  'wrong-number',
  /** The network or the far switch could not do it. */
  'network',
  /** We ended it before it was answered: dialling was stopped. */
  'stopped',
  /** We ended it before it was answered: no agent would have been free for him. It is no attempt of his. */
  'withdrawn',
  /** Nobody knows: the switch died, or forgot it. It may have rung. */
  'lost',
  /** It was planned and never placed; it does not count as an attempt. */
  'not-begun',
] as const;
export const dialResultSchema = z.enum(dialResults);
export type DialResult = z.infer<typeof dialResultSchema>;

/** Whoever asks for it is on the do-not-call list from then on. */
export const DO_NOT_CALL_MARK = 'do-not-call';
/** What has come of a contact in the end: of the flow, or reached, not-reached, refused, wrong-number, not-allowed. */
export const markSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes');

export const campaignModes = [
  /** The flow speaks by itself with whoever answers. */
  'automatic',
  /** One call for each free agent; whoever answers is put through to one at once. */
  'progressive',
  /** More calls than agents are free, by forecast and below the cap on abandoned persons; docs/pacing.md. */
  'predictive',
  /** An agent is given a contact to look at, and then calls him or leaves him for later. */
  'preview',
  /** Agents choose whom of the list they call. */
  'manual',
] as const;
export const campaignModeSchema = z.enum(campaignModes);
