import type { LegId } from '../contract/ids';
import type { FsEvent } from './fs-event';

interface LastDigit {
  readonly digit: string;
  readonly source: string;
  readonly at: number;
}

/** A key is held some 100 ms; its two reports come within that and the network's delay. */
const SAME_KEY_MS = 400;

/**
 * A phone that sends a key both as RFC 4733 and as INFO presses it twice for FreeSWITCH. The second report comes
 * from another DTMF-Source (switch_channel.c:701): that one is dropped, once. A phone with one way is never
 * touched, however fast it types.
 */
export class Digits {
  private readonly last = new Map<LegId, LastDigit>();

  isDouble(legId: LegId, event: FsEvent, at: number): boolean {
    const digit = event.need('DTMF-Digit');
    const source = event.get('DTMF-Source') ?? '';
    const last = this.last.get(legId);
    const double =
      last !== undefined && last.digit === digit && last.source !== source && at - last.at < SAME_KEY_MS;
    if (double) this.last.delete(legId);
    else this.last.set(legId, { digit, source, at });
    return double;
  }

  legEnded(legId: LegId): void {
    this.last.delete(legId);
  }
}
