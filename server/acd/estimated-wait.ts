/** Fewer answers say nothing about the next one. */
const LEAST_ANSWERS = 5;
const LONGEST_MINUTES = 60;
const MINUTE_MS = 60_000;

export interface AnswerRate {
  /** Calls that wait before this one. */
  readonly before: number;
  /** Calls of its queue answered from `since` on. */
  readonly answers: number;
  /** Unix ms. */
  readonly since: number | null;
  /** Unix ms. */
  readonly now: number;
}

/**
 * Minutes until the call is answered when its queue goes on answering as it did of late: 1 to 60. null when too few
 * calls were answered to say so, or the wait would be longer than anybody should be promised.
 */
export function estimatedWaitMinutes({ before, answers, since, now }: AnswerRate): number | null {
  if (since === null || answers < LEAST_ANSWERS) return null;
  const msPerAnswer = Math.max(0, now - since) / answers;
  const minutes = Math.max(1, Math.ceil(((before + 1) * msPerAnswer) / MINUTE_MS));
  return minutes <= LONGEST_MINUTES ? minutes : null;
}
