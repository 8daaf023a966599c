import { randomInt } from 'node:crypto';
import type { ReceivedResponse } from '../message/message';
import type { ClientListener } from '../transactions/client-transaction';
import { Timers } from '../transactions/timers';
import type { CallContext } from './call-context';
import type { Dialog } from './dialog';
import { agreedTimer, offerTimer, type Agreement } from './session-timer';

export interface RefreshFacts {
  readonly localSdp: () => string;
  readonly refreshed: (agreement: Agreement | null) => void;
  readonly lost: () => void;
}

/** Our side of keeping a session alive: an UPDATE where the far side knows it, else a re-INVITE with the same SDP. */
export class SessionRefresh {
  readonly #timers = new Timers();
  #isPending = false;

  constructor(
    private readonly context: CallContext,
    private readonly dialog: Dialog,
    private readonly facts: RefreshFacts,
    private usesUpdate: boolean,
  ) {}

  /** Whether an offer of ours is out: the far side's must wait (RFC 3261 §14.2). */
  get isPending(): boolean {
    return this.#isPending;
  }

  start(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    const listener: ClientListener = {
      onResponse: (response) => this.#receive(response),
      onFailure: () => this.#lose(),
    };
    const extra = offerTimer(this.dialog.flow);
    if (this.usesUpdate) {
      const update = this.dialog.createRequest('UPDATE', extra);
      this.context.layer.send(update, this.dialog.flowFor(update), listener);
    } else {
      const invite = this.dialog.createRequest('INVITE', extra, this.facts.localSdp());
      this.context.layer.invite(invite, this.dialog.flowFor(invite), listener);
    }
  }

  stop(): void {
    this.#timers.stopAll();
  }

  #receive(response: ReceivedResponse): void {
    const { status, cseq } = response;
    if (status < 200) return;
    if (status < 300 && cseq.method === 'INVITE') {
      const ack = this.dialog.createAck(cseq.number);
      this.context.layer.sendAck(ack, this.dialog.flowFor(ack));
    }
    if (!this.#isPending) return;
    this.#isPending = false;
    if (status < 300) {
      this.dialog.refreshTarget(response);
      this.facts.refreshed(agreedTimer(response.headers, this.dialog.flow));
    } else if (status === 408 || status === 481) {
      this.#lose();
    } else {
      this.#refused(status);
    }
  }

  /** Refused is not gone: the session runs on to its end, and the far side may come first. */
  #refused(status: number): void {
    if (this.usesUpdate && (status === 405 || status === 501)) {
      this.usesUpdate = false;
      this.start();
    } else if (status === 491) {
      // Both asked at once; who waits how long is drawn by lot (RFC 3261 §14.1).
      this.#timers.start('retry', randomInt(210, 400) * 10, () => this.start());
    }
  }

  #lose(): void {
    this.#isPending = false;
    this.facts.lost();
  }
}
