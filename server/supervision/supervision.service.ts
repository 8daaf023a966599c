import type { AgentStore, LiveAgent } from '../agents/agent-store';
import type { CallStore, LiveCall } from '../calls/call-store';
import type { LegEvent, Voice } from '../calls/switch';
import { customerNumber, mustHaveCaller, rulingQueue } from '../calls/own-call';
import { unlessGone, type Switches } from '../calls/switches';
import {
  callId as toCallId,
  type AgentId,
  type CallId,
  type LegId,
  type QueueId,
  type SwitchId,
} from '../contract/ids';
import type { SupervisedBy, SupervisionMode, SupervisionView } from '../contract/supervision';
import { UserError } from '../errors';
import type { Supervision, SupervisionStore } from './supervision-store';

interface SupervisionDeps {
  readonly store: SupervisionStore;
  readonly agents: Pick<AgentStore, 'get'>;
  readonly calls: Pick<CallStore, 'get'>;
  readonly switches: Switches;
  readonly newLegId: () => LegId;
  /** A supervisor may be ready for calls himself; an agent whose caller was taken over is. */
  readonly onFreed: (agentId: AgentId) => Promise<unknown>;
  /** Milliseconds of wrap-up the queue asks for; null = a call without a queue. */
  readonly wrapUpMs: (queueId: QueueId | null) => number;
  readonly settings: {
    /** Whether an agent is shown who listens. Who is heard by him is always shown. */
    readonly showListeners: boolean;
  };
}

const VOICES: Readonly<Record<SupervisionMode, Voice>> = { listen: 'none', whisper: 'whisper', barge: 'all' };
/** His phone answers by itself. */
const RINGS_S = 10;

/**
 * A supervisor at an agent's ear: on a leg of his own, which joins the agent's leg, so that no whisper reaches the caller or
 * a recording of his leg. Between two calls of the agent he hears nothing, and stays.
 */
export class SupervisionService {
  readonly #deps: SupervisionDeps;

  constructor(deps: SupervisionDeps) {
    this.#deps = deps;
  }

  /** Begins it, turns to another agent, or changes by whom he is heard. @throws UserError not-found, conflict, agent-busy, not-reachable */
  async supervise(supervisorId: AgentId, agentId: AgentId, mode: SupervisionMode): Promise<void> {
    const { agents, calls, store, newLegId } = this.#deps;
    if (supervisorId === agentId) throw new UserError('conflict', 'You cannot supervise yourself.');
    const [supervisor, agent] = await Promise.all([agents.get(supervisorId), agents.get(agentId)]);
    if (!agent) throw new UserError('not-found', 'There is no such agent.');
    const call = agent.callId ? await calls.get(agent.callId) : null;
    const switchId = call?.switchId ?? agent.registeredOn ?? supervisor?.registeredOn;
    if (!switchId || !supervisor) throw new UserError('not-reachable', 'Your phone is not connected.');
    const legId = newLegId();
    const result = await store.supervise({ supervisorId, agentId, legId, switchId, mode });
    if (result.kind === 'not-there') throw new UserError('not-found', 'This agent is not logged in.');
    if (result.kind === 'not-free') throw refusalOf(result.state);
    if (result.kind === 'started') return this.#call(supervisor, { legId, switchId });
    const present = await store.get(supervisorId);
    if (present) await this.#follow(present);
  }

  /**
   * The caller is his from now on, on the leg he listens with; the agent wraps up. Safe to click twice.
   * @returns whose call it was; null: the same click again
   * @throws UserError conflict, call-ended
   */
  async takeOver(supervisorId: AgentId, callId: CallId): Promise<AgentId | null> {
    const { calls, store, switches, onFreed, wrapUpMs } = this.#deps;
    const [present, call] = await Promise.all([store.get(supervisorId), calls.get(callId)]);
    if (call?.agentId === supervisorId) return null;
    if (!call || call.state === 'ended') throw new UserError('call-ended', 'This call has ended.');
    mustHaveCaller(call);
    if (!present || call.agentId !== present.agentId)
      throw new UserError('conflict', 'You can take over a caller only while you listen to the agent.');
    const { agentId, legId, switchId } = present;
    if (switchId !== call.switchId)
      throw new UserError('conflict', 'This call is on another switch. Stop listening, and begin again.');
    const facts = { callId, agentId, supervisorId, legId, wrapUpMs: wrapUpMs(rulingQueue(call)) };
    const moved = await store.takeOver(facts);
    if (moved.kind === 'gone') throw new UserError('call-ended', 'This call has ended.');
    if (moved.kind === 'not-allowed')
      throw new UserError('conflict', 'Only a caller in a talk, or on hold, can be taken over.');
    const target = switches.of(switchId);
    await unlessGone(target.tag(legId, { role: 'agent', callId, agentId: supervisorId }));
    await unlessGone(target.bridge(call.customerLegId, legId));
    await unlessGone(target.disarmFallback(call.customerLegId));
    if (moved.agentLegId) await unlessGone(target.hangUp(moved.agentLegId, 'NORMAL_CLEARING'));
    await onFreed(agentId);
    return agentId;
  }

  /** Nothing happens when he supervises nobody. */
  async stop(supervisorId: AgentId): Promise<void> {
    const { store, switches } = this.#deps;
    const present = await store.get(supervisorId);
    if (!present) return;
    await unlessGone(switches.of(present.switchId).hangUp(present.legId));
    await this.#end(present);
  }

  async onAnswered({ tag, legId }: LegEvent): Promise<void> {
    const present = tag?.agentId ? await this.#deps.store.get(tag.agentId) : null;
    if (present?.legId === legId) await this.#follow(present);
  }

  async onHungUp({ tag, legId }: LegEvent): Promise<void> {
    const present = tag?.agentId ? await this.#deps.store.get(tag.agentId) : null;
    if (present?.legId === legId) await this.#end(present);
  }

  /** He talks, with a leg that may be new. */
  async onTalk(agentId: AgentId): Promise<void> {
    for (const each of await this.#deps.store.of(agentId)) await this.#follow(each);
  }

  /** In every round: an event of it may have been missed. What is as it should be is left alone. */
  async check(switchId: SwitchId): Promise<void> {
    const { store, switches } = this.#deps;
    for (const each of await store.list()) {
      if (each.switchId !== switchId) continue;
      const [leg] = await switches.of(switchId).look([each.legId]);
      if (!leg) {
        if (Date.now() - each.since > RINGS_S * 1000) await this.#end(each);
      } else if (leg.joinedTo !== (await this.#talkOf(each.agentId))) await this.#follow(each);
    }
  }

  /** After a gap: the last change may not have been told to the switch. */
  async goOn(switchId: SwitchId): Promise<void> {
    const all = await this.#deps.store.list();
    await Promise.all(all.filter((each) => each.switchId === switchId).map((each) => this.#follow(each)));
    await this.check(switchId);
  }

  async viewOf(supervisorId: AgentId): Promise<SupervisionView | null> {
    const present = await this.#deps.store.get(supervisorId);
    if (!present) return null;
    const [agent, call] = await Promise.all([this.#person(present.agentId), this.#callOf(present.agentId)]);
    return { agent, mode: present.mode, since: present.since, call };
  }

  /** As the agent is shown it. */
  async supervisorsOf(agentId: AgentId): Promise<readonly SupervisedBy[]> {
    const shown = (await this.#deps.store.of(agentId)).filter(
      ({ mode }) => mode !== 'listen' || this.#deps.settings.showListeners,
    );
    return Promise.all(
      shown.map(async ({ supervisorId, mode }) => ({ supervisor: await this.#person(supervisorId), mode })),
    );
  }

  async #call(
    { agentId, sipUser, registeredOn }: LiveAgent,
    { legId, switchId }: Pick<Supervision, 'legId' | 'switchId'>,
  ): Promise<void> {
    try {
      await this.#deps.switches.of(switchId).callAgent({
        ...{ legId, callId: toCallId(legId), agentId, role: 'supervisor', sipUser: sipUser ?? '' },
        ...{ registeredOn: registeredOn ?? switchId, timeoutS: RINGS_S, callerNumber: '', autoAnswer: true },
      });
    } catch (error) {
      await this.#end({ supervisorId: agentId, legId });
      throw error;
    }
  }

  /** Safe to repeat: he hears the talk the agent is in now, as his mode says, or none. */
  async #follow({ supervisorId, agentId, legId, switchId }: Supervision): Promise<void> {
    const { store, switches } = this.#deps;
    const target = switches.of(switchId);
    const [leg] = await target.look([legId]);
    if (!leg?.answered) return;
    const talk = await this.#talkOf(agentId);
    // Read last: two changes one after the other end with the later one.
    const now = await store.get(supervisorId);
    if (now?.legId !== legId || now.agentId !== agentId) return;
    if (talk) await unlessGone(target.join(legId, talk, VOICES[now.mode]));
    else await unlessGone(target.leave(legId));
  }

  async #callOf(agentId: AgentId): Promise<SupervisionView['call']> {
    const agent = await this.#deps.agents.get(agentId);
    const call = agent?.callId ? await this.#deps.calls.get(agent.callId) : null;
    if (call?.state !== 'talking' && call?.state !== 'held' && call?.state !== 'consulting') return null;
    return call.agentId === agentId
      ? { callId: call.callId, number: customerNumber(call), state: call.state }
      : null;
  }

  /** The leg with which the agent talks now. */
  async #talkOf(agentId: AgentId): Promise<LegId | null> {
    const { agents, calls } = this.#deps;
    const agent = await agents.get(agentId);
    const call = agent?.callId ? await calls.get(agent.callId) : null;
    return call && legOf(call, agentId);
  }

  async #end({ supervisorId, legId }: Pick<Supervision, 'supervisorId' | 'legId'>): Promise<void> {
    const { store, onFreed } = this.#deps;
    if ((await store.end(supervisorId, legId)) === 'ended') await onFreed(supervisorId);
  }

  async #person(agentId: AgentId): Promise<{ agentId: AgentId; displayName: string }> {
    return { agentId, displayName: (await this.#deps.agents.get(agentId))?.displayName ?? agentId };
  }
}

/** With which he talks, or holds somebody: his own call's, or that of a colleague who has asked him. */
function legOf(call: LiveCall, agentId: AgentId): LegId | null {
  if (call.farParty?.agentId === agentId)
    return call.farParty.state === 'ringing' ? null : call.farParty.legId;
  const isTalk = call.state === 'talking' || call.state === 'held' || call.state === 'consulting';
  return call.agentId === agentId && isTalk ? call.agentLegId : null;
}

function refusalOf(state: string): UserError {
  if (state === 'unreachable' || state === 'logged-out')
    return new UserError('not-reachable', 'Your phone is not connected.');
  return new UserError('agent-busy', 'You are busy with a call.', { details: { state } });
}
