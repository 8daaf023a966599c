/** What a call that is over says of the number that was called. */
import type { Campaign, DialResult } from '../contract/campaigns';
import type { Answerer } from './amd/verdict';

/** How a call of a campaign ended; see the event attempt.ended. */
export interface AttemptEnd {
  readonly by: 'customer' | 'agent' | 'far-party' | 'system';
  /** FreeSWITCH cause name. */
  readonly cause: string;
  readonly sipStatus: number | null;
  readonly reached: boolean;
  readonly queued: boolean;
  readonly talked: boolean;
  /** We had hung up, or were about to, before he answered. */
  readonly withdrawn: boolean;
  /** The agent who was to call him was not on the line: nobody was dialled. */
  readonly notBegun?: boolean | undefined;
  /** Who answered, as far as was heard; undefined: nobody listened, or not to the end. */
  readonly answerer?: Answerer | undefined;
  /** He was gone before it was known who he is: nobody spoke with him. */
  readonly unheard?: boolean | undefined;
}

type Failure = Campaign['results'][string] & string;

/** By the exact SIP status first: the switch's causes put several of them together (RFC 3261 §21). */
const byStatus: Readonly<Record<number, Failure>> = {
  403: 'refused',
  404: 'wrong-number',
  408: 'no-answer',
  410: 'wrong-number',
  480: 'no-answer',
  484: 'wrong-number',
  486: 'busy',
  487: 'no-answer',
  600: 'busy',
  603: 'refused',
  604: 'wrong-number',
  607: 'refused',
};

/** FreeSWITCH's names (switch_types.h), for calls that ended without a status. */
const byCause: Readonly<Record<string, Failure>> = {
  USER_BUSY: 'busy',
  NO_ANSWER: 'no-answer',
  NO_USER_RESPONSE: 'no-answer',
  ALLOTTED_TIMEOUT: 'no-answer',
  ORIGINATOR_CANCEL: 'no-answer',
  PROGRESS_TIMEOUT: 'no-answer',
  RECOVERY_ON_TIMER_EXPIRE: 'no-answer',
  SUBSCRIBER_ABSENT: 'no-answer',
  CALL_REJECTED: 'refused',
  UNALLOCATED_NUMBER: 'wrong-number',
  NO_ROUTE_DESTINATION: 'wrong-number',
  INVALID_NUMBER_FORMAT: 'wrong-number',
  NUMBER_CHANGED: 'wrong-number',
};

/** Cause of calls that are ended because dialling was stopped. */
export const STOPPED_CAUSE = 'DIALLING_STOPPED';
/** Cause of calls the switch knows nothing of, see Repairs; or of which it is not known whether it was told. */
export const LOST_CAUSE = 'LOST';

/** Was it the network, or the far switch, and not whom was called? null: we ended it ourselves, or nobody knows. */
export function isNetworkFailure({
  cause,
  sipStatus,
}: Pick<AttemptEnd, 'cause' | 'sipStatus'>): boolean | null {
  const never = { by: 'system', reached: false, queued: false, talked: false, withdrawn: false } as const;
  const result = dialResultOf({ ...never, cause, sipStatus });
  return result === 'stopped' || result === 'lost' ? null : result === 'network';
}

/** And not, at the same moment, busy or refused. */
const isCancelled = ({ sipStatus }: AttemptEnd): boolean =>
  sipStatus === null || sipStatus < 400 || sipStatus === 487;

export function dialResultOf(end: AttemptEnd, own: Campaign['results'] = {}): DialResult {
  if (end.notBegun) return 'not-begun';
  if (end.answerer === 'machine' || end.answerer === 'fax') return 'machine';
  // Who picked up while we hung up, or left while we listened, heard nobody either.
  if (end.reached)
    return (end.queued || end.withdrawn || end.unheard) && !end.talked ? 'abandoned' : 'reached';
  if (end.cause === STOPPED_CAUSE) return 'stopped';
  if (end.cause === LOST_CAUSE) return 'lost';
  if (end.withdrawn && isCancelled(end)) return 'withdrawn';
  if (end.sipStatus !== null && end.sipStatus >= 400) {
    return own[String(end.sipStatus)] ?? byStatus[end.sipStatus] ?? 'network';
  }
  // Only who has answered hangs up like this: no server was there to hear of it in time.
  if (end.cause === 'NORMAL_CLEARING') return 'lost';
  return byCause[end.cause] ?? 'network';
}
