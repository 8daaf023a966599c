import type { Desk } from '../../server/contract/rest';
import { createValue, type Observable } from '../core/observable';

export interface DeskStore {
  readonly desk: Observable<Desk | null>;
  /** Takes a picture unless a newer one is already shown: the push and the answer to a GET may cross. */
  readonly offer: (desk: Desk) => void;
  /** The server started its stream anew: any next picture counts. */
  readonly forget: () => void;
  /** Unix ms by the server's clock. */
  readonly now: () => number;
}

export function createDeskStore(localNow: () => number = Date.now): DeskStore {
  const desk = createValue<Desk | null>(null);
  let aheadMs = 0;
  let anyCounts = true;
  return {
    desk,
    now: () => localNow() + aheadMs,
    forget: () => {
      anyCounts = true;
    },
    offer: (next) => {
      const shown = desk.get();
      if (shown && !anyCounts && isOlder(next, shown)) return;
      anyCounts = false;
      aheadMs = next.serverTime - localNow();
      desk.set(next);
    },
  };
}

function isOlder(next: Desk, shown: Desk): boolean {
  const order = compareEventIds(next.eventId, shown.eventId);
  return order < 0 || (order === 0 && next.serverTime < shown.serverTime);
}

/** Stream ids are `<ms>-<seq>`, both counted as numbers: "9-0" comes before "10-0". */
export function compareEventIds(left: string, right: string): number {
  const [leftMs = 0, leftSeq = 0] = left.split('-').map(Number);
  const [rightMs = 0, rightSeq = 0] = right.split('-').map(Number);
  return leftMs - rightMs || leftSeq - rightSeq;
}
