import type { AgentStore, LiveAgent } from '../agents/agent-store';
import { dispositionMissing } from '../agents/refusals';
import type { CallStore, LiveCall } from '../calls/call-store';
import { customerNumber } from '../calls/own-call';
import type { AgentLegRequest, LegTag, SoundItem } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import {
  legOfOffer,
  offerId,
  type AgentId,
  type CallId,
  type OfferId,
  type QueueId,
  type SwitchId,
} from '../contract/ids';
import { OperationalError, UserError, describeError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import type { AcdStore, Offer, OfferKey, OfferLossReason } from './acd-store';
import { callerFacts, type StickyAgents } from './caller-facts';
import { Comfort } from './comfort';
import type { QueueSettings } from './queue-settings';

export interface AcdServiceDeps {
  readonly acd: AcdStore;
  readonly calls: CallStore;
  readonly agents: AgentStore;
  readonly switches: Switches;
  readonly events: EventStream;
  readonly sticky: StickyAgents;
  readonly settings: AcdSettings;
}

export interface AcdSettings {
  readonly newId: () => string;
  readonly logger: Logger;
  /** Prompts the waiting caller hears over the music, by situation. */
  readonly waitingPrompts: (call: LiveCall, again: boolean) => readonly SoundItem[];
  /** "You are number N in the queue, about M minutes": position from 1; minutes null when nobody can tell. */
  readonly positionPrompts: (
    call: LiveCall,
    position: number,
    minutes: number | null,
  ) => readonly SoundItem[];
  /** A prompt of the pack, by number, that a step of the queue has played over the music. */
  readonly stepPrompt: (call: LiveCall, prompt: number) => SoundItem;
  readonly queueOf: (queueId: QueueId) => QueueSettings | undefined;
  /** Seconds the dead-man guard gives us to renew it. */
  readonly fallbackS: number;
  /** An agent took a callback: have its number dialled. */
  readonly dialBack: (callId: CallId) => Promise<void>;
}

const offerGone = (): UserError => new UserError('offer-gone', 'This call is no longer offered to you.');

/** Three signs of life that did not come. */
const PHONE_SILENT_MS = 16_000;
/** A run of advance-steps holds Redis up for about a millisecond; what is left is for the next run. */
const STEPS_AT_ONCE = 50;
const MOST_STEP_RUNS = 20;

/** An offer, and what was read to make it ring. */
interface Ring {
  readonly offer: Offer;
  readonly call: LiveCall | null;
  readonly agent: LiveAgent | null;
  /** His telephone picks up by itself. */
  readonly answersItself: boolean;
}

/**
 * Does what the ACD scripts decide: a script says who is offered what, this class rings him, connects him, or goes
 * on to the next. It decides nothing itself, so any server may carry on with any call.
 */
export class AcdService {
  readonly #deps: AcdServiceDeps;
  readonly #comfort: Comfort;

  constructor(deps: AcdServiceDeps) {
    this.#deps = deps;
    this.#comfort = new Comfort(deps);
  }

  newOfferId(): OfferId {
    return offerId(this.#deps.settings.newId());
  }

  async enqueue(
    callId: CallId,
    queueId: QueueId,
    wish: { readonly topic: string | null; readonly atMostMs: number | null },
  ): Promise<void> {
    const { acd, calls, sticky, settings } = this.#deps;
    const call = await calls.get(callId);
    const facts = await callerFacts(call, settings.queueOf(queueId), sticky, settings.logger);
    const placed = { callId, queueId, ...wish, bonusMs: 0, ...facts, offerId: this.newOfferId() };
    const result = await acd.enqueueCall(placed);
    if (result.kind === 'gone' || result.kind === 'not-allowed') return;
    await this.comfortWaiting(callId, false, result.kind === 'offered' ? result.offers : []);
  }

  /**
   * Music, and the words of the situation over it; under the dead-man guard. Beside it the telephones of those who are
   * offered him ring: his music is on its way by then, and the bridge ends what has been sent, not what comes after it.
   */
  async comfortWaiting(callId: CallId, again: boolean, offers: readonly Offer[]): Promise<void> {
    const { calls, agents } = this.#deps;
    // In one go: it is what a caller waits for before his agent's telephone rings.
    const [call, ...offered] = await Promise.all([
      calls.get(callId),
      ...offers.map(({ agentId }) => agents.get(agentId)),
    ]);
    const isWaiting =
      call && (call.state === 'queued' || call.state === 'offered') && call.callbackId === null;
    await Promise.all([
      isWaiting ? this.#comfort.play(call, again) : undefined,
      ...offers.map((offer, i) =>
        this.#ringAt({ offer, call, agent: offered[i] ?? null, answersItself: false }),
      ),
    ]);
  }

  /** Tells waiting callers where they stand, those who are due; call it every second or so. */
  tellPositions(reads: (call: LiveCall) => boolean): Promise<void> {
    return this.#comfort.tellPositions(reads);
  }

  /** Makes the agent's phone ring for the offer; safe to repeat, for the leg has the offer's id. */
  async ring(offer: Offer, answersItself = false): Promise<void> {
    const [call, agent] = await Promise.all([
      this.#deps.calls.get(offer.callId),
      this.#deps.agents.get(offer.agentId),
    ]);
    await this.#ringAt({ offer, call, agent, answersItself });
  }

  async #ringAt({ offer, call, agent, answersItself }: Ring): Promise<void> {
    if (!call || call.state !== 'offered') return;
    if (!agent?.sipUser) return this.lose(offer, 'unreachable');
    const told = this.#deps.events.append({
      type: 'leg.started',
      callId: offer.callId,
      legId: legOfOffer(offer.offerId),
      agentId: offer.agentId,
      data: { role: 'agent', number: null },
    });
    const secondsLeft = Math.ceil((offer.deadlineAt - Date.now()) / 1000) + 2;
    const autoAnswer = this.#answersItself(call, offer, answersItself);
    const rung = this.#callAgent(offer, call.switchId, {
      legId: legOfOffer(offer.offerId),
      callId: offer.callId,
      agentId: offer.agentId,
      sipUser: agent.sipUser,
      registeredOn: agent.registeredOn ?? call.switchId,
      timeoutS: Math.min(120, Math.max(5, secondsLeft)),
      callerNumber: customerNumber(call),
      autoAnswer,
      ...(autoAnswer === false && this.#stands(call) ? { standsFor: offer.offerId } : {}),
    });
    await Promise.all([told, rung]);
  }

  /** Who picks up a parked caller, or takes one who waits for him, has pressed a button for him already. */
  #answersItself(call: LiveCall, offer: Offer, isAskedFor: boolean): AgentLegRequest['autoAnswer'] {
    if (isAskedFor || call.pickUpOfferId === offer.offerId) return true;
    return call.queueId && this.#deps.settings.queueOf(call.queueId)?.autoAnswer ? 'tone' : false;
  }

  #stands({ queueId }: LiveCall): boolean {
    return queueId !== null && this.#deps.settings.queueOf(queueId)?.standingLeg === true;
  }

  async #callAgent(offer: Offer, switchId: SwitchId, request: AgentLegRequest): Promise<void> {
    try {
      await this.#deps.switches.of(switchId).callAgent(request);
    } catch (error) {
      this.#deps.settings.logger.warn(
        { callId: offer.callId, agentId: offer.agentId, reason: describeError(error) },
        'offer could not ring',
      );
      // Unknown whether it rings: the offer's deadline, or the leg's own end, decides. A refusal is certain.
      if (error instanceof OperationalError && error.code === 'switch-refused')
        await this.lose(offer, 'failed');
    }
  }

  /** His standing leg is there, and he has said nothing yet. One whose offer has gone meanwhile is let go. */
  async onStanding(call: LiveCall, tag: LegTag, legOffer: OfferId): Promise<void> {
    const agent = tag.agentId ? await this.#deps.agents.get(tag.agentId) : null;
    if (agent?.offerId === legOffer || call.agentLegId === legOfOffer(legOffer)) return;
    await unlessGone(this.#deps.switches.of(call.switchId).hangUp(legOfOffer(legOffer), 'LOSE_RACE'));
  }

  /**
   * The agent takes the call for which his leg stands; safe to repeat.
   * @throws UserError offer-gone
   */
  async accept(agentId: AgentId, id: OfferId): Promise<void> {
    const agent = await this.#deps.agents.get(agentId);
    const call = agent?.callId ? await this.#deps.calls.get(agent.callId) : null;
    const legId = legOfOffer(id);
    if (call?.agentLegId === legId && call.agentId === agentId) return;
    if (!call || agent?.offerId !== id) throw offerGone();
    await this.#deps.events.append({ type: 'leg.answered', callId: call.callId, legId });
    if (!(await this.onAnswered(call, { role: 'agent', callId: call.callId, agentId }, id)))
      throw offerGone();
  }

  /** The agent's leg was answered. Late answers to an offer that has gone are hung up. @returns whether he has the call */
  async onAnswered(call: LiveCall, tag: LegTag, legOffer: OfferId): Promise<boolean> {
    if (!tag.agentId) return false;
    const target = this.#deps.switches.of(call.switchId);
    const offer = { offerId: legOffer, callId: call.callId, agentId: tag.agentId };
    const result = await this.#deps.acd.acceptOffer(offer, this.newOfferId());
    if (result.kind === 'stale') {
      await unlessGone(target.hangUp(legOfOffer(legOffer), 'LOSE_RACE'));
      return false;
    }
    const rescinded = result.kind === 'accepted' ? result.rescinded : [];
    const connect = async () => {
      if (call.callbackId !== null) return this.#deps.settings.dialBack(call.callId);
      await unlessGone(target.bridge(call.customerLegId, legOfOffer(legOffer)));
      await unlessGone(target.disarmFallback(call.customerLegId));
    };
    await Promise.all([
      connect(),
      // The phone shows a call that was completed elsewhere, not a missed one.
      ...rescinded.map((each) => unlessGone(target.hangUp(legOfOffer(each.offerId), 'LOSE_RACE'))),
    ]);
    if (result.kind === 'accepted') await this.ringAll(result.next);
    return true;
  }

  /** The offer did not become a talk; the call has kept its place and may ring elsewhere already. */
  async lose(offer: OfferKey, reason: OfferLossReason): Promise<void> {
    const result = await this.#deps.acd.loseOffer(offer, reason, this.newOfferId());
    if (result.kind === 'stale') return;
    await this.#stopRinging(offer);
    await this.ringAll(result.next);
  }

  /** @throws UserError offer-gone */
  async decline(agentId: AgentId, id: OfferId): Promise<void> {
    const offers = await this.#deps.acd.liveOffers();
    const offer = offers.find((each) => each.offerId === id && each.agentId === agentId);
    if (!offer) throw offerGone();
    await this.lose(offer, 'declined');
  }

  /** @throws UserError not-logged-in, not-reachable */
  async ready(agentId: AgentId): Promise<void> {
    const result = await this.#deps.acd.agentReady(agentId, this.newOfferId());
    if (result.kind === 'logged-out') throw new UserError('not-logged-in', 'You are not logged in.');
    if (result.kind === 'offered') await this.ring(result.offer);
  }

  /** @throws UserError disposition-missing */
  async finishWrapUp(agentId: AgentId, callId: CallId): Promise<void> {
    const result = await this.#deps.acd.finishWrapUp({ agentId, callId, offerId: this.newOfferId() });
    if (result.kind === 'disposition-missing') throw dispositionMissing();
    if (result.kind === 'offered') await this.ring(result.offer);
  }

  async matchAgent(agentId: AgentId, answersItself = false): Promise<void> {
    const result = await this.#deps.acd.matchAgent(agentId, this.newOfferId());
    if (result.kind === 'offered') await this.ring(result.offer, answersItself);
  }

  /** An agent whom a call keeps busy that does not exist for him. @returns false when it does */
  async releaseAgent(agentId: AgentId, callId: CallId | null): Promise<boolean> {
    if ((await this.#deps.acd.releaseAgent(agentId, callId)) === 'not-alone') return false;
    await this.matchAgent(agentId);
    return true;
  }

  async onRegistered(sipUser: string, switchId: SwitchId): Promise<void> {
    const result = await this.#deps.acd.agentReachable(sipUser, this.newOfferId(), switchId);
    if (result.kind === 'offered') await this.ring(result.offer);
  }

  /** The page with the agent's softphone gives a sign of life: every few seconds while it is awake. */
  async onPhoneAlive(agentId: AgentId): Promise<void> {
    const sign = { agentId, silentMs: PHONE_SILENT_MS, offerId: this.newOfferId() };
    const result = await this.#deps.acd.phoneAlive(sign);
    if (result.kind === 'offered') await this.ring(result.offer);
  }

  /** The softphone is gone: an offer to it is lost. @returns the call its agent is in, and him */
  async onUnregistered(
    sipUser: string,
    switchId: SwitchId,
  ): Promise<{ readonly call: LiveCall; readonly agentId: AgentId } | null> {
    const agent = await this.#deps.acd.agentUnreachable(sipUser, switchId);
    if (!agent) return null;
    if (agent.state === 'offered' && agent.offerId && agent.callId) {
      await this.lose(
        { offerId: agent.offerId, callId: agent.callId, agentId: agent.agentId },
        'unreachable',
      );
      return null;
    }
    if (agent.state !== 'on-call' || !agent.callId) return null;
    const call = await this.#deps.calls.get(agent.callId);
    return call && { call, agentId: agent.agentId };
  }

  /**
   * The agent of a talk is gone. True when the call went back to the head of its queue; false when it has no queue
   * to go back to (the agent dialled it) or was over already. neverHeard: see AcdStore.agentLost.
   */
  async agentLost(call: LiveCall, reason: string, neverHeard = false): Promise<boolean> {
    if (!call.agentLegId) return false;
    const result = await this.#deps.acd.agentLost({
      callId: call.callId,
      agentLegId: call.agentLegId,
      reason,
      neverHeard,
      offerId: this.newOfferId(),
    });
    if (result.kind !== 'offered' && result.kind !== 'waiting') return result.kind !== 'no-queue';
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.hangUp(call.agentLegId, 'NORMAL_CLEARING'));
    // Whom the lost agent was consulting; the caller hears music already and is to hear what follows.
    const far = call.farParty;
    if (far?.legId)
      await unlessGone(
        target.hangUp(far.legId, far.state === 'ringing' ? 'ORIGINATOR_CANCEL' : 'NORMAL_CLEARING'),
      );
    if (far?.agentId) await this.matchAgent(far.agentId);
    if (neverHeard || call.state !== 'talking' || call.awaySince !== null)
      await unlessGone(target.stopPlaying(call.customerLegId));
    await this.comfortWaiting(call.callId, !neverHeard, result.kind === 'offered' ? result.offers : []);
    return true;
  }

  /** Handles what is due; call it every 200 ms or so. Deadlines live in Redis, so any server's tick will do. */
  async tick(): Promise<void> {
    const due = await this.#deps.acd.advanceDeadlines(Array.from({ length: 20 }, () => this.newOfferId()));
    for (const { offer, next } of due.missed) {
      await this.#stopRinging(offer);
      await this.ringAll(next);
    }
    for (const { next } of due.wrapUpsEnded) if (next) await this.ring(next);
    for (const agentId of await this.#deps.acd.owedMatches()) await this.matchAgent(agentId);
    for (const offer of await this.#deps.acd.silentPhones(PHONE_SILENT_MS))
      await this.lose(offer, 'unreachable');
    await this.#advanceSteps();
  }

  /** Waiting calls whose queue changes something for them by now. */
  async #advanceSteps(): Promise<void> {
    for (let run = 0; run < MOST_STEP_RUNS; run += 1) {
      const { offers, reached, handled } = await this.#deps.acd.advanceSteps(
        STEPS_AT_ONCE,
        this.newOfferId(),
      );
      await this.ringAll(offers);
      for (const { callId, announce } of reached)
        if (announce !== null) await this.#comfort.announce(callId, announce);
      if (handled < STEPS_AT_ONCE) return;
    }
  }

  /** Each of these agents' phones. */
  async ringAll(offers: readonly Offer[]): Promise<void> {
    await Promise.all(offers.map((offer) => this.ring(offer)));
  }

  async #stopRinging(offer: Pick<Offer, 'offerId' | 'callId'>): Promise<void> {
    const call = await this.#deps.calls.get(offer.callId);
    if (!call) return;
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.hangUp(legOfOffer(offer.offerId), 'ORIGINATOR_CANCEL'));
  }
}
