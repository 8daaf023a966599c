import type { AgentId, CallId, LegId, QueueId } from '../contract/ids';
import type { Logger } from '../logging';
import type { CallStore, EndFacts, LiveCall } from './call-store';
import { rulingQueue } from './own-call';
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
    const { calls, wrapUpMs, logger } = this.#deps;
    // Colleagues who have talked with each other owe nothing.
    const owedMs = call.direction === 'internal' ? 0 : wrapUpMs(rulingQueue(call));
    const result = await calls.end(call.callId, { ...request, wrapUpMs: owedMs });
    if (result.kind === 'gone') return;
    logger.info(
      { callId: call.callId, from: result.from, by: request.by, cause: request.cause },
      'call ended',
    );
    const farWasRinging = result.from === 'connecting' || call.farParty?.state === 'ringing';
    // Each by himself: whom he is offered next has waited long enough, and his telephone is asked to let go first.
    await Promise.all([
      this.#letGo(call, { legId: call.customerLegId, wasRinging: false }, null),
      this.#letGo(call, { legId: result.agentLegId, wasRinging: false }, result.agentId),
      this.#letGo(call, { legId: result.farLegId, wasRinging: farWasRinging }, result.freed),
      ...result.rescinded.map(({ legId, agentId }) =>
        this.#letGo(call, { legId, wasRinging: true }, agentId),
      ),
    ]);
  }

  async endById(callId: CallId, request: EndRequest): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (call && call.state !== 'ended') await this.end(call, request);
  }

  /** A leg of the call that nobody waits for. */
  async hangUpLeg(call: LiveCall, legId: LegId): Promise<void> {
    await unlessGone(this.#deps.switches.of(call.switchId).hangUp(legId, 'NORMAL_CLEARING'));
  }

  async #letGo(
    call: LiveCall,
    { legId, wasRinging }: { readonly legId: LegId | null; readonly wasRinging: boolean },
    agentId: AgentId | null,
  ): Promise<void> {
    if (legId) await this.#release(call, legId, wasRinging);
    if (agentId) await this.#deps.onAgentFreed(agentId);
  }

  /** A switch that is away tells us at its return which legs are left; reconciliation releases them then. */
  async #release(call: LiveCall, legId: LegId, wasRinging: boolean): Promise<void> {
    const cause = wasRinging ? 'ORIGINATOR_CANCEL' : 'NORMAL_CLEARING';
    try {
      await unlessGone(this.#deps.switches.of(call.switchId).hangUp(legId, cause));
    } catch (error) {
      this.#deps.logger.warn({ callId: call.callId, err: error }, 'leg not released yet');
    }
  }
}
