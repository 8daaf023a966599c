import type { NewCall } from '../calls/call-store';
import type { Language } from '../calls/switch';
import type { CallId, CallbackId, CustomerId, OfferId, QueueId, SwitchId } from '../contract/ids';
import type { EnqueueResult } from './acd-store';

/** A promise to call somebody back, as it stands in Redis. Times are Unix ms. */
export interface Callback {
  readonly callbackId: CallbackId;
  /** What goes on the wire. */
  readonly dialled: string;
  readonly queueId: QueueId;
  readonly topic: string | null;
  readonly customerId: CustomerId | null;
  readonly language: Language;
  readonly switchId: SwitchId;
  /** The call in which it was asked for; null when it was no call. */
  readonly ofCallId: CallId | null;
  readonly requestedAt: number;
  /** Since when he waits, on the line before he asked for it or not. */
  readonly waitingSince: number;
  /** How often he was called in vain. */
  readonly attempts: number;
}

export interface CallbackRequest extends Omit<Callback, 'requestedAt' | 'waitingSince' | 'attempts'> {
  /** One open callback for each; the same however it is written. */
  readonly number: string;
  /** After so long without having been reached supervisors are told. */
  readonly withinMs: number;
}

export type RequestResult =
  | { readonly kind: 'accepted' | 'exists'; readonly callbackId: CallbackId }
  | { readonly kind: 'unknown-queue' };

export type WithdrawResult =
  /** With the callback's own call, to be ended. */
  | { readonly kind: 'withdrawn'; readonly callId: CallId | null }
  /** under-way: its number is being called. */
  | { readonly kind: 'under-way' }
  | { readonly kind: 'gone' };

/**
 * Callbacks keep the place their caller had, run one at a time for a number, and are over once he was reached. An attempt is
 * a call of its own (`LiveCall.callbackId`), whose end plans the next one in the same script.
 */
export interface CallbackStore {
  request(request: CallbackRequest): Promise<RequestResult>;
  /** To be put into their queues now. */
  due(limit: number): Promise<readonly Callback[]>;
  /** 'exists': it has a call already; 'gone': it is over. */
  start(callbackId: CallbackId, call: NewCall, offerId: OfferId): Promise<EnqueueResult>;
  /** Its caller calls himself and gets the place. → the callback's own call, to be ended; null: none */
  cancel(number: string, newCallId: CallId): Promise<CallId | null>;
  /** Open ones, first asked first. */
  open(limit: number): Promise<readonly Callback[]>;
  get(callbackId: CallbackId): Promise<Callback | null>;
  /** @param by login or key of who takes it back */
  withdraw(callbackId: CallbackId, by: string): Promise<WithdrawResult>;
  /** Ids of calls whose callback is over although they still wait: to be ended. */
  isOpen(callbackId: CallbackId): Promise<boolean>;
  /** Tells, once each, of those whose promised time is over. */
  tellBreached(limit: number): Promise<void>;
  /** Given up, and no task was made of them yet. */
  givenUp(): Promise<readonly Callback[]>;
  forget(callbackId: CallbackId): Promise<void>;
}
