import type { CallState } from '../calls/call.machine';
import type { AgentId, CallId, LegId, OfferId, QueueId } from '../contract/ids';
import type { EnqueueResult, Offer } from './acd-store';

/** What every hand-over names: whose caller, and which request, so that it is carried out once. */
interface Transfer {
  readonly callId: CallId;
  /** Must have the call. */
  readonly agentId: AgentId;
  readonly requestId: string;
  /** Of the agent who hands over. */
  readonly wrapUpMs: number;
}

export interface QueueTransfer extends Transfer {
  readonly queueId: QueueId;
  readonly isKeyAccount: boolean;
  readonly offerId: OfferId;
}

export interface AgentTransfer extends Transfer {
  readonly toAgentId: AgentId;
  /** At whose head the caller is when the colleague does not take him. */
  readonly queueId: QueueId;
  readonly offerId: OfferId;
}

export interface NumberTransfer extends Transfer {
  readonly farLegId: LegId;
  /** As it goes on the wire. */
  readonly number: string;
}

export type TransferResult =
  | {
      readonly kind: 'transferred';
      readonly from: CallState;
      /** Of the agent who is done with the call. */
      readonly agentLegId: LegId | null;
      readonly offers: readonly Offer[];
    }
  /** The same request again. */
  | { readonly kind: 'repeated'; readonly offers: readonly Offer[] }
  /** The colleague: a presence, 'unreachable', or what he is busy with. */
  | { readonly kind: 'not-free'; readonly state: string }
  | { readonly kind: 'not-allowed'; readonly state: CallState }
  | { readonly kind: 'unknown-queue' }
  | { readonly kind: 'gone' };

export interface Requeue {
  readonly callId: CallId;
  readonly farLegId: LegId;
  readonly queueId: QueueId;
  /** FreeSWITCH cause name. */
  readonly cause: string;
  readonly sipStatus?: number;
  readonly offerId: OfferId;
}

/** Callers handed over without a word, each method one Lua script. The agent who hands over wraps up. */
export interface TransferStore {
  /** With the place of when the caller began to wait. */
  toQueue(transfer: QueueTransfer): Promise<TransferResult>;
  /** Rings a colleague who is free, him alone. */
  toAgent(transfer: AgentTransfer): Promise<TransferResult>;
  /** → connecting; the far party is to be called now. */
  toNumber(transfer: NumberTransfer): Promise<TransferResult>;
  /** The far party of such a transfer was not reached: the caller is at the head of a queue. */
  requeue(requeue: Requeue): Promise<EnqueueResult | { readonly kind: 'unknown-queue' }>;
}
