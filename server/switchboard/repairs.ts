import type { AcdService } from '../acd/acd.service';
import type { Offer } from '../acd/acd-store';
import type { CallEnding } from '../calls/call-ending';
import type { LiveCall } from '../calls/call-store';
import type { ConsultService } from '../calls/consult.service';
import type { DialOnService } from '../calls/dial-on.service';
import type { MergeService } from '../calls/merge.service';
import type { OutboundService } from '../calls/outbound.service';
import { isCalledByCampaign, isMerged } from '../calls/own-call';
import { unlessGone, type Switches } from '../calls/switches';
import type { LegSnapshot } from '../calls/switch';
import { legOfOffer, type LegId, type SwitchId } from '../contract/ids';
import type { Logger } from '../logging';
import type { Callee } from '../outbound/callee.service';
import type { AgentAway } from './agent-away';
import type { Arrivals } from './arrivals';
import type { CallDifference, Difference, DifferenceKind, Standing } from './differences';
import type { FlowReturn } from './flow-return';

export interface RepairsDeps {
  readonly rooms: {
    readonly arrivals: Arrivals;
    readonly acd: AcdService;
    readonly away: AgentAway;
    readonly outbound: OutboundService;
    readonly callee: Callee;
    readonly consult: ConsultService;
    readonly merge: MergeService;
    readonly dialOn: DialOnService;
    readonly flowReturn: FlowReturn;
    readonly ending: CallEnding;
  };
  readonly switches: Switches;
  readonly onRepair: (kind: DifferenceKind, when: RepairTime) => void;
  readonly logger: Logger;
}

/** After a gap in the switch's events, or in a round while there was none. */
export const repairTimes = ['gap', 'round'] as const;
export type RepairTime = (typeof repairTimes)[number];

/** What is done about a difference between a call and its legs. */
export class Repairs {
  readonly #deps: RepairsDeps;

  constructor(deps: RepairsDeps) {
    this.#deps = deps;
  }

  /** Told before it is mended, so that a repair that fails is known, too. */
  count({ kind, callId, legId, agentId, state }: Difference, when: RepairTime): void {
    this.#deps.logger.warn({ kind, when, callId, legId, agentId, state }, 'repair');
    this.#deps.onRepair(kind, when);
  }

  /** Safe to repeat, and in the order of the call's events. */
  async mendCall(
    call: LiveCall,
    { kind, legId }: CallDifference,
    legs: Standing,
    offers: readonly Offer[],
  ): Promise<void> {
    const { rooms } = this.#deps;
    const offer = legId && offers.find((each) => legOfOffer(each.offerId) === legId);
    switch (kind) {
      case 'caller-gone':
        return rooms.ending.end(call, { by: 'system', cause: 'LOST' });
      case 'agent-leg-gone':
        return this.#agentGone(call);
      case 'far-leg-gone':
        if (call.state === 'consulting') return this.goOnConsulting(call, legs);
        return rooms.dialOn.resume(call, null);
      case 'not-bridged':
        return this.#bring(call, legs);
      case 'offer-not-ringing':
        if (offer) await rooms.acd.ring(offer);
        return;
      case 'answer-not-taken':
        if (legId && legId === call.awayLegId) {
          await rooms.away.onAnswered(call, legId);
          return;
        }
        return this.#answered(call, offer ?? null, legs);
      case 'dial-not-begun':
        return rooms.outbound.onAgentAnswered(call);
      case 'entry-not-begun':
        return rooms.flowReturn.enter(call);
      case 'leg-left-over':
        if (legId) await this.#letGo(call, legId, legs);
        return;
    }
  }

  /** The caller is parted from it first: what he is played while he is bridged with it would break off with the bridge. */
  async #letGo(call: LiveCall, legId: LegId, legs: Standing): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    if (legs.seen(legId)?.bridgedTo === call.customerLegId)
      await unlessGone(target.unbridge(call.customerLegId));
    await this.#deps.rooms.ending.hangUpLeg(call, legId);
  }

  async goOnConsulting(call: LiveCall, legs: Standing): Promise<void> {
    const agentLeg = call.agentLegId ? legs.seen(call.agentLegId) : undefined;
    const far = call.farParty?.legId ? legs.seen(call.farParty.legId) : undefined;
    const agentIsBridgedTo = agentLeg?.bridgedTo ?? null;
    const { consult, merge } = this.#deps.rooms;
    if (far && isMerged(call)) return merge.resume(call, { agentIsBridgedTo, farHasJoined: far.joinedTo });
    await consult.resume(call, { agentIsBridgedTo, far: far ?? null });
  }

  /** A leg nobody waits for: a caller whom nobody claimed is served, any other is ended. */
  async mendLeg(
    switchId: SwitchId,
    leg: LegSnapshot,
    kind: 'stray-leg' | 'caller-not-claimed',
  ): Promise<void> {
    if (kind === 'caller-not-claimed') return this.#deps.rooms.arrivals.accept(switchId, leg.legId, leg);
    await unlessGone(this.#deps.switches.of(switchId).hangUp(leg.legId, 'NORMAL_CLEARING'));
  }

  async #agentGone(call: LiveCall): Promise<void> {
    const { away, ending } = this.#deps.rooms;
    if (call.state === 'dialing') return ending.end(call, { by: 'system', cause: 'LOST' });
    await away.onLegGone(call, 'leg gone');
  }

  async #bring(call: LiveCall, legs: Standing): Promise<void> {
    if (call.state === 'consulting') return this.goOnConsulting(call, legs);
    if (call.state === 'connected') return this.goOnWithFarParty(call, legs);
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.disarmFallback(call.customerLegId));
    if (call.agentLegId) await unlessGone(target.bridge(call.customerLegId, call.agentLegId));
  }

  async #answered(call: LiveCall, offer: Offer | null, legs: Standing): Promise<void> {
    if (isCalledByCampaign(call)) return this.#deps.rooms.callee.onAnswered(call);
    if (call.state === 'dialing') return this.#deps.rooms.outbound.onCustomerAnswered(call);
    if (call.state === 'connecting') return this.goOnWithFarParty(call, legs);
    if (!offer) return;
    const tag = { role: 'agent', callId: call.callId, agentId: offer.agentId } as const;
    await this.#deps.rooms.acd.onAnswered(call, tag, offer.offerId);
  }

  async goOnWithFarParty(call: LiveCall, legs: Standing): Promise<void> {
    const far = call.farParty?.legId ? legs.seen(call.farParty.legId) : undefined;
    await this.#deps.rooms.dialOn.resume(call, far ?? null);
  }
}
