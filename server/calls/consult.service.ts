import type { AgentId, CallId, LegId, QueueId } from '../contract/ids';
import { describeError, UserError } from '../errors';
import type { Logger } from '../logging';
import type { CallStore, LiveCall } from './call-store';
import type { FarLeg } from './far-leg';
import { ownCall } from './own-call';
import { unlessGone, type Switches } from './switches';

export interface ConsultDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly farLeg: FarLeg;
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
  readonly far: { readonly answered: boolean } | null;
}

/**
 * Operator-assisted calls: the agent rings a far party while the caller hears music, talks with it, and connects
 * the two or comes back. A far party that is not to be had brings him back at once: a caller never waits for a click.
 */
export class ConsultService {
  readonly #deps: ConsultDeps;

  constructor(deps: ConsultDeps) {
    this.#deps = deps;
  }

  /** @throws UserError not-found, not-permitted, call-ended, conflict, no-trunk, validation-failed, number-not-allowed */
  async consult(agentId: AgentId, callId: CallId, typed: string): Promise<void> {
    const { calls, farLeg } = this.#deps;
    const call = await ownCall(calls, agentId, callId);
    const number = farLeg.numberToCall(typed);
    if (call.state === 'consulting' && call.farParty?.number === number) return;
    const farLegId = farLeg.newLegId();
    const moved = await calls.callFarParty({ callId, agentId, farLegId, number, requestId: null });
    if (moved.kind !== 'moved')
      throw new UserError('conflict', 'Only a caller you talk with can wait for this.');
    try {
      await this.#partFromCaller(call);
      await farLeg.ring(call, farLegId, number);
    } catch (error) {
      this.#deps.logger.warn({ callId, reason: describeError(error) }, 'far party could not be called');
      await this.#back(call, farLegId, 'NORMAL_TEMPORARY_FAILURE');
      throw error;
    }
  }

  /** Caller and far party talk on without the agent. @throws UserError not-found, not-permitted, call-ended, conflict */
  async complete(agentId: AgentId, callId: CallId): Promise<void> {
    const { calls, switches, wrapUpMs, onAgentFreed } = this.#deps;
    const call = await calls.get(callId);
    // A second click: the call has gone on without him.
    if (call?.state === 'connected' && call.lastAgentId === agentId) return;
    const own = await ownCall(calls, agentId, callId);
    const farLegId = own.farParty?.legId;
    if (own.state !== 'consulting' || !farLegId || !isThere(own)) {
      throw new UserError('conflict', 'The other party has not answered yet.');
    }
    const moved = await calls.connect(callId, { agentId, farLegId, wrapUpMs: wrapUpMs(own.queueId) });
    if (moved.kind !== 'moved') throw new UserError('conflict', 'The other party is gone.');
    const target = switches.of(own.switchId);
    await unlessGone(target.bridge(own.customerLegId, farLegId));
    await unlessGone(target.disarmFallback(own.customerLegId));
    if (moved.agentLegId) await unlessGone(target.hangUp(moved.agentLegId, 'NORMAL_CLEARING'));
    await onAgentFreed(agentId);
  }

  /** Back to the caller; safe to click twice. @throws UserError not-found, not-permitted, call-ended */
  async cancel(agentId: AgentId, callId: CallId): Promise<void> {
    const call = await ownCall(this.#deps.calls, agentId, callId);
    const farLegId = call.farParty?.legId;
    if (call.state !== 'consulting' || !farLegId) return;
    const isAnswered = isThere(call);
    if (await this.#back(call, farLegId, null)) await this.#deps.farLeg.hangUp(call, farLegId, isAnswered);
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
    if (talkTo === 'caller') return this.#turnToCaller(call, farLegId);
    await unlessGone(target.bridge(call.agentLegId, farLegId));
    await this.#comfort(call);
  }

  async #turnToCaller(call: LiveCall, farLegId: LegId): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    if (call.agentLegId) await unlessGone(target.bridge(call.customerLegId, call.agentLegId));
    await unlessGone(target.disarmFallback(call.customerLegId));
    // After a gap it may hear music already.
    await unlessGone(target.stopPlaying(farLegId));
    await unlessGone(target.playMusic(farLegId));
  }

  async onFarAnswered(call: LiveCall): Promise<void> {
    const farLegId = call.farParty?.legId;
    if (!farLegId || !call.agentLegId || call.farParty.state === 'held') return;
    const result = await this.#deps.calls.farPartyAnswered(call.callId, farLegId);
    if (result === 'stale') return this.#deps.farLeg.hangUp(call, farLegId, true);
    await unlessGone(this.#deps.switches.of(call.switchId).bridge(call.agentLegId, farLegId));
  }

  /** Busy, no answer, refused, or it hung up while the agent spoke with it. */
  async onFarGone(call: LiveCall, cause: string, sipStatus?: number): Promise<void> {
    const farLegId = call.farParty?.legId;
    if (farLegId) await this.#back(call, farLegId, cause, sipStatus);
  }

  /**
   * After a gap. A far leg that is not there is not called again: it may have rung and ended while nobody listened.
   */
  async resume(call: LiveCall, legs: ConsultLegs): Promise<void> {
    const farLegId = call.farParty?.legId;
    if (!farLegId || !legs.far) return this.onFarGone(call, 'LOST');
    if (call.farParty.state === 'held') {
      if (legs.agentIsBridgedTo !== call.customerLegId) await this.#turnToCaller(call, farLegId);
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

  /** @returns false when that far leg is not the call's any more */
  async #back(call: LiveCall, farLegId: LegId, cause: string | null, sipStatus?: number): Promise<boolean> {
    const moved = await this.#deps.calls.dropFarParty(call.callId, {
      farLegId,
      how: cause === null ? 'cancelled' : 'failed',
      cause,
      ...(sipStatus === undefined ? {} : { sipStatus }),
      from: 'consulting',
    });
    if (moved.kind !== 'moved') return false;
    const target = this.#deps.switches.of(call.switchId);
    // Whom he turned to already he talks with.
    if (call.agentLegId && call.farParty?.state !== 'held')
      await unlessGone(target.bridge(call.customerLegId, call.agentLegId));
    await unlessGone(target.disarmFallback(call.customerLegId));
    return true;
  }
}

/** It has answered and not gone. */
const isThere = ({ farParty }: LiveCall): boolean =>
  farParty?.state === 'answered' || farParty?.state === 'held';
