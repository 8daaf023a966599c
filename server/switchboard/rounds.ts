import type { AcdService } from '../acd/acd.service';
import type { AcdStore, Offer } from '../acd/acd-store';
import type { AgentStore, LiveAgent } from '../agents/agent-store';
import type { CallStore, LiveCall } from '../calls/call-store';
import type { LegSnapshot, Switch } from '../calls/switch';
import type { Switches } from '../calls/switches';
import { callId as toCallId, legOfOffer, type LegId, type SwitchId } from '../contract/ids';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import {
  agentDifferences,
  callDifferences,
  keyOf,
  legDifference,
  wantedLegs,
  type CallDifference,
  type Difference,
  type LegDifference,
  type Standing,
} from './differences';
import type { SupervisionService } from '../supervision/supervision.service';
import type { InCallOrder } from './reconciler';
import type { Repairs } from './repairs';

interface RoundsDeps {
  readonly acd: AcdService;
  readonly repairs: Repairs;
  readonly calls: CallStore;
  readonly agents: AgentStore;
  readonly acdStore: AcdStore;
  readonly supervision: Pick<SupervisionService, 'check'>;
  readonly switches: Switches;
  readonly logger: Logger;
}

/** Legs asked one by one in a round: those something is wrong with, and some of the others in turn. */
const MOST_SUSPECTS = 100;
const IN_TURN = 50;
const MOST_REPAIRS = 50;

interface Seen {
  readonly calls: readonly LiveCall[];
  readonly offers: readonly Offer[];
  readonly agents: readonly LiveAgent[];
  readonly registered: ReadonlySet<string>;
  readonly legs: Standing;
}

/** What the last round of a switch left behind. */
interface Memory {
  readonly found: ReadonlyMap<string, Difference>;
  /** The last leg that was looked at in turn. */
  readonly lastInTurn: LegId | null;
}

/**
 * Every few seconds the owner of a switch compares its channels with the live calls, offers and agents. What differs in
 * two rounds, one after the other, is not on its way but wrong, and is mended. What a round costs does not grow
 * with the calls but for the two lists it reads.
 */
export class Rounds {
  readonly #deps: RoundsDeps;
  readonly #memories = new Map<SwitchId, Memory>();

  constructor(deps: RoundsDeps) {
    this.#deps = deps;
  }

  /** After a gap nothing is known any more. */
  forget(switchId: SwitchId): void {
    this.#memories.delete(switchId);
  }

  async round(switchId: SwitchId, inOrder: InCallOrder): Promise<void> {
    const before = this.#memories.get(switchId) ?? { found: new Map(), lastInTurn: null };
    const { seen, lastInTurn } = await this.#look(switchId, before);
    const found = new Map((await this.#differences(switchId, seen)).map((each) => [keyOf(each), each]));
    const wrong = [...found].filter(([key]) => before.found.has(key)).slice(0, MOST_REPAIRS);
    // What is mended now is to be seen twice again before it is mended again.
    for (const [key] of wrong) found.delete(key);
    this.#memories.set(switchId, { found, lastInTurn });
    await Promise.all(wrong.map(([, difference]) => this.#mend(switchId, difference, inOrder)));
    await this.#deps.supervision.check(switchId);
  }

  async #look(switchId: SwitchId, before: Memory): Promise<{ seen: Seen; lastInTurn: LegId | null }> {
    const { calls: store, acdStore, agents: people } = this.#deps;
    const target = this.#deps.switches.of(switchId);
    const overview = await target.overview();
    const [all, offers, agents] = await Promise.all([store.list(), acdStore.liveOffers(), people.list()]);
    const calls = all.filter((call) => call.switchId === switchId);
    const wanted = new Set(calls.flatMap((call) => wantedLegs(call, offers)));
    const listed = new Set(overview.legIds);
    const suspects = [
      ...[...wanted].filter((legId) => !listed.has(legId)),
      ...[...listed].filter((legId) => !wanted.has(legId)),
      ...[...before.found.values()].flatMap(({ legId }) => (legId ? [legId] : [])),
    ].slice(0, MOST_SUSPECTS);
    const inTurn = nextInTurn(calls.flatMap(telling(offers)), before.lastInTurn);
    const asked = new Set([...suspects, ...inTurn]);
    const legs = standing(listed, asked, await target.look([...asked]));
    const registered = new Set(overview.registrations);
    return { seen: { calls, offers, agents, registered, legs }, lastInTurn: inTurn.at(-1) ?? null };
  }

  async #differences(
    switchId: SwitchId,
    { calls, offers, agents, registered, legs }: Seen,
  ): Promise<Difference[]> {
    const store = this.#deps.calls;
    const ofLegs = await Promise.all(
      legs.legs.map(async (leg) =>
        legDifference(leg, await store.get(leg.tag?.callId ?? toCallId(leg.legId))),
      ),
    );
    const ofAgents = await Promise.all(
      agents.map(async (agent) =>
        agentDifferences(agent, { switchId, registered }, agent.callId && (await store.get(agent.callId))),
      ),
    );
    return [
      ...calls.flatMap((call) => callDifferences(call, legs, offers)),
      ...ofLegs.flatMap((each) => (each === null ? [] : [each])),
      ...ofAgents.flat(),
    ];
  }

  async #mend(switchId: SwitchId, difference: Difference, inOrder: InCallOrder): Promise<void> {
    const { kind, callId, legId } = difference;
    try {
      if (kind === 'phone-gone' || kind === 'agent-without-call') {
        await this.#mendAgent(switchId, difference);
        return;
      }
      if (kind !== 'stray-leg' && kind !== 'caller-not-claimed') {
        if (callId) await inOrder(callId, () => this.#mendCall(switchId, { ...difference, kind }));
        return;
      }
      if (!legId) return;
      await inOrder(callId ?? toCallId(legId), () => this.#mendLeg(switchId, { ...difference, kind }, legId));
    } catch (error) {
      this.#deps.logger.warn({ kind, callId, legId, reason: describeError(error) }, 'repair failed');
    }
  }

  /** In its turn among the call's events: is it so still? */
  async #mendCall(switchId: SwitchId, difference: CallDifference): Promise<void> {
    const { calls, acdStore, repairs } = this.#deps;
    const [call, offers] = await Promise.all([
      difference.callId && calls.get(difference.callId),
      acdStore.liveOffers(),
    ]);
    if (!call) return;
    const wanted = [
      ...wantedLegs(call, offers),
      call.customerLegId,
      ...(difference.legId ? [difference.legId] : []),
    ];
    const legs = complete(await this.#switch(switchId).look([...new Set(wanted)]));
    const still = callDifferences(call, legs, offers).find((each) => keyOf(each) === keyOf(difference));
    if (!still) return;
    repairs.count(still, 'round');
    await repairs.mendCall(call, still, legs, offers);
  }

  async #mendLeg(switchId: SwitchId, difference: LegDifference, legId: LegId): Promise<void> {
    const { calls, repairs } = this.#deps;
    const [leg] = await this.#switch(switchId).look([legId]);
    if (!leg) return;
    const still = legDifference(leg, await calls.get(leg.tag?.callId ?? toCallId(legId)));
    if (still?.kind !== difference.kind) return;
    repairs.count(still, 'round');
    await repairs.mendLeg(switchId, leg, still.kind);
  }

  async #mendAgent(switchId: SwitchId, difference: Difference): Promise<void> {
    const { agents, acd, repairs } = this.#deps;
    const agent = difference.agentId && (await agents.get(difference.agentId));
    if (!agent) return;
    if (difference.kind === 'phone-gone') {
      if (!agent.reachable || !agent.sipUser) return;
      repairs.count(difference, 'round');
      await acd.onUnregistered(agent.sipUser, switchId);
    } else if (await acd.releaseAgent(agent.agentId, difference.callId)) repairs.count(difference, 'round');
  }

  #switch(switchId: SwitchId): Switch {
    return this.#deps.switches.of(switchId);
  }
}

/** Legs whose own answer says more than that they are there: answered or not, bridged or not. */
const telling =
  (offers: readonly Offer[]) =>
  (call: LiveCall): LegId[] => {
    if (['in-ivr', 'queued', 'held', 'parked'].includes(call.state)) return [];
    const customer = call.state === 'dialing' ? [call.customerLegId] : [];
    const ringing = offers.filter(({ callId }) => callId === call.callId);
    const others = [call.agentLegId, call.awayLegId, call.farParty?.legId].flatMap((legId) =>
      legId ? [legId] : [],
    );
    return [...customer, ...others, ...ringing.map(({ offerId }) => legOfOffer(offerId))];
  };

/** The next few after the one that was the last, from the beginning again at the end. */
function nextInTurn(legIds: readonly LegId[], last: LegId | null): readonly LegId[] {
  const sorted = [...new Set(legIds)].sort();
  const start = last === null ? 0 : sorted.findIndex((legId) => legId > last);
  const from = start < 0 ? 0 : start;
  return [...sorted.slice(from), ...sorted.slice(0, from)].slice(0, IN_TURN);
}

/** Of legs that were not asked it is only known whether they are listed. */
function standing(
  listed: ReadonlySet<LegId>,
  asked: ReadonlySet<LegId>,
  answers: readonly LegSnapshot[],
): Standing {
  const byId = new Map(answers.map((leg) => [leg.legId, leg]));
  return {
    has: (legId) => (asked.has(legId) ? byId.has(legId) : listed.has(legId)),
    seen: (legId) => byId.get(legId),
    legs: answers,
  };
}

const complete = (answers: readonly LegSnapshot[]): Standing => {
  const asked = new Set(answers.map((leg) => leg.legId));
  return standing(asked, asked, answers);
};
