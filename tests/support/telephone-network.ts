import type {
  CustomerLegRequest,
  LegSnapshot,
  Switch,
  SwitchEvent,
  SwitchListener,
  SwitchSnapshot,
} from '../../server/calls/switch';
import type { CallId, LegId, SwitchId } from '../../server/contract/ids';
import { OperationalError } from '../../server/errors';
import type { Attached, AttachOptions, SwitchUnderTest } from './switch-under-test';

/** What somebody does whose telephone rings. */
export type Manner = 'answers' | 'busy' | 'refuses' | 'silent';

const ends: Readonly<Record<Exclude<Manner, 'answers'>, { cause: string; sipStatus: number }>> = {
  busy: { cause: 'USER_BUSY', sipStatus: 486 },
  refuses: { cause: 'CALL_REJECTED', sipStatus: 603 },
  silent: { cause: 'NO_ANSWER', sipStatus: 480 },
};
const RINGS_MS = 5;
const TALKS_MS = 40;
const PLAYS_MS = 10;

type Told = SwitchEvent extends infer Event
  ? Event extends SwitchEvent
    ? Omit<Event, 'switchId' | 'at'>
    : never
  : never;

/** What fails is told by the promise, as by a switch. */
const answering =
  <Args extends readonly unknown[]>(act: (...args: Args) => void) =>
  async (...args: Args): Promise<void> => {
    await Promise.resolve();
    act(...args);
  };

/** A switch and the telephones behind it, in memory: it outlives the servers that drive it, and keeps whom they have called. */
export class TelephoneNetwork {
  /** Every call that was placed. */
  readonly dialled: { readonly number: string; readonly callId: CallId }[] = [];
  readonly #legs = new Map<LegId, LegSnapshot>();
  #listener: SwitchListener | null = null;

  constructor(
    readonly id: SwitchId,
    private readonly mannerOf: (number: string) => Manner,
  ) {}

  get legs(): number {
    return this.#legs.size;
  }

  /** As a server sees it; the last one that came to own it hears its events. */
  under(): Pick<SwitchUnderTest, 'id' | 'attach'> {
    return { id: this.id, attach: (options) => Promise.resolve(this.#attach(options)) };
  }

  #attach({ listener, beforeStart, untilOwner = true }: AttachOptions): Attached {
    const own = this.asSwitch();
    beforeStart?.(own);
    if (untilOwner && listener) {
      this.#listener = listener;
      listener.onUp(this.#snapshot(), false);
    }
    const stop = (): Promise<void> => {
      if (this.#listener === listener) this.#listener = null;
      return Promise.resolve();
    };
    return { switch: own, seen: [], ups: [], downs: [], stop };
  }

  asSwitch(): Switch {
    const done = (): Promise<void> => Promise.resolve();
    const there = (legIds: readonly LegId[]) => legIds.flatMap((legId) => this.#legs.get(legId) ?? []);
    const target: Partial<Switch> = {
      id: this.id,
      isUp: () => true,
      callCustomer: answering((request) => this.#call(request)),
      hangUp: answering((legId) => this.#hungUp(legId, { cause: 'NORMAL_CLEARING', by: 'switch' })),
      play: answering((legId, playId) => this.#play(legId, playId)),
      ...{ tag: done, stopPlaying: done, unbridge: done, setSensitiveKeys: done },
      ...{ armFallback: done, disarmFallback: done },
      legExists: (legId) => Promise.resolve(this.#legs.has(legId)),
      snapshot: () => Promise.resolve(this.#snapshot()),
      overview: () => Promise.resolve({ legIds: [...this.#legs.keys()], registrations: [] }),
      look: (legIds) => Promise.resolve(there(legIds)),
    };
    return target as Switch;
  }

  #snapshot(): SwitchSnapshot {
    return { legs: [...this.#legs.values()], registrations: [] };
  }

  #call({ legId, callId, number, callerNumber }: CustomerLegRequest): void {
    if (this.#legs.has(legId)) return;
    this.dialled.push({ number, callId });
    this.#legs.set(legId, {
      ...{ legId, tag: { role: 'customer', callId }, direction: 'outbound', answered: false },
      ...{ bridgedTo: null, joinedTo: null, parked: false, callerName: '', callerNumber },
      dialedNumber: number,
    });
    const manner = this.mannerOf(number);
    setTimeout(() => {
      if (manner === 'answers') this.#answered(legId);
      else this.#hungUp(legId, { ...ends[manner], by: 'party' });
    }, RINGS_MS);
  }

  #answered(legId: LegId): void {
    const leg = this.#legs.get(legId);
    if (!leg) return;
    this.#legs.set(legId, { ...leg, answered: true, parked: true });
    this.#tell({ kind: 'answered', legId, tag: leg.tag });
    setTimeout(() => this.#hungUp(legId, { cause: 'NORMAL_CLEARING', by: 'party' }), TALKS_MS);
  }

  #play(legId: LegId, playId: string): void {
    const leg = this.#legs.get(legId);
    if (!leg) throw new OperationalError('switch-refused', 'There is no such leg.');
    setTimeout(() => {
      if (this.#legs.has(legId)) this.#tell({ kind: 'play-finished', legId, tag: leg.tag, playId });
    }, PLAYS_MS);
  }

  #hungUp(legId: LegId, end: { cause: string; by: 'party' | 'switch'; sipStatus?: number }): void {
    const leg = this.#legs.get(legId);
    if (!leg) return;
    this.#legs.delete(legId);
    this.#tell({ kind: 'hung-up', legId, tag: leg.tag, ...end });
  }

  #tell(event: Told): void {
    this.#listener?.onEvent({ ...event, switchId: this.id, at: Date.now() });
  }
}
