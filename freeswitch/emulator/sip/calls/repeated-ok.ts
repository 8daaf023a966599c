import type { SipResponse } from '../message/message';
import type { ServerTransaction } from '../transactions/server-transaction';
import { T2_MS, TIMEOUT_MS, Timers } from '../transactions/timers';

/** A 2xx to INVITE, sent again until its ACK is there (RFC 3261 §13.3.1.4). */
export class RepeatedOk {
  readonly #timers = new Timers();

  constructor(
    transaction: ServerTransaction,
    response: SipResponse,
    /** Nobody acknowledged in 64 T1. */
    givenUp: () => void,
  ) {
    this.cseq = transaction.request.cseq.number;
    transaction.send(response);
    // The far end is behind proxies for all we know: this holds over WebSocket too.
    this.#timers.repeat('ok', T2_MS, () => transaction.send(response));
    this.#timers.start('ack', TIMEOUT_MS, () => {
      this.stop();
      givenUp();
    });
  }

  readonly cseq: number;

  stop(): void {
    this.#timers.stopAll();
  }
}
