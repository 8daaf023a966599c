import type { CallStore, LiveCall } from '../calls/call-store';
import { colleagueBusy } from '../calls/colleague-leg';
import type { FarLeg } from '../calls/far-leg';
import type { HandOverRequest, HandOverTo } from '../calls/hand-over-to';
import { mustHaveCaller, ownCall, rulingQueue } from '../calls/own-call';
import { partFromAgent } from '../calls/part';
import { unlessGone, type Switches } from '../calls/switches';
import type { AgentId, CallId, LegId, QueueId } from '../contract/ids';
import { describeError, UserError } from '../errors';
import type { Logger } from '../logging';
import type { AcdService } from './acd.service';
import { queueToReturnTo, type QueueChoice } from './queue-of';
import type { TransferResult, TransferStore } from './transfer-store';

interface TransferDeps {
  readonly transfers: TransferStore;
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly farLeg: FarLeg;
  readonly acd: Pick<AcdService, 'comfortWaiting' | 'matchAgent' | 'newOfferId' | 'ringAll'>;
  readonly settings: TransferSettings;
}

export interface TransferSettings extends QueueChoice {
  /** Milliseconds of wrap-up the queue asks for; null = a call without a queue. */
  readonly wrapUpMs: (queueId: QueueId | null) => number;
  /** Seconds the dead-man guard gives a server to renew it. */
  readonly fallbackS: number;
  readonly logger: Logger;
}

/**
 * An agent hands his caller over without a word, to a queue, a colleague or somebody outside, and wraps up. Whoever is not
 * to be had costs the caller nothing but time: he is at the head of a queue again.
 */
export class TransferService {
  readonly #deps: TransferDeps;

  constructor(deps: TransferDeps) {
    this.#deps = deps;
  }

  /**
   * @throws UserError not-found, not-permitted, call-ended, conflict, colleague-busy, no-trunk, validation-failed,
   * number-not-allowed
   */
  async transfer(agentId: AgentId, callId: CallId, request: HandOverRequest): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (!call) throw new UserError('not-found', 'This call does not exist any more.');
    // A second click finds the call gone on; the script knows which request that was.
    if (call.agentId !== agentId && call.lastAgentId !== agentId)
      await ownCall(this.#deps.calls, agentId, callId);
    mustHaveCaller(call);
    const common = { callId, agentId, requestId: request.requestId };
    const wrapUpMs = this.#deps.settings.wrapUpMs(rulingQueue(call));
    await this.#handOver(call, { ...common, wrapUpMs }, request.to);
    await this.#deps.acd.matchAgent(agentId);
  }

  async #handOver(
    call: LiveCall,
    from: { callId: CallId; agentId: AgentId; requestId: string; wrapUpMs: number },
    to: HandOverTo,
  ): Promise<void> {
    const { transfers, acd, farLeg } = this.#deps;
    const offerId = acd.newOfferId();
    switch (to.kind) {
      case 'queue': {
        const isKeyAccount = call.customerKind === 'key-account';
        const moved = await transfers.toQueue({ ...from, queueId: to.queueId, isKeyAccount, offerId });
        return this.#queued(call, moved);
      }
      case 'agent': {
        const queueId = await this.#mustHaveQueue(call, to.agentId);
        const moved = await transfers.toAgent({ ...from, toAgentId: to.agentId, queueId, offerId });
        return this.#queued(call, moved);
      }
      case 'number': {
        const number = farLeg.numberToCall(to.number);
        await this.#mustHaveQueue(call, from.agentId);
        const farLegId = farLeg.newLegId();
        const moved = mustHaveMoved(await transfers.toNumber({ ...from, farLegId, number }));
        if (moved.kind === 'transferred') await this.#callFar(call, moved.agentLegId, { farLegId, number });
      }
    }
  }

  /** The far party of a transfer is not to be had, or was lost with a server: the caller hears that, and waits. */
  async onUnreached(call: LiveCall, farLegId: LegId, cause: string, sipStatus?: number): Promise<void> {
    const { transfers, acd, switches } = this.#deps;
    const queueId = await this.#queueFor(call, call.lastAgentId);
    if (!queueId) return;
    const result = await transfers.requeue({
      ...{ callId: call.callId, farLegId, queueId, cause },
      ...(sipStatus === undefined ? {} : { sipStatus }),
      offerId: acd.newOfferId(),
    });
    if (result.kind !== 'offered' && result.kind !== 'waiting') return;
    await unlessGone(switches.of(call.switchId).stopPlaying(call.customerLegId));
    await acd.comfortWaiting(call.callId, true, result.kind === 'offered' ? result.offers : []);
  }

  async #queued(call: LiveCall, result: TransferResult): Promise<void> {
    const { acd } = this.#deps;
    const moved = mustHaveMoved(result);
    if (moved.kind === 'repeated') return acd.ringAll(moved.offers);
    await this.#part(call, moved.agentLegId);
    await acd.comfortWaiting(call.callId, false, moved.offers);
  }

  async #callFar(
    call: LiveCall,
    agentLegId: LegId | null,
    { farLegId, number }: { readonly farLegId: LegId; readonly number: string },
  ): Promise<void> {
    const { switches, farLeg, settings } = this.#deps;
    const target = switches.of(call.switchId);
    try {
      await this.#part(call, agentLegId);
      await unlessGone(target.playTone(call.customerLegId, 'ringback'));
      await unlessGone(target.armFallback(call.customerLegId, settings.fallbackS));
      await farLeg.ring(call, farLegId, number);
    } catch (error) {
      settings.logger.warn(
        { callId: call.callId, reason: describeError(error) },
        'whom a caller was handed to could not be called',
      );
      await this.onUnreached(call, farLegId, 'NORMAL_TEMPORARY_FAILURE');
    }
  }

  #part(call: LiveCall, agentLegId: LegId | null): Promise<void> {
    return partFromAgent(this.#deps.switches.of(call.switchId), call, agentLegId);
  }

  async #mustHaveQueue(call: LiveCall, agentId: AgentId): Promise<QueueId> {
    const found = await this.#queueFor(call, agentId);
    if (found) return found;
    throw new UserError(
      'conflict',
      'No queue would take this caller back, so he can only be given to a queue.',
    );
  }

  #queueFor(call: LiveCall, agentId: AgentId | null): Promise<QueueId | null> {
    return queueToReturnTo(call, agentId, this.#deps.settings);
  }
}

type Moved = Extract<TransferResult, { readonly kind: 'transferred' | 'repeated' }>;

/** @throws UserError call-ended, conflict, colleague-busy */
function mustHaveMoved(result: TransferResult): Moved {
  switch (result.kind) {
    case 'transferred':
    case 'repeated':
      return result;
    case 'gone':
      throw new UserError('call-ended', 'This call has ended.');
    case 'not-allowed':
      throw new UserError('conflict', 'Only a caller you talk with can be handed over.');
    case 'unknown-queue':
      throw new UserError('not-found', 'There is no such queue.');
    case 'not-free':
      throw colleagueBusy(result.state);
  }
}
