import type { CallSummary } from '../../server/contract/rest';
import { cleanDialString } from './phone-number';

const MOST = 10;

/** Numbers this agent dialled, the last one first: those of this page, which the record does not have yet, and those of his calls. */
export function lastNumbers(
  dialled: readonly string[],
  calls: readonly Pick<CallSummary, 'direction' | 'dialedNumber'>[],
): readonly string[] {
  const recorded = calls.flatMap((call) => (call.direction === 'outbound' ? [call.dialedNumber] : []));
  return [...new Set([...dialled, ...recorded].map(cleanDialString))].slice(0, MOST);
}
