import type { AcdService } from '../acd/acd.service';
import type { AcdStore, Offer } from '../acd/acd-store';
import type { ParkService } from '../acd/park.service';
import type { AgentStore } from '../agents/agent-store';
import type { CallStore, LiveCall } from '../calls/call-store';
import type { LegSnapshot, SwitchSnapshot } from '../calls/switch';
import type { TalkRecording } from '../calls/talk-recording';
import type { TalkService } from '../calls/talk.service';
import { unlessGone, type Switches } from '../calls/switches';
import { callId as toCallId, type CallId, type LegId, type SwitchId } from '../contract/ids';
import { OperationalError } from '../errors';
import type { IvrService } from '../ivr/ivr.service';
import type { Logger } from '../logging';
import type { Callee } from '../outbound/callee.service';
import type { SupervisionService } from '../supervision/supervision.service';
import type { AgentAway } from './agent-away';
import {
  callDifferences,
  legDifference,
  wantedLegs,
  type CallDifference,
  type Standing,
} from './differences';
import type { Repairs } from './repairs';

interface ReconcilerDeps {
  readonly acd: AcdService;
  readonly away: AgentAway;
  readonly parking: ParkService;
  readonly supervision: Pick<SupervisionService, 'goOn'>;
  readonly talk: TalkService;
  readonly recording: TalkRecording;
  readonly ivr: IvrService;
  readonly callee: Pick<Callee, 'goOn'>;
  readonly repairs: Repairs;
  readonly calls: CallStore;
  readonly agents: AgentStore;
  readonly acdStore: AcdStore;
  readonly switches: Switches;
  readonly logger: Logger;
}

/** Runs a task in the order of its call's events. */
export type InCallOrder = (callId: CallId, task: () => Promise<void>) => Promise<void>;

/**
 * After a gap (our restart, the switch's, a cut socket, another server's death) Redis says what should be and
 * the switch says what is. Every call is driven on from where it stands, or ended when its caller is gone. What differs
 * while there is no gap is found by Rounds.
 */
export class Reconciler {
  readonly #deps: ReconcilerDeps;

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
  }

  async reconcile(switchId: SwitchId, snapshot: SwitchSnapshot, inOrder: InCallOrder): Promise<void> {
    const legs = allOf(snapshot.legs);
    await this.#registrations(switchId, snapshot);
    const live = (await this.#deps.calls.list()).filter((call) => call.switchId === switchId);
    await this.#all(live.map((call) => inOrder(call.callId, () => this.#call(call.callId, legs))));
    await this.#all(snapshot.legs.map((leg) => this.#leg(switchId, leg, inOrder)));
    await this.#all([this.#deps.supervision.goOn(switchId)]);
  }

  /** One call that cannot be driven on must not keep the others waiting; the rounds come back to it. */
  async #all(tasks: readonly Promise<void>[]): Promise<void> {
    for (const result of await Promise.allSettled(tasks)) {
      if (result.status === 'fulfilled') continue;
      const error: unknown = result.reason;
      if (error instanceof OperationalError && error.code !== 'switch-refused') throw error;
      this.#deps.logger.error({ err: error }, 'a call was not reconciled');
    }
  }

  /** Who is registered now may be offered calls; who is not must not, unless he is on another switch. */
  async #registrations(switchId: SwitchId, snapshot: SwitchSnapshot): Promise<void> {
    const registered = new Set(snapshot.registrations);
    const up = new Set(this.#deps.switches.list().flatMap((each) => (each.isUp() ? [each.id] : [])));
    for (const { sipUser, reachable, registeredOn } of await this.#deps.agents.list()) {
      if (!sipUser) continue;
      const isElsewhere =
        reachable && registeredOn !== null && registeredOn !== switchId && up.has(registeredOn);
      if (!registered.has(sipUser)) await this.#deps.acd.onUnregistered(sipUser, switchId);
      else if (!isElsewhere) {
        await this.#deps.acd.onRegistered(sipUser, switchId);
        await this.#deps.away.onRegistered(sipUser);
      }
    }
  }

  async #call(callId: CallId, before: Standing): Promise<void> {
    const { calls, acdStore, repairs } = this.#deps;
    const [call, offers] = await Promise.all([calls.get(callId), acdStore.liveOffers()]);
    if (!call || call.state === 'ended') return;
    const suspected = callDifferences(call, before, offers);
    const legs = suspected.length === 0 ? before : await this.#lookAgain(call, offers, suspected);
    const found = suspected.length === 0 ? suspected : callDifferences(call, legs, offers);
    // It arrived after the snapshot: its events come to us, and nothing of it was broken off.
    if (suspected.some(isCallerGone) && !found.some(isCallerGone)) return;
    const isThere = call.callbackId === null && !found.some(isCallerGone);
    const mend = async (differences: readonly CallDifference[]): Promise<void> => {
      for (const difference of differences) {
        repairs.count(difference, 'gap');
        await repairs.mendCall(call, difference, legs, offers);
      }
    };
    const others = found.filter((difference) => !isLeftOver(difference));
    // He is parted from whom he has left before he hears anything.
    await mend(found.filter(isLeftOver));
    // Then his music: an agent who has answered is to be bridged after it has begun.
    if (isThere && (call.state === 'queued' || call.state === 'offered')) await this.#resumeWaiting(call);
    await mend(others);
    if (isThere && others.length === 0) await this.#goOn(call, legs);
    if (isThere) await this.#goOnRecording(callId);
  }

  async #goOnRecording(callId: CallId): Promise<void> {
    const now = await this.#deps.calls.get(callId);
    if (now?.recording && now.state !== 'ended') await this.#deps.recording.goOn(now);
  }

  /** The snapshot is some moments old, and events came in since: is it so still? */
  async #lookAgain(
    call: LiveCall,
    offers: readonly Offer[],
    found: readonly CallDifference[],
  ): Promise<Standing> {
    const concerned = [
      call.customerLegId,
      ...wantedLegs(call, offers),
      ...found.flatMap(({ legId }) => legId ?? []),
    ];
    return allOf(await this.#deps.switches.of(call.switchId).look([...new Set(concerned)]));
  }

  /** Nothing differs, but what was begun may have been broken off, and events of it may have been missed. */
  async #goOn(call: LiveCall, legs: Standing): Promise<void> {
    const { calls, callee, ivr, parking, repairs, switches, talk } = this.#deps;
    // His agent is waited for, and there is a deadline to it.
    if (call.awaySince !== null) return;
    switch (call.state) {
      case 'in-ivr':
        return call.attempt?.isListenedTo ? callee.goOn(call) : ivr.resume(call);
      case 'talking':
        // They are bridged, and whoever brought them together may have died before the guard was taken away.
        if (call.heardLegId !== call.agentLegId) await this.#deps.recording.onTalk(call);
        if (call.agentLegId) await calls.patch(call.callId, { heardLegId: call.agentLegId }, []);
        return unlessGone(switches.of(call.switchId).disarmFallback(call.customerLegId));
      case 'consulting':
        return repairs.goOnConsulting(call, legs);
      case 'connecting':
      case 'connected':
        return repairs.goOnWithFarParty(call, legs);
      case 'held':
        return talk.goOnHolding(call);
      case 'parked':
        return parking.goOn(call);
      case 'queued':
      case 'offered':
      case 'dialing':
      case 'ended':
        return;
    }
  }

  async #resumeWaiting(call: LiveCall): Promise<void> {
    await unlessGone(this.#deps.switches.of(call.switchId).stopPlaying(call.customerLegId));
    await this.#deps.acd.comfortWaiting(call.callId, false, []);
  }

  async #leg(switchId: SwitchId, leg: LegSnapshot, inOrder: InCallOrder): Promise<void> {
    const { calls, repairs, switches } = this.#deps;
    const callId = leg.tag?.callId ?? toCallId(leg.legId);
    if (legDifference(leg, await calls.get(callId)) === null) return;
    await inOrder(callId, async () => {
      // Its guard may have taken it away since: then it hears the overflow announcement, and is nobody's to claim.
      const [now] = await switches.of(switchId).look([leg.legId]);
      const difference = now ? legDifference(now, await calls.get(callId)) : null;
      if (!now || difference === null) return;
      repairs.count(difference, 'gap');
      await repairs.mendLeg(switchId, now, difference.kind);
    });
  }
}

const isLeftOver = ({ kind }: CallDifference): boolean => kind === 'leg-left-over';
const isCallerGone = ({ kind }: CallDifference): boolean => kind === 'caller-gone';

/** A whole snapshot: what is not in it is not there. */
function allOf(legs: readonly LegSnapshot[]): Standing {
  const byId = new Map<LegId, LegSnapshot>(legs.map((leg) => [leg.legId, leg]));
  return { has: (legId) => byId.has(legId), seen: (legId) => byId.get(legId), legs };
}
