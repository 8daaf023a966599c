import {
  callId as toCallId,
  legId as toLegId,
  type AgentId,
  type CallId,
  type CustomerId,
  type SwitchId,
} from '../contract/ids';
import type { RecordingRule } from '../contract/queue-config';
import { UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { CallEnding } from './call-ending';
import type { CallStore, DialStarted, IdleClock, LiveCall } from './call-store';
import { colleagueBusy, type ColleagueLeg } from './colleague-leg';
import { colleagueLoss } from './colleague-loss';
import { dialableNumber, type DialPolicy } from './dial-number';
import { isAsked } from './own-call';
import type { Switch, SwitchEvent } from './switch';
import { unlessGone, type Switches } from './switches';

/** What the dialler must know of the agent; agents live in another room. */
export interface DiallingAgent {
  readonly agentId: AgentId;
  readonly sipUser: string;
  /** The switch his softphone is registered on. */
  readonly registeredOn: SwitchId | null;
}

interface OutboundDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly events: EventStream;
  readonly ending: CallEnding;
  readonly colleague: Pick<ColleagueLeg, 'ring'>;
  readonly newId: () => string;
  readonly settings: OutboundSettings;
}

export interface OutboundSettings {
  /** False when no trunk is configured: nothing can be dialled. */
  readonly hasTrunk: boolean;
  readonly policy: DialPolicy;
  /** Number shown to those we call. */
  readonly callerNumber: string;
  /** Seconds the far party may ring, 5 to 120. */
  readonly ringTimeoutS: number;
  /** Seconds of wrap-up after a call an agent dialled: it has no queue to say so. */
  readonly wrapUpS: number;
  readonly idleClock: IdleClock;
  /** Whether dialled calls are recorded. */
  readonly recording: RecordingRule;
}

/** @throws UserError no-trunk, validation-failed, number-not-allowed */
export function dialableOn({ hasTrunk, policy }: OutboundSettings, typed: string): string {
  if (!hasTrunk) throw new UserError('no-trunk', 'No trunk is configured, so nothing can be dialled yet.');
  return dialableNumber(typed, policy);
}

const AGENT_LEG_TIMEOUT_S = 10;

/**
 * A call the agent places: his own leg first (the softphone answers by itself), then the far party, who is
 * bridged on answer. Until then he hears ringback. Both legs and the record have their ids before the first command.
 * Of an internal call the far party is a colleague, whose leg stands where a customer's does.
 */
export class OutboundService {
  readonly #deps: OutboundDeps;

  constructor(deps: OutboundDeps) {
    this.#deps = deps;
  }

  /** @throws UserError no-trunk, validation-failed, number-not-allowed, agent-busy, disposition-missing */
  async dial(agent: DiallingAgent, typed: string, customerId: CustomerId | null): Promise<CallId> {
    const { settings, newId, calls } = this.#deps;
    const number = dialableOn(settings, typed);
    const target = this.switchFor(agent);
    const callId = toCallId(newId());
    const started = await calls.startOutbound({
      ...this.#newCall(callId, agent, target),
      direction: 'outbound',
      callerNumber: settings.callerNumber,
      dialedNumber: number,
      customerId,
    });
    mustHaveStarted(started);
    await this.ring(agent, callId);
    return callId;
  }

  /** @throws UserError agent-busy, disposition-missing, colleague-busy, not-reachable */
  async callColleague(agent: DiallingAgent, colleagueId: AgentId): Promise<CallId> {
    const target = this.switchFor(agent);
    const callId = toCallId(this.#deps.newId());
    const started = await this.#deps.calls.startInternal({
      ...this.#newCall(callId, agent, target),
      direction: 'internal',
      callerNumber: agent.agentId,
      dialedNumber: colleagueId,
      colleagueId,
    });
    if (started.kind === 'not-free') throw colleagueBusy(started.state);
    mustHaveStarted(started);
    await this.ring(agent, callId);
    return callId;
  }

  /** Which is told to whoever dials it, whatever else it would be. */
  isEmergency(number: string): boolean {
    return this.#deps.settings.policy.emergency.some((rule) => rule.test(number));
  }

  /** On his own switch the call takes no way through another one. @throws UserError not-reachable */
  switchFor(agent: DiallingAgent): Switch {
    const target = this.#deps.switches.upFirst(agent.registeredOn);
    if (!target) throw new UserError('not-reachable', 'The switch is not reachable at the moment.');
    return target;
  }

  #newCall(callId: CallId, { agentId }: DiallingAgent, target: Switch) {
    const { newId, settings } = this.#deps;
    return {
      ...{ callId, agentId, switchId: target.id, callerName: '' },
      language: 'zh-CN',
      customerLegId: toLegId(newId()),
      agentLegId: toLegId(newId()),
      idleClock: settings.idleClock,
    } as const;
  }

  /** Of a call that has begun: his phone answers by itself. */
  async ring(agent: DiallingAgent, callId: CallId): Promise<void> {
    const { calls, switches, ending } = this.#deps;
    const call = await calls.get(callId);
    if (!call?.agentLegId) return;
    await this.#deps.events.append({
      type: 'leg.started',
      callId,
      legId: call.agentLegId,
      agentId: agent.agentId,
      data: { role: 'agent', number: null },
    });
    try {
      await switches.of(call.switchId).callAgent({
        legId: call.agentLegId,
        callId,
        agentId: agent.agentId,
        sipUser: agent.sipUser,
        registeredOn: agent.registeredOn ?? call.switchId,
        timeoutS: AGENT_LEG_TIMEOUT_S,
        callerNumber: call.dialedNumber,
        autoAnswer: true,
      });
    } catch (error) {
      await ending.end(call, { by: 'system', cause: 'NORMAL_TEMPORARY_FAILURE' });
      throw error;
    }
  }

  /** The agent's own leg is up: let him hear ringback and call the far party. Safe to repeat. */
  async onAgentAnswered(call: LiveCall): Promise<void> {
    if (call.state !== 'dialing' || !call.agentLegId) return;
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.playTone(call.agentLegId, 'ringback'));
    if (call.direction === 'internal') return this.#ringColleague(call);
    const { events, calls, settings } = this.#deps;
    const { callId, customerLegId: legId, attempt, dialedNumber: number } = call;
    // Whoever stops dialling from here on finds a contact who is called.
    if (attempt && (await calls.patch(callId, { awaitsAgent: null }, [])) === 'gone') return;
    const data = { role: 'customer', number };
    await events.append({ type: 'leg.started', callId, legId, data });
    await target.callCustomer({
      ...{ legId, callId, number },
      callerNumber: attempt ? call.callerNumber : settings.callerNumber,
      timeoutS: attempt?.ringS ?? settings.ringTimeoutS,
    });
    // Stopped while the switch was being told: nobody else knew of a leg then.
    if (attempt && (await calls.get(callId))?.state === 'ended')
      await unlessGone(target.hangUp(legId, 'ORIGINATOR_CANCEL'));
  }

  async onCustomerAnswered(call: LiveCall): Promise<void> {
    if (!call.agentLegId) return;
    const moved = await this.#deps.calls.startTalk(call.callId, []);
    if (moved.kind === 'gone') return;
    await unlessGone(this.#deps.switches.of(call.switchId).bridge(call.customerLegId, call.agentLegId));
  }

  async #ringColleague(call: LiveCall): Promise<void> {
    const { colleague, ending } = this.#deps;
    if (!call.farParty?.agentId) return;
    try {
      await colleague.ring(call, call.customerLegId, call.farParty.agentId);
    } catch (error) {
      await ending.end(call, { by: 'system', cause: 'NORMAL_TEMPORARY_FAILURE' });
      throw error;
    }
  }

  /** The far party is busy, refused, did not answer or does not exist. */
  async onCustomerFailed(call: LiveCall, event: Extract<SwitchEvent, { kind: 'hung-up' }>): Promise<void> {
    const sipStatus = event.sipStatus === undefined ? {} : { sipStatus: event.sipStatus };
    await this.#deps.ending.end(call, { by: 'customer', cause: event.cause, ...sipStatus });
  }

  /** The colleague's leg of an internal call is gone: he declines, does not answer, or hangs up. */
  async onColleagueGone(call: LiveCall, event: Extract<SwitchEvent, { kind: 'hung-up' }>): Promise<void> {
    const loss = colleagueLoss(call.farParty, event);
    const sipStatus = event.sipStatus === undefined ? {} : { sipStatus: event.sipStatus };
    const said = loss === null ? {} : { loss };
    await this.#deps.ending.end(call, { by: 'far-party', cause: event.cause, ...sipStatus, ...said });
  }

  /** A colleague who is called declines, or has talked enough. @returns false when this is no internal call to him */
  async leave(call: LiveCall, agentId: AgentId, cause?: string): Promise<boolean> {
    if (call.direction !== 'internal' || !isAsked(call, agentId)) return false;
    const rings = call.farParty?.state === 'ringing';
    await this.#deps.ending.end(call, {
      by: 'far-party',
      cause: cause ?? (rings ? 'CALL_REJECTED' : 'NORMAL_CLEARING'),
    });
    return true;
  }
}

function mustHaveStarted(started: DialStarted): void {
  if (started.kind === 'started') return;
  if (started.state === 'disposition-missing')
    throw new UserError('disposition-missing', 'Choose a disposition for the last call first.');
  throw new UserError('agent-busy', 'You are in a call already, or your phone is not connected.');
}
