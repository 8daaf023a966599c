import type { CallStore, LiveCall } from '../calls/call-store';
import { mustHaveCaller, ownCall } from '../calls/own-call';
import { partFromAgent } from '../calls/part';
import type { SoundItem } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import type { AgentId, CallId } from '../contract/ids';
import { UserError } from '../errors';
import type { AcdService } from './acd.service';
import type { ParkResult, ParkStore, PickUpResult } from './park-store';
import { queueToReturnTo, type QueueChoice } from './queue-of';

interface ParkDeps {
  readonly parks: ParkStore;
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly acd: Pick<AcdService, 'comfortWaiting' | 'matchAgent' | 'newOfferId' | 'ringAll'>;
  readonly settings: ParkSettings;
}

export interface ParkSettings extends QueueChoice {
  /** What a parked caller is told over the music. */
  readonly comfort: (call: LiveCall) => readonly SoundItem[];
  /** Seconds the dead-man guard gives a server to renew it. */
  readonly fallbackS: number;
}

/** Who may pick a parked caller up: those who answer his queue, who parked him, and supervisors. */
export interface Picker {
  readonly agentId: AgentId;
  readonly isSupervisor: boolean;
}

const TELL_AGAIN_MS = 20_000;

/** An agent lets go of his caller for a colleague; whom nobody picks up in time comes back. */
export class ParkService {
  readonly #deps: ParkDeps;

  constructor(deps: ParkDeps) {
    this.#deps = deps;
  }

  /**
   * forNext: he does it for the caller who waits for him, whom his phone answers by itself.
   * @throws UserError not-found, not-permitted, call-ended, conflict
   */
  async park(agentId: AgentId, callId: CallId, requestId: string, forNext = false): Promise<void> {
    const { calls, parks, switches, acd, settings } = this.#deps;
    const call = await calls.get(callId);
    if (!call) throw new UserError('not-found', 'This call does not exist any more.');
    // A second click finds the call gone on; the script knows which request that was.
    if (call.agentId !== agentId && call.lastAgentId !== agentId) await ownCall(calls, agentId, callId);
    mustHaveCaller(call);
    const queueId = await queueToReturnTo(call, agentId, settings);
    if (!queueId)
      throw new UserError('conflict', 'No queue would take this caller back, so he cannot be parked.');
    const parkMs = (settings.queueOf(queueId)?.parkS ?? DEFAULT_PARK_S) * 1000;
    const request = { callId, agentId, queueId, requestId, parkMs, comfortMs: TELL_AGAIN_MS };
    const parked = mustHaveParked(await parks.park(request));
    if (parked.kind === 'repeated') return;
    await partFromAgent(switches.of(call.switchId), call, parked.agentLegId);
    await this.#comfort(call);
    await acd.matchAgent(agentId, forNext);
  }

  /** @throws UserError not-found, call-ended, not-permitted, already-picked-up, agent-busy, not-reachable */
  async pickUp(picker: Picker, callId: CallId): Promise<void> {
    const { calls, parks, acd } = this.#deps;
    const call = await calls.get(callId);
    if (!call) throw new UserError('not-found', 'This call does not exist any more.');
    if (call.parked !== null && !this.mayPickUp(picker, call))
      throw new UserError('not-permitted', 'This caller waits for agents of another queue.');
    const offerId = acd.newOfferId();
    const offer = offered(await parks.pickUp({ callId, agentId: picker.agentId, offerId }));
    if (offer) await acd.ringAll([offer]);
  }

  mayPickUp({ agentId, isSupervisor }: Picker, { parked, queueId }: LiveCall): boolean {
    if (isSupervisor || parked?.by === agentId) return true;
    return queueId !== null && this.#deps.settings.queueOf(queueId)?.order.includes(agentId) === true;
  }

  /** In the order of their slots. */
  async parked(): Promise<readonly (LiveCall & { readonly parked: NonNullable<LiveCall['parked']> })[]> {
    const calls = await Promise.all((await this.#deps.parks.parked()).map((id) => this.#deps.calls.get(id)));
    return calls
      .flatMap((call) => (call?.parked ? [{ ...call, parked: call.parked }] : []))
      .sort((one, other) => one.parked.slot - other.parked.slot);
  }

  /** Tells parked callers that they are not forgotten, and takes back those nobody picked up; call it every second or so. */
  async tick(reads: (call: LiveCall) => boolean): Promise<void> {
    const { parks, calls, switches, settings } = this.#deps;
    const { tell, over } = await parks.due(TELL_AGAIN_MS);
    for (const callId of over) {
      const call = await calls.get(callId);
      if (call && reads(call)) await this.#takeBack(call);
    }
    for (const callId of tell) {
      const call = await calls.get(callId);
      if (!call?.parked || !reads(call)) continue;
      const words = settings.comfort(call);
      await unlessGone(switches.of(call.switchId).announceOverMusic(call.customerLegId, words));
    }
  }

  /** After a gap: whoever parked him may have died before they were parted, or before he heard music. */
  async goOn(call: LiveCall): Promise<void> {
    await partFromAgent(this.#deps.switches.of(call.switchId), call, null);
    await this.#comfort(call);
  }

  async #takeBack(call: LiveCall): Promise<void> {
    const { parks, acd, switches } = this.#deps;
    const result = await parks.unpark(call.callId, acd.newOfferId());
    if (result.kind !== 'offered' && result.kind !== 'waiting') return;
    await unlessGone(switches.of(call.switchId).stopPlaying(call.customerLegId));
    await acd.comfortWaiting(call.callId, true, result.kind === 'offered' ? result.offers : []);
  }

  /** Music and a word, under the guard: only a server can bring him to somebody again. */
  async #comfort(call: LiveCall): Promise<void> {
    const { switches, settings } = this.#deps;
    const target = switches.of(call.switchId);
    await unlessGone(target.armFallback(call.customerLegId, settings.fallbackS));
    await unlessGone(target.playMusic(call.customerLegId));
    await unlessGone(target.announceOverMusic(call.customerLegId, settings.comfort(call)));
  }
}

/** Of a queue that is gone from the configuration. */
const DEFAULT_PARK_S = 120;

/** @throws UserError call-ended, conflict, not-found */
function mustHaveParked(result: ParkResult): Extract<ParkResult, { readonly kind: 'parked' | 'repeated' }> {
  switch (result.kind) {
    case 'parked':
    case 'repeated':
      return result;
    case 'gone':
      throw new UserError('call-ended', 'This call has ended.');
    case 'not-allowed':
      throw new UserError('conflict', 'Only a caller you talk with can be parked.');
    case 'unknown-queue':
      throw new UserError('not-found', 'There is no such queue.');
  }
}

/** @throws UserError call-ended, already-picked-up, agent-busy, not-reachable, not-logged-in */
function offered(result: PickUpResult) {
  switch (result.kind) {
    case 'picked-up':
    case 'repeated':
      return result.offer;
    case 'gone':
      throw new UserError('call-ended', 'This caller has hung up.');
    case 'taken':
      throw new UserError('already-picked-up', 'Somebody else has picked up this caller.');
    case 'not-free':
      throw notFree(result.state);
  }
}

function notFree(state: string): UserError {
  if (state === 'unreachable') return new UserError('not-reachable', 'Your softphone is not registered.');
  if (state === 'logged-out') return new UserError('not-logged-in', 'You are not logged in.');
  return new UserError('agent-busy', 'You can pick up a caller when you are done with what you do.', {
    details: { state },
  });
}
