import type { AgentId, LegId, QueueId, SwitchId } from '../contract/ids';
import { OperationalError, UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { CallStore, ColleagueRequest, ColleagueResult, LiveCall } from './call-store';
import { numberShown } from './own-call';
import type { Switches } from './switches';

export interface ColleagueLegDeps {
  readonly calls: Pick<CallStore, 'callColleague'>;
  readonly switches: Switches;
  readonly events: EventStream;
  /** His softphone; agents live in another room. */
  readonly phoneOf: (
    agentId: AgentId,
  ) => Promise<{ readonly sipUser: string | null; readonly registeredOn: SwitchId | null } | null>;
  /** Seconds a phone rings for a call of this queue; null = a call without a queue. */
  readonly ringS: (queueId: QueueId | null) => number;
}

/** A colleague whom an agent asks for his caller: reserved first, so that no call can be offered to him meanwhile; then his softphone rings. */
export class ColleagueLeg {
  readonly #deps: ColleagueLegDeps;

  constructor(deps: ColleagueLegDeps) {
    this.#deps = deps;
  }

  /**
   * @returns whom; null: the same request again
   * @throws UserError call-ended, conflict, not-found, colleague-busy, nobody-ready
   */
  async reserve(request: ColleagueRequest): Promise<AgentId | null> {
    const result = await this.#deps.calls.callColleague(request);
    if (result.kind === 'repeated') return null;
    if (result.kind === 'moved') return result.agentId;
    throw refusalOf(result);
  }

  /** Safe to repeat with the same leg. @throws OperationalError when the switch refuses or is away */
  async ring(call: LiveCall, legId: LegId, agentId: AgentId): Promise<void> {
    const { events, phoneOf, ringS, switches } = this.#deps;
    const { callId } = call;
    await events.append({
      ...{ type: 'leg.started', callId, legId, agentId },
      data: { role: 'agent', number: null },
    });
    const phone = await phoneOf(agentId);
    if (!phone?.sipUser) throw new OperationalError('switch-refused', 'the colleague has no softphone');
    await switches.of(call.switchId).callAgent({
      ...{ legId, callId, agentId, sipUser: phone.sipUser },
      registeredOn: phone.registeredOn ?? call.switchId,
      timeoutS: ringS(call.queueId),
      callerNumber: numberShown(call, agentId),
      autoAnswer: false,
    });
  }
}

function refusalOf(result: Exclude<ColleagueResult, { readonly kind: 'moved' | 'repeated' }>): UserError {
  switch (result.kind) {
    case 'gone':
      return new UserError('call-ended', 'This call has ended.');
    case 'not-allowed':
      return new UserError('conflict', 'Only a caller you talk with can wait for this.');
    case 'unknown-queue':
      return new UserError('not-found', 'There is no such queue.');
    case 'nobody-ready':
      return new UserError('nobody-ready', 'Nobody of this queue is free at the moment.');
    case 'not-free':
      return colleagueBusy(result.state);
  }
}

/** @param state a presence, 'unreachable', or what he is busy with */
export const colleagueBusy = (state: string): UserError =>
  new UserError('colleague-busy', 'Your colleague cannot take a call at the moment.', { details: { state } });
