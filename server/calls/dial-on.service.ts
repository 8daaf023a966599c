import type { LegId } from '../contract/ids';
import { describeError, UserError } from '../errors';
import type { Logger } from '../logging';
import type { CallEnding } from './call-ending';
import type { CallStore, LiveCall } from './call-store';
import type { FarLeg } from './far-leg';
import { unlessGone, type Switches } from './switches';

export type DialOnOutcome = 'connected' | 'busy' | 'no-answer' | 'refused';

export interface DialOnDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly farLeg: FarLeg;
  readonly ending: CallEnding;
  /** The flow goes on; unless it is 'connected' the call is in the flow again. */
  readonly onDialed: (call: LiveCall, outcome: DialOnOutcome) => Promise<void>;
  /** An agent had handed the caller to that far party and left: the caller is nobody's now. */
  readonly onUnreached: (call: LiveCall, farLegId: LegId, cause: string, sipStatus?: number) => Promise<void>;
  /** Seconds the dead-man guard gives a server to renew it. */
  readonly fallbackS: number;
  readonly logger: Logger;
}

const BUSY: readonly string[] = ['USER_BUSY'];
const NO_ANSWER: readonly string[] = [
  'NO_ANSWER',
  'NO_USER_RESPONSE',
  'ORIGINATOR_CANCEL',
  'RECOVERY_ON_TIMER_EXPIRE',
  'SUBSCRIBER_ABSENT',
];

/**
 * The flow connects the caller with a number, or an agent handed him to one; and calls that go on without an agent, until one of
 * the two ends them.
 */
export class DialOnService {
  readonly #deps: DialOnDeps;

  constructor(deps: DialOnDeps) {
    this.#deps = deps;
  }

  /** Asked again with the same `requestId` it dials once, and tells the outcome again. */
  async dial(call: LiveCall, typed: string, requestId: string): Promise<void> {
    const { calls, farLeg, switches, fallbackS, logger } = this.#deps;
    const { callId } = call;
    const before = (await calls.get(callId))?.farParty;
    if (before?.requestId === requestId) {
      if (before.state === 'failed') await this.#tell(call, outcomeOf(before.failure));
      return;
    }
    let number: string;
    try {
      number = farLeg.numberToCall(typed);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      logger.info({ callId, code: error.code }, 'the flow may not dial this number');
      return this.#tell(call, 'refused');
    }
    const farLegId = farLeg.newLegId();
    const moved = await calls.callFarParty({ callId, agentId: null, farLegId, number, requestId });
    if (moved.kind !== 'moved') return;
    const target = switches.of(call.switchId);
    await unlessGone(target.playTone(call.customerLegId, 'ringback'));
    await unlessGone(target.armFallback(call.customerLegId, fallbackS));
    try {
      await farLeg.ring(call, farLegId, number);
    } catch (error) {
      logger.warn({ callId, reason: describeError(error) }, 'the number of the flow could not be called');
      await this.#failed(call, farLegId, 'NORMAL_TEMPORARY_FAILURE');
    }
  }

  async onFarAnswered(call: LiveCall): Promise<void> {
    const { calls, farLeg, switches } = this.#deps;
    const farLegId = call.farParty?.legId;
    if (!farLegId) return;
    const moved = await calls.connect(call.callId, { agentId: null, farLegId, wrapUpMs: 0 });
    if (moved.kind !== 'moved') return farLeg.hangUp(call, farLegId, true);
    const target = switches.of(call.switchId);
    await unlessGone(target.bridge(call.customerLegId, farLegId));
    await unlessGone(target.disarmFallback(call.customerLegId));
    if (!isOfAgent(call)) await this.#tell(call, 'connected');
  }

  /** Not to be had: back into the flow. A far party that talked and hung up: the call is over. */
  async onFarGone(call: LiveCall, cause: string, sipStatus?: number): Promise<void> {
    const farLegId = call.farParty?.legId;
    if (!farLegId) return;
    if (call.state === 'connected') return this.#deps.ending.end(call, { by: 'far-party', cause });
    if (isOfAgent(call)) return this.#deps.onUnreached(call, farLegId, cause, sipStatus);
    await this.#failed(call, farLegId, cause, sipStatus);
  }

  /** After a gap: as the legs stand. A far leg that is not there is not called again. */
  async resume(
    call: LiveCall,
    far: { readonly answered: boolean; readonly bridgedTo: LegId | null } | null,
  ): Promise<void> {
    if (!far) {
      if (call.state === 'connected') return this.#deps.ending.end(call, { by: 'system', cause: 'LOST' });
      return this.onFarGone(call, 'LOST');
    }
    const target = this.#deps.switches.of(call.switchId);
    if (call.state === 'connecting') {
      if (far.answered) return this.onFarAnswered(call);
      await unlessGone(target.stopPlaying(call.customerLegId));
      await unlessGone(target.playTone(call.customerLegId, 'ringback'));
      return;
    }
    if (call.farParty?.legId && far.bridgedTo !== call.customerLegId)
      await unlessGone(target.bridge(call.customerLegId, call.farParty.legId));
    // Whoever brought them together may have died before the guard was taken away.
    await unlessGone(target.disarmFallback(call.customerLegId));
  }

  async #failed(call: LiveCall, farLegId: LegId, cause: string, sipStatus?: number): Promise<void> {
    const moved = await this.#deps.calls.dropFarParty(call.callId, {
      farLegId,
      how: 'failed',
      cause,
      ...(sipStatus === undefined ? {} : { sipStatus }),
      from: 'connecting',
    });
    if (moved.kind !== 'moved') return;
    await unlessGone(this.#deps.switches.of(call.switchId).stopPlaying(call.customerLegId));
    await this.#tell(call, outcomeOf(cause));
  }

  /** The call as it stands now: its flow has moved on since it asked. */
  async #tell(call: LiveCall, outcome: DialOnOutcome): Promise<void> {
    const now = await this.#deps.calls.get(call.callId);
    if (now && now.state !== 'ended') await this.#deps.onDialed(now, outcome);
  }
}

/** The flow has an id for what it asks. */
const isOfAgent = (call: LiveCall): boolean => call.farParty?.requestId === null;

function outcomeOf(cause: string | null): DialOnOutcome {
  if (cause !== null && BUSY.includes(cause)) return 'busy';
  return cause !== null && NO_ANSWER.includes(cause) ? 'no-answer' : 'refused';
}
