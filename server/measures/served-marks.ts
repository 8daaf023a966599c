import type { SwitchId } from '../contract/ids';

/** Whoever serves a switch says so this often. */
export const SERVED_EVERY_MS = 1000;
/** Silence for longer means that it was not served; a beat that is a little late means nothing. */
export const SERVED_GRACE_MS = 2500;

/** That a server serves a switch: it reads its events, has made good what it missed, and can command it. */
export interface ServedMarks {
  /** again: it was not served for a while, which is an event now; or it is marked for the first time. */
  mark(switchId: SwitchId): Promise<'marked' | 'again'>;
  /** When each was marked last, Unix ms. */
  last(): Promise<ReadonlyMap<string, number>>;
}
