import type { CallState } from '../calls/call.machine';
import type { CallId, OfferId, QueueId } from '../contract/ids';
import type { Offer } from './acd-store';

export interface WaitingMove {
  readonly callId: CallId;
  /** null: the one it is in. */
  readonly queueId: QueueId | null;
  readonly toHead: boolean;
  /** The same again moves nothing. */
  readonly requestId: string;
  readonly isKeyAccount: boolean;
  /** Login of who moves it. */
  readonly by: string;
  readonly offerId: OfferId;
}

export type WaitingMoveResult =
  /** Somebody may be ready for it there. */
  | { readonly kind: 'moved' | 'repeated'; readonly offers: readonly Offer[] }
  /** It rings already, or waits no more. */
  | { readonly kind: 'not-allowed'; readonly state: CallState }
  | { readonly kind: 'unknown-queue' }
  | { readonly kind: 'gone' };

/** Who waits, and what a supervisor changes of it. Each method is one Lua script. */
export interface WaitingStore {
  /** First in line first; those who wait for one agent alone are left out. */
  list(queueId: QueueId, limit: number): Promise<readonly CallId[]>;
  /** How long a call has waited goes with it. */
  move(move: WaitingMove): Promise<WaitingMoveResult>;
}
