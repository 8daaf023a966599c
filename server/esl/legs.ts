import type { LegId } from '../contract/ids';
import type { LegSnapshot, SwitchEvent } from '../calls/switch';
import { OperationalError } from '../errors';
import { Pending } from './pending';
import { refused } from './reply';

interface Leg {
  parked: boolean;
  bridged: boolean;
}

const GONE_MEMORY_MS = 120_000;

/** The legs of a switch as its events tell: who can be commanded now, and who is gone. */
export class Legs {
  private readonly legs = new Map<LegId, Leg>();
  private readonly gone = new Map<LegId, number>();
  private readonly leaving = new Set<LegId>();
  private readonly parking = new Pending<void>('CHANNEL_PARK');

  constructor(private readonly parkWaitMs: number) {}

  get count(): number {
    return this.legs.size;
  }

  has(legId: LegId): boolean {
    return this.legs.has(legId);
  }

  isBridged(legId: LegId): boolean {
    return this.legs.get(legId)?.bridged === true;
  }

  /** They are about to be taken from each other. @returns undo */
  parting(legIds: readonly LegId[]): () => void {
    const bridged = legIds.filter((legId) => this.isBridged(legId));
    for (const legId of bridged) {
      this.unbridged(legId);
      this.leaving.add(legId);
    }
    return () => {
      for (const legId of bridged) {
        this.leaving.delete(legId);
        if (this.has(legId)) this.legs.set(legId, { parked: false, bridged: true });
      }
    };
  }

  /** Told to part, and not parked yet: its dump still shows the bridge, and parked twice it would break off what it plays by then. */
  isParting(legId: LegId): boolean {
    return this.leaving.has(legId);
  }

  load(snapshot: readonly LegSnapshot[]): void {
    this.legs.clear();
    this.leaving.clear();
    for (const leg of snapshot) {
      this.legs.set(leg.legId, { parked: leg.parked, bridged: leg.bridgedTo !== null });
    }
  }

  /** Nothing is known any more. */
  clear(error: OperationalError): void {
    this.legs.clear();
    this.leaving.clear();
    this.parking.failAll(error);
  }

  /** We are about to originate it. */
  expect(legId: LegId): void {
    if (!this.legs.has(legId)) this.legs.set(legId, { parked: false, bridged: false });
  }

  forget(legId: LegId): void {
    this.legs.delete(legId);
  }

  wasSeenToEnd(legId: LegId): boolean {
    return this.gone.has(legId);
  }

  apply(event: SwitchEvent): void {
    switch (event.kind) {
      case 'parked':
        this.legs.set(event.legId, { parked: true, bridged: false });
        this.leaving.delete(event.legId);
        this.parking.settle(event.legId, undefined);
        break;
      case 'answered':
        this.expect(event.legId);
        break;
      case 'bridged':
        for (const legId of [event.legId, event.otherLegId]) {
          this.legs.set(legId, { parked: false, bridged: true });
          this.leaving.delete(legId);
        }
        break;
      case 'unbridged':
        this.unbridged(event.legId);
        if (event.otherLegId !== null) this.unbridged(event.otherLegId);
        break;
      case 'hung-up':
        this.ended(event.legId);
        break;
      default:
    }
  }

  /**
   * sendmsg to an originated leg between CHANNEL_ANSWER and CHANNEL_PARK is begun in CS_CONSUME_MEDIA and broken
   * off by the change to CS_EXECUTE, without a word (seen live). The same holds between unbridge and park.
   * @returns null when it can be commanded now: a command then goes out in the order it was given
   * @throws OperationalError('switch-refused') when it does not park in time, or is gone
   */
  whenParked(legId: LegId): Promise<void> | null {
    const leg = this.legs.get(legId);
    if (leg === undefined || leg.parked || leg.bridged) return null;
    return this.untilParked(legId);
  }

  /** A leg that does not park in time is tried all the same: the switch refuses it if it is gone. */
  async untilBothParked(a: LegId, b: LegId): Promise<void> {
    const parked = async (legId: LegId): Promise<void> => {
      await this.whenParked(legId)?.catch(() => undefined);
    };
    await Promise.all([parked(a), parked(b)]);
  }

  private async untilParked(legId: LegId): Promise<void> {
    try {
      await this.parking.wait(legId, this.parkWaitMs);
    } catch (error) {
      if (!(error instanceof OperationalError) || error.code !== 'switch-timeout') throw error;
      throw new OperationalError('switch-refused', 'The leg is not ready for commands', { cause: error });
    }
  }

  private unbridged(legId: LegId): void {
    const leg = this.legs.get(legId);
    // The other leg of a bridge may have parked already: the two events come from two threads.
    if (leg?.bridged === true) this.legs.set(legId, { parked: false, bridged: false });
  }

  private ended(legId: LegId): void {
    this.legs.delete(legId);
    this.leaving.delete(legId);
    this.parking.fail(legId, refused('wait for park', 'the leg hung up'));
    const now = performance.now();
    this.gone.set(legId, now);
    for (const [old, at] of this.gone) {
      if (now - at < GONE_MEMORY_MS) break;
      this.gone.delete(old);
    }
  }
}
