import type { CallState } from '../calls/call.machine';
import type { AgentId, CallId, LegId, OfferId, QueueId } from '../contract/ids';
import type { EnqueueResult, Offer } from './acd-store';

export interface ParkRequest {
  readonly callId: CallId;
  /** Must have the call. */
  readonly agentId: AgentId;
  /** Where the caller goes back to when nobody picks him up. */
  readonly queueId: QueueId;
  /** Of the desk: the same again changes nothing. */
  readonly requestId: string;
  /** Until he goes back. */
  readonly parkMs: number;
  /** Until he is told for the first time that he is not forgotten. */
  readonly comfortMs: number;
}

export type ParkResult =
  | { readonly kind: 'parked'; readonly agentLegId: LegId | null; readonly slot: number }
  | { readonly kind: 'not-allowed'; readonly state: CallState }
  /** The same request again. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'unknown-queue' | 'gone' };

export interface PickUp {
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly offerId: OfferId;
}

export type PickUpResult =
  | { readonly kind: 'picked-up'; readonly offer: Offer }
  /** A second click; null: he talks by now. */
  | { readonly kind: 'repeated'; readonly offer: Offer | null }
  /** A presence, 'unreachable', or what he is busy with. */
  | { readonly kind: 'not-free'; readonly state: string }
  /** Somebody else was quicker, or it has gone back to its queue. */
  | { readonly kind: 'taken'; readonly state: CallState }
  | { readonly kind: 'gone' };

export interface DueParked {
  readonly tell: readonly CallId[];
  readonly over: readonly CallId[];
}

/** Parked callers, each method but the last one Lua script. */
export interface ParkStore {
  /** talking, held → parked; the agent is free. */
  park(request: ParkRequest): Promise<ParkResult>;
  /** parked → offered, to who asks for it. */
  pickUp(pickUp: PickUp): Promise<PickUpResult>;
  /** Its time is over: offered to who parked it, or at the head of its queue. */
  unpark(callId: CallId, offerId: OfferId): Promise<EnqueueResult>;
  due(againMs: number): Promise<DueParked>;
  parked(): Promise<readonly CallId[]>;
}
