/** Whether, and when, a contact is called again after a call that is over, or is done and with which mark. */
import { retriedResults, usualRetry, type Campaign, type DialResult } from '../contract/campaigns';

export interface AfterAttempt {
  readonly result: DialResult;
  /** Results of the contact's calls, the newest last, this one among them; calls that never began or were withdrawn left out. */
  readonly results: readonly DialResult[];
  /** What flow or agent said has come of it. */
  readonly mark: string | null;
  /** Unix ms. */
  readonly at: number;
}

export type NextAttempt =
  { readonly kind: 'again'; readonly at: number } | { readonly kind: 'done'; readonly mark: string };

const MINUTE_MS = 60_000;

/** A mark the campaign does not name is a flow's. */
const isLast = (mark: string, marks: Campaign['marks']): boolean =>
  marks.find((each) => each.mark === mark)?.closes ?? true;

export function nextAttempt(
  { attempts, retry, marks }: Pick<Campaign, 'attempts' | 'retry' | 'marks'>,
  { result, results, mark, at }: AfterAttempt,
): NextAttempt {
  if (mark !== null && isLast(mark, marks)) return { kind: 'done', mark };
  if (result === 'not-begun') return { kind: 'again', at };
  if (result === 'reached' && mark === null) return { kind: 'done', mark: 'reached' };
  if (result === 'wrong-number') return { kind: 'done', mark: 'wrong-number' };
  // Who was reached and is to be called again: as one who did not answer.
  const counted = result === 'reached' ? 'no-answer' : result;
  const retried = retriedResults.find((each) => each === counted);
  const rule = retried === undefined ? 'never' : (retry[retried] ?? usualRetry[retried]);
  const ended = mark ?? (result === 'refused' ? 'refused' : 'not-reached');
  if (rule === 'never' || results.length >= attempts) return { kind: 'done', mark: ended };
  if (results.filter((each) => each === result).length >= rule.atMost) return { kind: 'done', mark: ended };
  return { kind: 'again', at: at + rule.afterMinutes * MINUTE_MS };
}
