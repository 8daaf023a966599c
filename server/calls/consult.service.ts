import type { AgentId, CallId, LegId, QueueId } from '../contract/ids';
import { describeError, UserError } from '../errors';
import type { Logger } from '../logging';
import type { CallStore, DropResult, FarPartyDrop, LiveCall } from './call-store';
import type { ColleagueLeg } from './colleague-leg';
import { colleagueLoss, LOST, type FarEnd } from './colleague-loss';
import type { FarLeg } from './far-leg';
import type { HandOverRequest } from './hand-over-to';
import { callWithCaller, isAsked, isMerged, ownCall, rulingQueue, talksWithCaller } from './own-call';
import { unlessGone, type Switches } from './switches';

export interface ConsultDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly farLeg: FarLeg;
  readonly colleague: ColleagueLeg;
  /** Milliseconds of wrap-up the queue asks for; null = a call without a queue. */
  readonly wrapUpMs: (queueId: QueueId | null) => number;
  readonly onAgentFreed: (agentId: AgentId) => Promise<void>;
  /** Seconds the dead-man guard gives a server to renew it. */
  readonly fallbackS: number;
  readonly logger: Logger;
}

/** What is known of the legs after a gap. */
export interface ConsultLegs {
  readonly agentIsBridgedTo: LegId | null;
  readonly far: { readonly answered: boolean; readonly joinedTo: LegId | null } | null;
}

/**
 * Operator-assisted calls: the agent rings somebody outside or a colleague while the caller hears music, talks with him, and
 * connects the two, leaves the caller to the colleague, or comes back. Who is not to be had brings him back at once: a
 * caller never waits for a click.
 */
export class ConsultService {
  readonly #deps: ConsultDeps;

  constructor(deps: ConsultDeps) {
    this.#deps = deps;
  }

  /**
   * Safe to click twice. @throws UserError not-found, not-permitted, call-ended, conflict, colleague-busy, nobody-ready,
   * no-trunk, validation-failed, number-not-allowed
   */
  async consult(agentId: AgentId, callId: CallId, request: HandOverRequest): Promise<void> {
    const call = await callWithCaller(this.#deps.calls, agentId, callId);
    const farLegId = this.#deps.farLeg.newLegId();
    const ring = await this.#reserve(call, agentId, farLegId, request);
    if (!ring) return;
    try {
      await this.#partFromCaller(call);
      await ring();
    } catch (error) {
      this.#deps.logger.warn({ callId, reason: describeError(error) }, 'far party could not be called');
      await this.#matchFreed(await this.#back(call, farLegId, { cause: 'NORMAL_TEMPORARY_FAILURE' }));
      throw error;
    }
  }

  /** @returns what makes his phone ring; null: the same request again */
  async #reserve(
    call: LiveCall,
    agentId: AgentId,
    farLegId: LegId,
    { requestId, to }: HandOverRequest,
  ): Promise<(() => Promise<void>) | null> {
    const { calls, colleague, farLeg } = this.#deps;
    const common = { callId: call.callId, agentId, farLegId, requestId };
    if (to.kind !== 'number') {
      const asked = await colleague.reserve({ ...common, to });
      return asked && (() => colleague.ring(call, farLegId, asked));
    }
    const number = farLeg.numberToCall(to.number);
    const moved = await calls.callFarParty({ ...common, number });
    if (moved.kind === 'repeated') return null;
    if (moved.kind !== 'moved')
      throw new UserError('conflict', 'Only a caller you talk with can wait for this.');
    return () => farLeg.ring(call, farLegId, number);
  }

  /**
   * Caller and far party talk on without the agent; a colleague is the call's agent then.
   * @throws UserError not-found, not-permitted, call-ended, conflict
   */
  async complete(agentId: AgentId, callId: CallId): Promise<void> {
    const { calls } = this.#deps;
    // A second click, also one at the same time.
    const hasGoneOn = async () => wentOnWithout(await calls.get(callId), agentId);
    if (await hasGoneOn()) return;
    const own = await ownCall(calls, agentId, callId);
    if (own.state !== 'consulting' || !own.farParty?.legId || !isThere(own)) {
      throw new UserError('conflict', 'The other party has not answered yet.');
    }
    if ((await this.letTalkOn(own)) || (await hasGoneOn())) return;
    throw new UserError('conflict', 'The other party is gone.');
  }

  /** The same for an agent who is gone. @returns false when there is nobody to leave the caller with */
  async letTalkOn(call: LiveCall): Promise<boolean> {
    const { calls, switches, wrapUpMs, onAgentFreed } = this.#deps;
    const { callId, agentId, farParty, customerLegId } = call;
    if (!agentId || !farParty?.legId) return false;
    const facts = { agentId, farLegId: farParty.legId, wrapUpMs: wrapUpMs(rulingQueue(call)) };
    const moved = farParty.agentId ? await calls.pass(callId, facts) : await calls.connect(callId, facts);
    if (moved.kind !== 'moved') return false;
    const target = switches.of(call.switchId);
    await unlessGone(target.bridge(customerLegId, farParty.legId));
    await unlessGone(target.disarmFallback(customerLegId));
    if (moved.agentLegId) await unlessGone(target.hangUp(moved.agentLegId, 'NORMAL_CLEARING'));
    await onAgentFreed(agentId);
    return true;
  }

  /** Back to the caller; safe to click twice. @throws UserError not-found, not-permitted, call-ended */
  async cancel(agentId: AgentId, callId: CallId): Promise<void> {
    const call = await ownCall(this.#deps.calls, agentId, callId);
    const farLegId = call.farParty?.legId;
    if (call.state !== 'consulting' || !farLegId) return;
    await this.#release(call, farLegId, null);
  }

  /**
   * Turns to the caller while the far party hears music, or back; safe to click twice.
   * @throws UserError not-found, not-permitted, call-ended, conflict
   */
  async swap(agentId: AgentId, callId: CallId, talkTo: 'caller' | 'far-party'): Promise<void> {
    const { calls, switches } = this.#deps;
    const call = await ownCall(calls, agentId, callId);
    const farLegId = call.farParty?.legId;
    if (!farLegId || !call.agentLegId) throw new UserError('conflict', 'There is nobody to turn to.');
    const moved = await calls.swap({ callId, agentId, farLegId, talkTo });
    if (moved.kind === 'repeated') return;
    if (moved.kind === 'gone') throw new UserError('call-ended', 'This call has ended.');
    if (moved.kind !== 'moved') throw new UserError('conflict', 'The other party has not answered yet.');
    const target = switches.of(call.switchId);
    if (talkTo === 'caller') return this.#turnToCaller(call, farLegId, isMerged(call));
    await unlessGone(target.bridge(call.agentLegId, farLegId));
    await this.#comfort(call);
  }

  /** @param hasJoined it hears them still: then they are bridged, and its music waits until it has left */
  async #turnToCaller(call: LiveCall, farLegId: LegId, hasJoined: boolean): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    if (call.agentLegId && !hasJoined) await unlessGone(target.bridge(call.customerLegId, call.agentLegId));
    await unlessGone(target.disarmFallback(call.customerLegId));
    // After a gap it may hear music already.
    await unlessGone(target.stopPlaying(farLegId));
    await unlessGone(target.playMusic(farLegId));
    if (hasJoined) await unlessGone(target.leave(farLegId));
  }

  async onFarAnswered(call: LiveCall): Promise<void> {
    const farLegId = call.farParty?.legId;
    if (!farLegId || !call.agentLegId || talksWithCaller(call)) return;
    const result = await this.#deps.calls.farPartyAnswered(call.callId, farLegId);
    if (result === 'stale') return this.#deps.farLeg.hangUp(call, farLegId, true);
    await unlessGone(this.#deps.switches.of(call.switchId).bridge(call.agentLegId, farLegId));
  }

  /** Busy, no answer, refused, or it hung up while the agent spoke with it. */
  async onFarGone(call: LiveCall, end: FarEnd): Promise<void> {
    const farLegId = call.farParty?.legId;
    if (!farLegId) return;
    const loss = colleagueLoss(call.farParty, end);
    const { cause, sipStatus } = end;
    await this.#matchFreed(
      await this.#back(call, farLegId, {
        cause,
        ...(sipStatus === undefined ? {} : { sipStatus }),
        ...(loss ? { loss } : {}),
      }),
    );
  }

  /** The colleague does not want to be asked, or is done with it. @returns false when this call does not ask him */
  async leave(call: LiveCall, agentId: AgentId): Promise<boolean> {
    if (call.agentId === agentId || call.farParty?.agentId !== agentId) return false;
    const { legId, state } = call.farParty;
    if (legId) await this.#release(call, legId, state === 'ringing' ? 'CALL_REJECTED' : 'NORMAL_CLEARING');
    return true;
  }

  /** The softphone of a colleague who is asked is gone. @returns false when this call does not ask him */
  async onUnreachable(call: LiveCall, agentId: AgentId): Promise<boolean> {
    if (!isAsked(call, agentId) || !call.farParty?.legId) return false;
    await this.#release(call, call.farParty.legId, 'SUBSCRIBER_ABSENT');
    return true;
  }

  /** A leg that is still there is hung up before its colleague may get a call. */
  async #release(call: LiveCall, farLegId: LegId, cause: string | null): Promise<void> {
    const dropped = await this.#back(call, farLegId, { cause });
    if (dropped.kind !== 'moved') return;
    await this.#deps.farLeg.hangUp(call, farLegId, isThere(call));
    await this.#matchFreed(dropped);
  }

  async #matchFreed(dropped: DropResult): Promise<void> {
    if (dropped.kind === 'moved' && dropped.freed) await this.#deps.onAgentFreed(dropped.freed);
  }

  /**
   * After a gap. A far leg that is not there is not called again: it may have rung and ended while nobody listened.
   */
  async resume(call: LiveCall, legs: ConsultLegs): Promise<void> {
    const farLegId = call.farParty?.legId;
    if (!farLegId || !legs.far) return this.onFarGone(call, LOST);
    if (call.farParty.state === 'held') {
      const hasJoined = legs.far.joinedTo !== null;
      if (hasJoined || legs.agentIsBridgedTo !== call.customerLegId)
        await this.#turnToCaller(call, farLegId, hasJoined);
      return;
    }
    if (legs.agentIsBridgedTo === farLegId) return this.#comfort(call);
    await this.#partFromCaller(call);
    if (legs.far.answered) await this.onFarAnswered(call);
  }

  async #partFromCaller(call: LiveCall): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    await target.unbridge(call.customerLegId);
    await this.#comfort(call);
    if (!call.agentLegId) return;
    // After a gap it may ring there already.
    await unlessGone(target.stopPlaying(call.agentLegId));
    await unlessGone(target.playTone(call.agentLegId, 'ringback'));
  }

  /** Music, under the guard: only a server can bring them together again. */
  async #comfort(call: LiveCall): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.stopPlaying(call.customerLegId));
    await unlessGone(target.playMusic(call.customerLegId));
    await unlessGone(target.armFallback(call.customerLegId, this.#deps.fallbackS));
  }

  /** To the caller; 'not-allowed' when that far leg is not the call's any more. */
  async #back(
    call: LiveCall,
    farLegId: LegId,
    why: Pick<FarPartyDrop, 'cause' | 'sipStatus' | 'loss'>,
  ): Promise<DropResult> {
    const how = why.cause === null ? 'cancelled' : 'failed';
    const drop = { ...why, how, farLegId, from: 'consulting' } as const;
    const moved = await this.#deps.calls.dropFarParty(call.callId, drop);
    if (moved.kind !== 'moved') return moved;
    const target = this.#deps.switches.of(call.switchId);
    // Nobody would be left to talk with: he is waited for.
    if (isMerged(call) && call.awaySince !== null) {
      await this.#comfort(call);
      return moved;
    }
    // Whom he turned to already he talks with.
    if (call.agentLegId && !talksWithCaller(call))
      await unlessGone(target.bridge(call.customerLegId, call.agentLegId));
    await unlessGone(target.disarmFallback(call.customerLegId));
    return moved;
  }
}

/** He has left the two. */
const wentOnWithout = (call: LiveCall | null, agentId: AgentId): boolean =>
  (call?.state === 'connected' || call?.state === 'talking') &&
  call.agentId !== agentId &&
  call.lastAgentId === agentId;

/** It has answered and not gone. */
const isThere = ({ farParty }: LiveCall): boolean =>
  farParty?.state === 'answered' || farParty?.state === 'held' || farParty?.state === 'merged';
