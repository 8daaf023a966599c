import type { FaxResult } from '../calls/fax-switch';
import type { FaxOutcome } from '../contract/fax';

/** What the switch says of an attempt that is over. */
export interface AttemptEnd {
  readonly result: FaxResult | null;
  /** FreeSWITCH's cause name; null when the machine's result came first. */
  readonly cause: string | null;
  readonly sipStatus: number | null;
}

/** spandsp t30.h: no answering tone or frame at all, and none to our first command. */
const NOBODY_THERE: ReadonlySet<number> = new Set([2, 3]);

const BY_STATUS: ReadonlyMap<number, FaxOutcome> = new Map<number, FaxOutcome>([
  [486, 'busy'],
  [600, 'busy'],
  [408, 'no-answer'],
  [480, 'no-answer'],
  [487, 'no-answer'],
  [404, 'wrong-number'],
  [410, 'wrong-number'],
  [484, 'wrong-number'],
  [604, 'wrong-number'],
  [403, 'refused'],
  [603, 'refused'],
  [415, 'broken'],
  [488, 'broken'],
  [606, 'broken'],
]);

const BY_CAUSE: ReadonlyMap<string, FaxOutcome> = new Map<string, FaxOutcome>([
  ['USER_BUSY', 'busy'],
  ['NO_ANSWER', 'no-answer'],
  ['NO_USER_RESPONSE', 'no-answer'],
  ['ORIGINATOR_CANCEL', 'no-answer'],
  ['ALLOTTED_TIMEOUT', 'no-answer'],
  ['UNALLOCATED_NUMBER', 'wrong-number'],
  ['NUMBER_CHANGED', 'wrong-number'],
  ['INVALID_NUMBER_FORMAT', 'wrong-number'],
  ['CALL_REJECTED', 'refused'],
  ['OUTGOING_CALL_BARRED', 'refused'],
  ['INCOMPATIBLE_DESTINATION', 'broken'],
  // Answered, and ended before the machines had spoken.
  ['NORMAL_CLEARING', 'broken'],
  ['LOST', 'lost'],
]);

/** Every end is one of the outcomes; what is unknown counts as the network's fault and is tried again. */
export function outcomeOf({ result, cause, sipStatus }: AttemptEnd): FaxOutcome {
  if (result?.success === true) return 'sent';
  if (result !== null) {
    return NOBODY_THERE.has(result.code) || result.pagesTotal === 0 ? 'no-fax' : 'broken';
  }
  const told = sipStatus === null ? undefined : BY_STATUS.get(sipStatus);
  return told ?? BY_CAUSE.get(cause ?? '') ?? 'congestion';
}
