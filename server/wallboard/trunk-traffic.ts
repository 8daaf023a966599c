/** How the ways out of the centre do: of the calls dialled from each switch lately, how many the network did not bring about. */
import { z } from 'zod';
import type { DomainEvent } from '../contract/events';
import type { CentreSwitch } from '../contract/wallboard';

/** Why a call that was never answered ended. */
export interface DialFailure {
  /** FreeSWITCH cause name. */
  readonly cause: string;
  readonly sipStatus: number | null;
}

export type TrunkFigures = Pick<CentreSwitch, 'tried' | 'failed'>;

interface TrunkTrafficDeps {
  /** Not the callee's doing: the network, or the far switch. null: our own, it says nothing of the trunk. */
  readonly isFailure: (failure: DialFailure) => boolean | null;
  /** Unix ms. */
  readonly now: () => number;
}

/** So long is "lately", ms. */
const LATELY_MS = 15 * 60_000;

const startedSchema = z.object({ direction: z.literal('outbound'), switchId: z.string() });
const endedSchema = z.object({
  by: z.string(),
  cause: z.string(),
  sipStatus: z.number().nullish(),
  from: z.string(),
});

/** Follows the events; what was dialled before it began is not counted. */
export class TrunkTraffic {
  readonly #deps: TrunkTrafficDeps;
  /** Calls on their way, by switch. */
  readonly #dialled = new Map<string, string>();
  #ended: { readonly at: number; readonly switchId: string; readonly failed: boolean }[] = [];

  constructor(deps: TrunkTrafficDeps) {
    this.#deps = deps;
  }

  note({ type, callId, data }: DomainEvent): void {
    if (callId === undefined) return;
    if (type === 'call.started') {
      const { data: started } = startedSchema.safeParse(data);
      if (started) this.#dialled.set(callId, started.switchId);
    }
    if (type === 'call.ended') this.#onEnded(callId, data);
  }

  of(switchId: string): TrunkFigures {
    this.#forgetOld();
    const own = this.#ended.filter((each) => each.switchId === switchId);
    return { tried: own.length, failed: own.filter(({ failed }) => failed).length };
  }

  #onEnded(callId: string, data: unknown): void {
    const switchId = this.#dialled.get(callId);
    this.#dialled.delete(callId);
    const { data: ended } = endedSchema.safeParse(data);
    if (switchId === undefined || !ended) return;
    const { by, cause, sipStatus = null, from } = ended;
    // An agent who gives up while it rings, or whose own phone does not answer, tells nothing of the trunk.
    const failed = from === 'dialing' && (by === 'agent' ? null : this.#deps.isFailure({ cause, sipStatus }));
    if (failed === null) return;
    this.#forgetOld();
    this.#ended.push({ at: this.#deps.now(), switchId, failed });
  }

  #forgetOld(): void {
    const since = this.#deps.now() - LATELY_MS;
    const first = this.#ended.findIndex(({ at }) => at >= since);
    this.#ended = first === -1 ? [] : this.#ended.slice(first);
  }
}
