import type { AcdService } from '../acd/acd.service';
import type { AcdStore } from '../acd/acd-store';
import type { AgentStore } from '../agents/agent-store';
import type { CallEnding } from '../calls/call-ending';
import type { CallStore, LiveCall } from '../calls/call-store';
import type { ConsultService } from '../calls/consult.service';
import type { DialOnService } from '../calls/dial-on.service';
import type { OutboundService } from '../calls/outbound.service';
import type { LegSnapshot, SwitchSnapshot } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import {
  callId as toCallId,
  legOfOffer,
  offerOfLeg,
  type CallId,
  type LegId,
  type SwitchId,
} from '../contract/ids';
import type { IvrService } from '../ivr/ivr.service';
import type { Logger } from '../logging';
import type { Arrivals } from './arrivals';
import type { FlowReturn } from './flow-return';

export interface ReconcilerRooms {
  readonly arrivals: Arrivals;
  readonly ivr: IvrService;
  readonly acd: AcdService;
  readonly outbound: OutboundService;
  readonly consult: ConsultService;
  readonly dialOn: DialOnService;
  readonly flowReturn: FlowReturn;
  readonly ending: CallEnding;
}

interface ReconcilerDeps {
  readonly rooms: ReconcilerRooms;
  readonly calls: CallStore;
  readonly agents: AgentStore;
  readonly acdStore: AcdStore;
  readonly switches: Switches;
  readonly logger: Logger;
}

/** Runs a task in the order of its call's events. */
export type InCallOrder = (callId: CallId, task: () => Promise<void>) => Promise<void>;

type Legs = ReadonlyMap<LegId, LegSnapshot>;

/**
 * After a gap (our restart, the switch's, a cut socket, another server's death) Redis says what should be and
 * the switch says what is. Every call is driven on from where it stands, or ended when its caller is gone.
 */
export class Reconciler {
  readonly #deps: ReconcilerDeps;

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
  }

  async reconcile(switchId: SwitchId, snapshot: SwitchSnapshot, inOrder: InCallOrder): Promise<void> {
    const legs: Legs = new Map(snapshot.legs.map((leg) => [leg.legId, leg]));
    await this.#registrations(switchId, snapshot);
    const live = (await this.#deps.calls.list()).filter((call) => call.switchId === switchId);
    await Promise.all(live.map((call) => inOrder(call.callId, () => this.#call(call.callId, legs))));
    const known = new Set<string>(live.map((call) => call.callId));
    await Promise.all(snapshot.legs.map((leg) => this.#strayLeg(switchId, leg, known, inOrder)));
  }

  /** Who is registered now may be offered calls; who is not must not, unless he is on another switch. */
  async #registrations(switchId: SwitchId, snapshot: SwitchSnapshot): Promise<void> {
    const registered = new Set(snapshot.registrations);
    const up = new Set(this.#deps.switches.list().flatMap((each) => (each.isUp() ? [each.id] : [])));
    for (const { sipUser, reachable, registeredOn } of await this.#deps.agents.list()) {
      if (!sipUser) continue;
      const isElsewhere =
        reachable && registeredOn !== null && registeredOn !== switchId && up.has(registeredOn);
      if (!registered.has(sipUser)) await this.#deps.rooms.acd.onUnregistered(sipUser, switchId);
      else if (!isElsewhere) await this.#deps.rooms.acd.onRegistered(sipUser, switchId);
    }
  }

  async #call(callId: CallId, legs: Legs): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (!call || call.state === 'ended') return;
    const { rooms } = this.#deps;
    if (call.state === 'dialing') return this.#dialing(call, legs);
    // Nobody is on the line of a callback yet; an agent may be rung for it.
    if (call.callbackId !== null) return call.state === 'offered' ? this.#offered(call, legs) : undefined;
    if (!legs.has(call.customerLegId)) {
      this.#deps.logger.warn({ callId, state: call.state }, 'caller’s leg is gone');
      return rooms.ending.end(call, { by: 'system', cause: 'LOST' });
    }
    await this.#endLeftOver(call, legs);
    switch (call.state) {
      case 'in-ivr':
        return call.entry ? rooms.flowReturn.enter(call) : rooms.ivr.resume(call);
      case 'queued':
        return this.#resumeWaiting(call);
      case 'offered':
        return this.#offered(call, legs);
      case 'talking':
      case 'held':
        return this.#talking(call, legs);
      case 'consulting':
        return this.#consulting(call, legs);
      case 'connecting':
      case 'connected':
        return rooms.dialOn.resume(call, farLegOf(call, legs) ?? null);
    }
  }

  /** Legs the call has let go of, when the server died before it hung them up. */
  async #endLeftOver(call: LiveCall, legs: Legs): Promise<void> {
    const hasNoAgent = call.state === 'in-ivr' || call.state === 'connecting' || call.state === 'connected';
    for (const leg of legs.values()) {
      if (leg.tag?.callId !== call.callId) continue;
      const isLeftOver =
        leg.tag.role === 'far-party'
          ? leg.legId !== call.farParty?.legId
          : leg.tag.role === 'agent' && hasNoAgent;
      if (isLeftOver) await this.#deps.rooms.ending.hangUpLeg(call, leg.legId);
    }
  }

  async #consulting(call: LiveCall, legs: Legs): Promise<void> {
    const agentLeg = call.agentLegId ? legs.get(call.agentLegId) : undefined;
    if (!agentLeg) return this.#talking(call, legs);
    const far = farLegOf(call, legs) ?? null;
    await this.#deps.rooms.consult.resume(call, { agentIsBridgedTo: agentLeg.bridgedTo, far });
  }

  async #resumeWaiting(call: LiveCall): Promise<void> {
    await unlessGone(this.#deps.switches.of(call.switchId).stopPlaying(call.customerLegId));
    await this.#deps.rooms.acd.comfortWaiting(call.callId, false);
  }

  async #offered(call: LiveCall, legs: Legs): Promise<void> {
    const offer = (await this.#deps.acdStore.liveOffers()).find((each) => each.callId === call.callId);
    if (call.callbackId === null) await this.#resumeWaiting(call);
    if (!offer) return;
    const leg = legs.get(legOfOffer(offer.offerId));
    if (!leg) return this.#deps.rooms.acd.ring(offer);
    if (leg.answered) {
      await this.#deps.rooms.acd.onAnswered(
        call,
        { role: 'agent', callId: call.callId, agentId: offer.agentId },
        offer.offerId,
      );
    }
  }

  async #talking(call: LiveCall, legs: Legs): Promise<void> {
    const agentLeg = call.agentLegId ? legs.get(call.agentLegId) : undefined;
    if (!agentLeg) {
      if (!(await this.#deps.rooms.acd.agentLost(call, 'leg gone'))) {
        await this.#deps.rooms.ending.end(call, { by: 'system', cause: 'AGENT_LOST' });
      }
      return;
    }
    if (call.state === 'held') return;
    const target = this.#deps.switches.of(call.switchId);
    // Whoever brought them together may have died before the guard was taken away.
    await unlessGone(target.disarmFallback(call.customerLegId));
    if (agentLeg.bridgedTo === call.customerLegId) return;
    await unlessGone(target.bridge(call.customerLegId, agentLeg.legId));
  }

  async #dialing(call: LiveCall, legs: Legs): Promise<void> {
    const agentLeg = call.agentLegId ? legs.get(call.agentLegId) : undefined;
    const customerLeg = legs.get(call.customerLegId);
    if (!agentLeg) return this.#deps.rooms.ending.end(call, { by: 'system', cause: 'LOST' });
    if (customerLeg?.answered) return this.#deps.rooms.outbound.onCustomerAnswered(call);
    if (!customerLeg && agentLeg.answered) await this.#deps.rooms.outbound.onAgentAnswered(call);
  }

  /** Legs nobody waits for: a caller whom nobody claimed is served, an agent's leg without its call is ended. */
  async #strayLeg(
    switchId: SwitchId,
    leg: LegSnapshot,
    known: ReadonlySet<string>,
    inOrder: InCallOrder,
  ): Promise<void> {
    if (leg.direction === 'inbound' && !leg.tag?.callId) {
      const over = await this.#deps.calls.get(toCallId(leg.legId));
      if (over?.state === 'ended') return unlessGone(this.#deps.switches.of(switchId).hangUp(leg.legId));
      if (!leg.parked) return;
      return inOrder(toCallId(leg.legId), () => this.#deps.rooms.arrivals.accept(switchId, leg.legId, leg));
    }
    if (!leg.tag) return;
    const call = leg.tag.callId ? await this.#deps.calls.get(leg.tag.callId) : null;
    const wanted =
      call !== null &&
      call.state !== 'ended' &&
      (leg.legId === call.customerLegId ||
        leg.legId === call.agentLegId ||
        leg.legId === call.farParty?.legId ||
        (await this.#isOffered(leg.legId)));
    if (wanted || (leg.tag.callId && known.has(leg.tag.callId) && call?.state !== 'ended')) return;
    this.#deps.logger.warn({ legId: leg.legId, callId: leg.tag.callId }, 'stray leg ended');
    await unlessGone(this.#deps.switches.of(switchId).hangUp(leg.legId, 'NORMAL_CLEARING'));
  }

  async #isOffered(legId: LegId): Promise<boolean> {
    const offers = await this.#deps.acdStore.liveOffers();
    return offers.some((offer) => offer.offerId === offerOfLeg(legId));
  }
}

function farLegOf(call: LiveCall, legs: Legs): LegSnapshot | undefined {
  return call.farParty?.legId ? legs.get(call.farParty.legId) : undefined;
}
