import { canBeOffered, type AgentState, type Presence } from '../../../server/agents/agent.machine';
import type { CallState } from '../../../server/calls/call.machine';

/**
 * What the scripts must do, said in the simplest way: arrays, sorted anew each time. It keeps no lanes, no profiles,
 * no summaries and no ready sets, so it cannot share their faults.
 */
export interface ModelCall {
  readonly callId: string;
  state: CallState;
  agentId: string | null;
  offerId: string | null;
  agentLegId: string | null;
  queueId: string | null;
  score: number;
  atHead: boolean;
  deadlineAt: number;
}

export interface ModelAgent {
  readonly agentId: string;
  presence: Presence;
  state: AgentState;
  reachable: boolean;
  idleSince: number;
  callId: string | null;
  wrapUpUntil: number | null;
  /** What he will be when he is done; null: what he was. */
  next: Presence | null;
  /** The wrap-up he dialled out of. */
  left: { readonly callId: string; readonly ms: number } | null;
  /** Free since a step that had no offer id to give; takes part again when he is matched. */
  isLoose: boolean;
}

export interface ModelOffer {
  readonly callId: string;
  readonly agentId: string;
}

const OFFER_MS = 20_000;
const HEAD_BONUS_MS = 3_600_000;

export class AcdModel {
  readonly calls = new Map<string, ModelCall>();
  readonly agents = new Map<string, ModelAgent>();
  now = 0;

  /** Queues of each agent. */
  constructor(private assignments: ReadonlyMap<string, ReadonlySet<string>>) {}

  serves(agentId: string, queueId: string | null): boolean {
    return queueId !== null && (this.assignments.get(agentId)?.has(queueId) ?? false);
  }

  call(callId: string): ModelCall {
    return found(this.calls.get(callId));
  }

  agent(agentId: string): ModelAgent {
    return found(this.agents.get(agentId));
  }

  waiting(): readonly ModelCall[] {
    return [...this.calls.values()]
      .filter(({ state }) => state === 'queued')
      .sort((a, b) => a.score - b.score);
  }

  inReadySets(): readonly ModelAgent[] {
    return [...this.agents.values()]
      .filter((agent) => canBeOffered(agent) && !agent.isLoose)
      .sort((a, b) => a.idleSince - b.idleSince);
  }

  firstCallFor(agentId: string): ModelCall | undefined {
    return this.waiting().find(({ queueId }) => this.serves(agentId, queueId));
  }

  bind(call: ModelCall, agent: ModelAgent, offerId: string): ModelOffer {
    Object.assign(call, {
      state: 'offered',
      agentId: agent.agentId,
      offerId,
      deadlineAt: this.now + OFFER_MS,
    });
    Object.assign(agent, { state: 'offered', callId: call.callId, isLoose: false });
    return { callId: call.callId, agentId: agent.agentId };
  }

  /** The call takes the longest-idle ready agent of its queue, else waits. */
  place(call: ModelCall, offerId: string): ModelOffer | null {
    call.state = 'queued';
    // A queue with a backlog has no ready agent, but for one who is loose.
    const backlog = this.waiting().some((other) => other !== call && other.queueId === call.queueId);
    const agent = this.inReadySets().find(({ agentId }) => this.serves(agentId, call.queueId));
    return agent === undefined || backlog ? null : this.bind(call, agent, offerId);
  }

  /** The agent takes the first call of his queues, else is ready. */
  serve(agent: ModelAgent, offerId: string): ModelOffer | 'idle' | 'not-eligible' {
    if (!canBeOffered(agent)) return 'not-eligible';
    const call = this.firstCallFor(agent.agentId);
    agent.isLoose = false;
    return call === undefined ? 'idle' : this.bind(call, agent, offerId);
  }

  /** Chosen while he is busy; what he is already is no choice. */
  choose(agent: ModelAgent, presence: Presence): void {
    agent.next = agent.presence === presence ? null : presence;
  }

  becomeIdle(agent: ModelAgent): void {
    Object.assign(agent, { state: 'idle', callId: null, wrapUpUntil: null });
    if (agent.next === null) return;
    if (agent.next === 'ready') agent.idleSince = this.now;
    if (agent.next === 'logged-out') agent.reachable = false;
    Object.assign(agent, { presence: agent.next, next: null });
  }

  settle(agent: ModelAgent): void {
    this.becomeIdle(agent);
    agent.isLoose = canBeOffered(agent) && this.firstCallFor(agent.agentId) !== undefined;
  }

  enqueue(
    callId: string,
    queueId: string,
    bonusMs: number,
    offerId: string,
  ): ModelOffer | 'waiting' | 'refused' {
    const call = this.call(callId);
    if (call.state !== 'in-ivr') return 'refused';
    Object.assign(call, { queueId, score: this.now - bonusMs, atHead: false });
    return this.place(call, offerId) ?? 'waiting';
  }

  lose(call: ModelCall, reason: string, nextOfferId: string): ModelOffer | null {
    const agent = this.agent(found(call.agentId));
    this.becomeIdle(agent);
    if (reason === 'failed' || reason === 'unreachable') agent.reachable = false;
    else if (agent.presence === 'ready') agent.presence = 'not-responding';
    Object.assign(call, { agentId: null, offerId: null });
    return this.place(call, nextOfferId);
  }

  agentLost(call: ModelCall, offerId: string): ModelOffer | 'waiting' | 'no-queue' {
    if (call.queueId === null) return 'no-queue';
    const agent = this.agent(found(call.agentId));
    agent.idleSince = this.now;
    this.becomeIdle(agent);
    agent.reachable = false;
    if (!call.atHead) call.score -= HEAD_BONUS_MS;
    Object.assign(call, { agentId: null, agentLegId: null, atHead: true });
    return this.place(call, offerId) ?? 'waiting';
  }

  end(call: ModelCall, wrapUpMs: number): void {
    const from = call.state;
    const agent = call.agentId === null ? null : this.agent(call.agentId);
    call.state = 'ended';
    if (agent === null) return;
    if (from === 'offered') call.agentId = null;
    const { left } = agent;
    agent.left = null;
    if (from === 'dialing' && left !== null) {
      Object.assign(agent, { state: 'wrap-up', callId: left.callId, wrapUpUntil: this.now + left.ms });
    } else if (from === 'offered' || from === 'dialing') this.settle(agent);
    else this.endTalk(agent, wrapUpMs);
  }

  /** The call goes on without its agent. */
  release(call: ModelCall, to: 'connected' | 'in-ivr', wrapUpMs: number): void {
    const agent = this.agent(found(call.agentId));
    Object.assign(call, { state: to, agentId: null, agentLegId: null });
    this.endTalk(agent, wrapUpMs);
  }

  private endTalk(agent: ModelAgent, wrapUpMs: number): void {
    agent.idleSince = this.now;
    if (wrapUpMs === 0) this.settle(agent);
    else Object.assign(agent, { state: 'wrap-up', wrapUpUntil: this.now + wrapUpMs });
  }

  finishWrapUp(agent: ModelAgent, offerId: string): ReturnType<AcdModel['serve']> {
    agent.idleSince = this.now;
    this.becomeIdle(agent);
    return this.serve(agent, offerId);
  }

  dueOffer(): ModelCall | undefined {
    return [...this.calls.values()]
      .filter(({ state, deadlineAt }) => state === 'offered' && deadlineAt <= this.now)
      .sort((a, b) => a.deadlineAt - b.deadlineAt)[0];
  }

  dueWrapUp(): ModelAgent | undefined {
    const until = (agent: ModelAgent) => agent.wrapUpUntil ?? Infinity;
    return [...this.agents.values()]
      .filter((agent) => agent.state === 'wrap-up' && until(agent) <= this.now)
      .sort((a, b) => until(a) - until(b))[0];
  }

  /** A ready agent who may now take a waiting call is loose until he is matched. */
  reassign(assignments: ReadonlyMap<string, ReadonlySet<string>>): void {
    const before = this.assignments;
    this.assignments = assignments;
    for (const agent of this.inReadySets()) {
      const isChanged = !sameSet(before.get(agent.agentId), assignments.get(agent.agentId));
      if (isChanged && this.firstCallFor(agent.agentId) !== undefined) agent.isLoose = true;
    }
  }
}

const sameSet = (a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean =>
  a.size === b.size && [...a].every((item) => b.has(item));

export function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('The model does not know this');
  return value;
}
