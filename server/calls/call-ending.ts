import type { AgentId, CallId, LegId, QueueId } from '../contract/ids';
import type { Logger } from '../logging';
import type { CallStore, EndFacts, EndResult, LiveCall } from './call-store';
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

type Ended = Extract<EndResult, { readonly kind: 'ended' }>;

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
    await this.#releaseLegs(call, result);
    if (result.agentId) await onAgentFreed(result.agentId);
    if (result.freed) await onAgentFreed(result.freed);
    for (const { agentId } of result.rescinded) await onAgentFreed(agentId);
  }

  async endById(callId: CallId, request: EndRequest): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (call && call.state !== 'ended') await this.end(call, request);
  }

  /** A leg of the call that nobody waits for. */
  async hangUpLeg(call: LiveCall, legId: LegId): Promise<void> {
    await unlessGone(this.#deps.switches.of(call.switchId).hangUp(legId, 'NORMAL_CLEARING'));
  }

  async #releaseLegs(call: LiveCall, ended: Ended): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    const farWasRinging = ended.from === 'connecting' || call.farParty?.state === 'ringing';
    const legs = [
      { legId: call.customerLegId, wasRinging: false },
      { legId: ended.agentLegId, wasRinging: false },
      ...ended.rescinded.map(({ legId }) => ({ legId, wasRinging: true })),
      { legId: ended.farLegId, wasRinging: farWasRinging },
    ];
    const endings = legs.flatMap(({ legId, wasRinging }) =>
      legId ? [unlessGone(target.hangUp(legId, wasRinging ? 'ORIGINATOR_CANCEL' : 'NORMAL_CLEARING'))] : [],
    );
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
