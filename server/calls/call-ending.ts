import type { AgentId, CallId, LegId, QueueId } from '../contract/ids';
import type { Logger } from '../logging';
import type { CallStore, EndFacts, LiveCall } from './call-store';
import { unlessGone, type Switches } from './switches';

interface CallEndingDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  /** Milliseconds of wrap-up the queue asks for; null = a call without a queue. */
  readonly wrapUpMs: (queueId: QueueId | null) => number;
  /** The agent can take another call now, or will after his wrap-up. */
  readonly onAgentFreed: (agentId: AgentId) => Promise<void>;
  readonly logger: Logger;
}

export type EndRequest = Omit<EndFacts, 'wrapUpMs'>;

/** The one way a call ends: state and event first, then whatever legs are left. */
export class CallEnding {
  readonly #deps: CallEndingDeps;

  constructor(deps: CallEndingDeps) {
    this.#deps = deps;
  }

  /** Does nothing when the call has ended already. */
  async end(call: LiveCall, request: EndRequest): Promise<void> {
    const { calls, wrapUpMs, onAgentFreed, logger } = this.#deps;
    const result = await calls.end(call.callId, { ...request, wrapUpMs: wrapUpMs(call.queueId) });
    if (result.kind === 'gone') return;
    logger.info(
      { callId: call.callId, from: result.from, by: request.by, cause: request.cause },
      'call ended',
    );
    await this.#releaseLegs(call, result.agentLegId, result.from === 'offered');
    if (result.agentId) await onAgentFreed(result.agentId);
  }

  async endById(callId: CallId, request: EndRequest): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (call && call.state !== 'ended') await this.end(call, request);
  }

  async #releaseLegs(call: LiveCall, agentLegId: LegId | null, agentWasRinging: boolean): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    const endings = [unlessGone(target.hangUp(call.customerLegId, 'NORMAL_CLEARING'))];
    if (agentLegId) {
      endings.push(
        unlessGone(target.hangUp(agentLegId, agentWasRinging ? 'ORIGINATOR_CANCEL' : 'NORMAL_CLEARING')),
      );
    }
    const results = await Promise.allSettled(endings);
    // A switch that is away tells us at its return which legs are left; reconciliation releases them then.
    for (const result of results) {
      if (result.status === 'rejected') {
        this.#deps.logger.warn(
          { callId: call.callId, err: result.reason as unknown },
          'leg not released yet',
        );
      }
    }
  }
}
