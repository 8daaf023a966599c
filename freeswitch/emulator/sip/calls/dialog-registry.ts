import { tagOf, type ReceivedRequest } from '../message/message';
import type { ServerTransaction } from '../transactions/server-transaction';
import type { Flow } from '../transports/flow';

/** A call, in whatever state, that requests with our tag are for. */
export interface DialogUser {
  receive(transaction: ServerTransaction): void;
  acknowledge(request: ReceivedRequest): void;
  /** The WebSocket it went over is closed. */
  flowClosed(flow: Flow): void;
  /** The stack ends. */
  stop(): void;
}

/** Finds the call a request belongs to. Our own tag is unique, so it says which (RFC 3261 §12). */
export class DialogRegistry {
  readonly #users = new Map<string, DialogUser>();

  get size(): number {
    return this.#users.size;
  }

  /** In place of an earlier user of the same dialog: a call that was answered follows on one that rang. */
  add(callId: string, localTag: string, user: DialogUser): void {
    this.#users.set(key(callId, localTag), user);
  }

  /** Unless another user took its place. */
  remove(callId: string, localTag: string, user: DialogUser): void {
    if (this.#users.get(key(callId, localTag)) === user) this.#users.delete(key(callId, localTag));
  }

  find(request: ReceivedRequest): DialogUser | null {
    return this.#users.get(key(request.callId, tagOf(request.to))) ?? null;
  }

  flowClosed(flow: Flow): void {
    for (const user of [...this.#users.values()]) user.flowClosed(flow);
  }

  stop(): void {
    for (const user of [...this.#users.values()]) user.stop();
  }
}

const key = (callId: string, localTag: string): string => `${callId} ${localTag}`;
