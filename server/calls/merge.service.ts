import type { AgentId, CallId, LegId } from '../contract/ids';
import { UserError } from '../errors';
import type { CallStore, LiveCall } from './call-store';
import { ownCall, talksWithCaller } from './own-call';
import { unlessGone, type Switches } from './switches';

interface MergeDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
}

/** What is known of the legs after a gap. */
export interface MergedLegs {
  readonly agentIsBridgedTo: LegId | null;
  readonly farHasJoined: LegId | null;
}

/**
 * A talk of three: caller and agent are bridged as in any talk, and whom the agent has rung joins it at the caller's leg.
 * So nothing is torn when one of the three leaves, or when the agent comes back on another leg.
 */
export class MergeService {
  readonly #deps: MergeDeps;

  constructor(deps: MergeDeps) {
    this.#deps = deps;
  }

  /** Safe to click twice. @throws UserError not-found, not-permitted, call-ended, conflict */
  async merge(agentId: AgentId, callId: CallId): Promise<void> {
    const { calls } = this.#deps;
    const call = await ownCall(calls, agentId, callId);
    const farLegId = call.farParty?.legId;
    if (!farLegId) throw new UserError('conflict', 'There is nobody to bring in.');
    const moved = await calls.swap({ callId, agentId, farLegId, talkTo: 'both' });
    if (moved.kind === 'repeated') return;
    if (moved.kind === 'gone') throw new UserError('call-ended', 'This call has ended.');
    if (moved.kind !== 'moved') throw new UserError('conflict', 'The other party has not answered yet.');
    await this.#bringTogether(call, farLegId, { isWithCaller: talksWithCaller(call), hasJoined: false });
  }

  /** After a gap. */
  async resume(call: LiveCall, legs: MergedLegs): Promise<void> {
    if (!call.farParty?.legId) return;
    await this.#bringTogether(call, call.farParty.legId, {
      isWithCaller: legs.agentIsBridgedTo === call.customerLegId,
      hasJoined: legs.farHasJoined === call.customerLegId,
    });
  }

  async #bringTogether(
    { switchId, customerLegId, agentLegId }: LiveCall,
    farLegId: LegId,
    { isWithCaller, hasJoined }: { readonly isWithCaller: boolean; readonly hasJoined: boolean },
  ): Promise<void> {
    const target = this.#deps.switches.of(switchId);
    if (agentLegId && !isWithCaller) {
      // Else the far party's leg would be told to join before it has left the agent's.
      await unlessGone(target.unbridge(agentLegId));
      await unlessGone(target.bridge(customerLegId, agentLegId));
    }
    await unlessGone(target.disarmFallback(customerLegId));
    if (!hasJoined) await unlessGone(target.join(farLegId, customerLegId));
  }
}
