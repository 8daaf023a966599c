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
import type { CallStore, IdleClock, LiveCall } from './call-store';
import { dialableNumber, type DialPolicy } from './dial-number';
import type { SwitchEvent } from './switch';
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
 */
export class OutboundService {
  readonly #deps: OutboundDeps;

  constructor(deps: OutboundDeps) {
    this.#deps = deps;
  }

  /** @throws UserError no-trunk, validation-failed, number-not-allowed, agent-busy, disposition-missing */
  async dial(agent: DiallingAgent, typed: string, customerId: CustomerId | null): Promise<CallId> {
    const { settings, newId, calls, switches } = this.#deps;
    const number = dialableOn(settings, typed);
    // On his own switch the call takes no way through another one.
    const target = switches.upFirst(agent.registeredOn);
    if (!target) throw new UserError('not-reachable', 'The switch is not reachable at the moment.');
    const callId = toCallId(newId());
    const agentLegId = toLegId(newId());
    const started = await calls.startOutbound({
      callId,
      direction: 'outbound',
      switchId: target.id,
      customerLegId: toLegId(newId()),
      agentLegId,
      agentId: agent.agentId,
      callerNumber: settings.callerNumber,
      callerName: '',
      dialedNumber: number,
      language: 'zh-CN',
      customerId,
      idleClock: settings.idleClock,
    });
    if (started.kind === 'agent-busy') {
      if (started.state === 'disposition-missing') {
        throw new UserError('disposition-missing', 'Choose a disposition for the last call first.');
      }
      throw new UserError('agent-busy', 'You are in a call already, or your phone is not connected.');
    }
    await this.#ringAgent(agent, callId);
    return callId;
  }

  async #ringAgent(agent: DiallingAgent, callId: CallId): Promise<void> {
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
    await this.#deps.events.append({
      type: 'leg.started',
      callId: call.callId,
      legId: call.customerLegId,
      data: { role: 'customer', number: call.dialedNumber },
    });
    await target.callCustomer({
      legId: call.customerLegId,
      callId: call.callId,
      number: call.dialedNumber,
      callerNumber: this.#deps.settings.callerNumber,
      timeoutS: this.#deps.settings.ringTimeoutS,
    });
  }

  async onCustomerAnswered(call: LiveCall): Promise<void> {
    if (!call.agentLegId) return;
    const moved = await this.#deps.calls.startTalk(call.callId, []);
    if (moved.kind === 'gone') return;
    await unlessGone(this.#deps.switches.of(call.switchId).bridge(call.customerLegId, call.agentLegId));
  }

  /** The far party is busy, refused, did not answer or does not exist. */
  async onCustomerFailed(call: LiveCall, event: Extract<SwitchEvent, { kind: 'hung-up' }>): Promise<void> {
    const sipStatus = event.sipStatus === undefined ? {} : { sipStatus: event.sipStatus };
    await this.#deps.ending.end(call, { by: 'customer', cause: event.cause, ...sipStatus });
  }
}
