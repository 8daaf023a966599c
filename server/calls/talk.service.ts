import type { AgentId, CallId } from '../contract/ids';
import { UserError } from '../errors';
import type { CallEnding } from './call-ending';
import type { CallStore, LiveCall, MoveResult } from './call-store';
import { isColleagueAway, mustOwn, ownCall } from './own-call';
import { unlessGone, type Switches } from './switches';

interface TalkDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly ending: CallEnding;
  /** Seconds the dead-man guard gives a server to renew it. */
  readonly fallbackS: number;
}

/** What an agent does with the call he is in. Hold is ours, not SIP's: the bridge is opened and the caller hears music. */
export class TalkService {
  readonly #deps: TalkDeps;

  constructor(deps: TalkDeps) {
    this.#deps = deps;
  }

  /** @throws UserError not-found, not-permitted, conflict */
  async hold(agentId: AgentId, callId: CallId): Promise<void> {
    const call = await ownCall(this.#deps.calls, agentId, callId);
    mustBeThere(call);
    const moved = await this.#deps.calls.hold(callId, agentId);
    if (isRepeat(moved, 'held')) return;
    mustHaveMoved(moved, 'Only a call in conversation can be put on hold.');
    const target = this.#deps.switches.of(call.switchId);
    try {
      await target.unbridge(call.customerLegId);
    } catch (error) {
      // They still hear each other: the state must not say otherwise.
      await this.#deps.calls.resume(callId, agentId);
      throw error;
    }
    await this.#comfort(call);
  }

  /** After a gap: whoever held him may have died before they were parted, or before he heard music. */
  async goOnHolding(call: LiveCall): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.unbridge(call.customerLegId));
    await unlessGone(target.stopPlaying(call.customerLegId));
    await this.#comfort(call);
  }

  /** Music, under the guard: while on hold only a server can bring the two together again. */
  async #comfort(call: LiveCall): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.playMusic(call.customerLegId));
    await unlessGone(target.armFallback(call.customerLegId, this.#deps.fallbackS));
  }

  /** @throws UserError not-found, not-permitted, conflict */
  async resume(agentId: AgentId, callId: CallId): Promise<void> {
    const call = await ownCall(this.#deps.calls, agentId, callId);
    mustBeThere(call);
    const moved = await this.#deps.calls.resume(callId, agentId);
    if (isRepeat(moved, 'talking')) return;
    mustHaveMoved(moved, 'This call is not on hold.');
    const target = this.#deps.switches.of(call.switchId);
    if (call.agentLegId) await target.bridge(call.customerLegId, call.agentLegId);
    await unlessGone(target.disarmFallback(call.customerLegId));
  }

  /** @throws UserError not-found, not-permitted */
  async hangUp(agentId: AgentId, callId: CallId): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (!call || call.state === 'ended') return;
    mustOwn(call, agentId);
    await this.#deps.ending.end(call, { by: 'agent', cause: 'NORMAL_CLEARING' });
  }
}

/** Who is missed is called back into the call as it stands. @throws UserError conflict */
function mustBeThere(call: LiveCall): void {
  if (isColleagueAway(call))
    throw new UserError('conflict', 'Your colleague’s audio is gone: it is being brought back.');
}

/** A second click on the same button is not an error. */
function isRepeat(result: MoveResult, wanted: LiveCall['state']): boolean {
  return result.kind === 'not-allowed' && result.state === wanted;
}

function mustHaveMoved(result: MoveResult, message: string): void {
  if (result.kind === 'gone') throw new UserError('call-ended', 'This call has ended.');
  if (result.kind === 'not-allowed') throw new UserError('conflict', message);
}
