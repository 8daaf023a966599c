import { canBeOffered, type Presence } from '../../../server/agents/agent.machine';
import type { CompiledQueues } from '../../../server/acd/queue-settings';
import { unplaced, wantsMore, type Entry, type ModelCall, type ModelOffer } from './model-calls';
import { freeAsked } from './asked';
import {
  aModelAgent,
  byIdleTime,
  choose,
  isReady,
  waitFor,
  type Cursors,
  type ModelAgent,
} from './model-agents';
import { found, ModelQueues, RING_MOST, ringOf } from './model-queues';

const HEAD_BONUS_MS = 3_600_000;

/**
 * What the scripts must do, said in the simplest way: arrays, sorted anew each time. It keeps no lanes of calls, no
 * profiles, no summaries and no ready sets, so it cannot share their faults.
 */
export class AcdModel {
  readonly calls = new Map<string, ModelCall>();
  readonly agents = new Map<string, ModelAgent>();
  readonly #queues: ModelQueues;
  readonly #cursors: Cursors = new Map();
  now = 0;
  /** Whom the real one has offered something in this step: what a random choice is checked against. */
  chance: readonly string[] = [];

  constructor(agentIds: readonly string[], compiled: CompiledQueues) {
    for (const agentId of agentIds) this.agents.set(agentId, aModelAgent(agentId));
    this.#queues = new ModelQueues(compiled);
  }

  call(callId: string): ModelCall {
    return found(this.calls.get(callId));
  }

  agent(agentId: string): ModelAgent {
    return found(this.agents.get(agentId));
  }

  takesCalls(queueId: string): boolean {
    return this.#queues.takesCalls(queueId);
  }

  /** Calls that want an agent, first to last. */
  wanting(): readonly ModelCall[] {
    return [...this.calls.values()].filter(({ wants }) => wants).sort((a, b) => a.score - b.score);
  }

  mayTake(agentId: string, call: ModelCall): boolean {
    if (call.personal !== null) return call.personal === agentId;
    return this.#queues.eligible(call.queueId, call.stepMs).includes(agentId);
  }

  firstCallFor(agentId: string): ModelCall | undefined {
    const his = this.wanting().filter((call) => this.mayTake(agentId, call));
    return his.find(({ personal }) => personal === agentId) ?? his[0];
  }

  #bind(call: ModelCall, agent: ModelAgent, offerId: string, alone = false): ModelOffer {
    const queue = this.#queues.settings(call.queueId);
    if (call.state !== 'offered') call.ring = alone ? null : ringOf(queue);
    call.state = 'offered';
    call.ringing.push(agent.agentId);
    if (call.ring !== null && call.ringing.length === 1 && queue.strategy === 'ring-progressively')
      call.ringDueAt = this.now + queue.ringMore.everyS * 1000;
    const deadlineAt = this.now + queue.offerTimeoutS * 1000;
    Object.assign(agent, { state: 'offered', callId: call.callId, offerId, deadlineAt, isOwed: false });
    return { callId: call.callId, agentId: agent.agentId };
  }

  #takeSteps(call: ModelCall): void {
    call.personal = null;
    const { steps } = this.#queues.settings(call.queueId);
    for (const { afterMs, bonusMs } of steps) {
      if (afterMs <= call.stepMs || call.stepsFrom + afterMs > this.now) continue;
      call.stepMs = afterMs;
      call.score -= bonusMs;
    }
    const next = steps.find(({ afterMs }) => afterMs > call.stepMs);
    call.stepDueAt = next === undefined ? null : call.stepsFrom + next.afterMs;
  }

  /** The call takes whom its queue's strategy chooses among the ready, or waits. */
  #place(call: ModelCall, offerId: string): readonly ModelOffer[] {
    this.#takeSteps(call);
    const queue = this.#queues.settings(call.queueId);
    const offers: ModelOffer[] = [];
    while (wantsMore(call)) {
      const candidates = [...this.agents.values()].filter(
        (agent) => isReady(agent) && this.mayTake(agent.agentId, call),
      );
      const agent = choose(queue, candidates, this.#cursors, this.chance);
      if (agent === undefined) break;
      offers.push(this.#bind(call, agent, offerId));
    }
    call.wants = wantsMore(call);
    if (call.state !== 'offered') call.state = 'queued';
    return offers;
  }

  /** The agent takes the first call he may, else is ready. */
  serve(agent: ModelAgent, offerId: string): ModelOffer | 'idle' | 'not-eligible' {
    if (!canBeOffered(agent)) return 'not-eligible';
    agent.isOwed = false;
    const call = this.firstCallFor(agent.agentId);
    if (call === undefined) return 'idle';
    const queue = this.#queues.settings(call.queueId);
    const isPersonal = call.personal !== null;
    if (queue.strategy === 'round-robin' && !isPersonal)
      this.#cursors.set(
        queue.queueId,
        queue.order.findIndex((each) => each === agent.agentId),
      );
    const offer = this.#bind(call, agent, offerId, isPersonal);
    call.wants = wantsMore(call);
    return offer;
  }

  setPresence(agent: ModelAgent, presence: Presence): void {
    if (agent.presence === presence) return;
    agent.presence = presence;
    if (presence !== 'ready') this.#sendPersonalOn(agent.agentId);
  }

  setReachable(agent: ModelAgent, reachable: boolean): void {
    if (agent.reachable === reachable) return;
    agent.reachable = reachable;
    if (!reachable) this.#sendPersonalOn(agent.agentId);
  }

  /** Chosen while he is busy; what he is already is no choice. */
  choose(agent: ModelAgent, presence: Presence): void {
    const chosen = agent.presence === presence ? null : presence;
    if (chosen === agent.next) return;
    agent.next = chosen;
    if ((chosen ?? agent.presence) !== 'ready') this.#sendPersonalOn(agent.agentId);
  }

  becomeIdle(agent: ModelAgent): void {
    Object.assign(agent, { state: 'idle', callId: null, offerId: null, wrapUpUntil: null });
    const { next } = agent;
    agent.next = null;
    if (next === null) return;
    if (next === 'ready') agent.idleSince = this.now;
    if (next === 'logged-out') this.setReachable(agent, false);
    this.setPresence(agent, next);
  }

  settle(agent: ModelAgent): void {
    this.becomeIdle(agent);
    agent.isOwed = canBeOffered(agent) && this.firstCallFor(agent.agentId) !== undefined;
  }

  /** He is away: calls that wait for him alone are looked at now. */
  #sendPersonalOn(agentId: string): void {
    for (const call of this.wanting()) if (call.personal === agentId) call.stepDueAt = this.now;
  }

  enqueue(call: ModelCall, entry: Entry, offerId: string): readonly ModelOffer[] {
    const queue = this.#queues.settings(entry.queueId);
    const bonusS = queue.weightS + (entry.isKeyAccount ? queue.keyAccountBonusS : 0);
    Object.assign(call, {
      queueId: entry.queueId,
      score: this.now - entry.bonusMs - bonusS * 1000,
      enteredAt: this.now,
      atHead: false,
      stepMs: 0,
      stepsFrom: this.now,
    });
    const own = entry.sticky === null ? undefined : this.agents.get(entry.sticky);
    const isAtWork = own !== undefined && (own.next ?? own.presence) === 'ready' && own.reachable;
    if (!queue.sticky || !isAtWork || !this.#queues.everEligible(entry.queueId).includes(own.agentId))
      return this.#place(call, offerId);
    call.personal = own.agentId;
    call.stepDueAt = this.now + queue.sticky.forS * 1000;
    if (isReady(own)) return [this.#bind(call, own, offerId, true)];
    Object.assign(call, { state: 'queued', wants: true });
    return [];
  }

  accept(call: ModelCall, agent: ModelAgent, legId: string, nextOfferId: string): readonly ModelOffer[] {
    const others = this.#ringing(call).filter((other) => other !== agent);
    Object.assign(call, { ...unplaced(), state: 'talking', agentId: agent.agentId, agentLegId: legId });
    call.talkingAt = this.now;
    Object.assign(agent, { state: 'on-call', offerId: null, calls: agent.calls + 1 });
    for (const other of others) this.becomeIdle(other);
    return others.flatMap((other) => {
      const reply = this.serve(other, nextOfferId);
      return typeof reply === 'string' ? [] : [reply];
    });
  }

  #ringing(call: ModelCall): readonly ModelAgent[] {
    return call.ringing.map((agentId) => this.agent(agentId)).sort(byIdleTime);
  }

  lose(agent: ModelAgent, reason: string, nextOfferId: string): readonly ModelOffer[] {
    const call = this.call(found(agent.callId));
    this.becomeIdle(agent);
    if (reason === 'failed' || reason === 'unreachable') this.setReachable(agent, false);
    else if (agent.presence === 'ready') this.setPresence(agent, 'not-responding');
    call.ringing = call.ringing.filter((agentId) => agentId !== agent.agentId);
    if (call.ringing.length > 0) return call.wants ? [] : this.#place(call, nextOfferId);
    const wasWanting = call.wants;
    Object.assign(call, { state: wasWanting ? 'queued' : 'unplaced', ring: null, ringDueAt: null });
    return wasWanting ? [] : this.#place(call, nextOfferId);
  }

  agentLost(call: ModelCall, neverHeard: boolean, offerId: string): readonly ModelOffer[] | 'no-queue' {
    if (call.queueId === null) return 'no-queue';
    const agent = this.agent(found(call.agentId));
    if (neverHeard) {
      agent.calls = Math.max(0, agent.calls - 1);
      this.becomeIdle(agent);
      if (agent.presence === 'ready') this.setPresence(agent, 'not-responding');
      Object.assign(call, { state: 'unplaced', agentId: null, agentLegId: null });
      return this.#place(call, offerId);
    }
    agent.talkMs += this.now - call.talkingAt;
    agent.idleSince = this.now;
    this.becomeIdle(agent);
    this.setReachable(agent, false);
    Object.assign(call, { agentId: null, agentLegId: null });
    freeAsked(this, call, null);
    return this.placeAtHead(call, call.queueId, offerId);
  }

  #takeHead(call: ModelCall, queueId: string): void {
    // One that never was in a queue has no place of its own yet.
    if (call.enteredAt === null && call.score === 0) call.score = this.now;
    call.enteredAt ??= this.now;
    if (!call.atHead) call.score -= HEAD_BONUS_MS;
    Object.assign(call, { queueId, state: 'unplaced', atHead: true, stepsFrom: this.now - call.stepMs });
  }

  placeAtHead(call: ModelCall, queueId: string, offerId: string): readonly ModelOffer[] {
    this.#takeHead(call, queueId);
    return this.#place(call, offerId);
  }

  /** The agent is released last, so that his caller cannot come back to him at once. */
  transferToQueue(
    call: ModelCall,
    to: { readonly queueId: string; readonly isKeyAccount: boolean; readonly wrapUpMs: number },
    offerId: string,
  ): readonly ModelOffer[] {
    const release = this.#handOver(call, to.wrapUpMs);
    const queue = this.#queues.settings(to.queueId);
    const bonusS = queue.weightS + (to.isKeyAccount ? queue.keyAccountBonusS : 0);
    const enteredAt = call.enteredAt ?? this.now;
    Object.assign(call, { queueId: to.queueId, score: enteredAt - bonusS * 1000, enteredAt });
    Object.assign(call, { atHead: false, stepMs: 0, stepsFrom: this.now });
    const offers = this.#place(call, offerId);
    release();
    return offers;
  }

  /** @returns whether he is free to be rung, or may be waited for */
  transferToAgent(
    call: ModelCall,
    to: { readonly agent: ModelAgent; readonly queueId: string; readonly wrapUpMs: number },
    offerId: string,
  ): boolean {
    const waitMs = waitFor(to.agent, this.#queues.settings(to.queueId));
    if (!isReady(to.agent) && waitMs === null) return false;
    const release = this.#handOver(call, to.wrapUpMs);
    if (call.queueId !== to.queueId) Object.assign(call, { atHead: false, stepMs: 0 });
    this.#takeHead(call, to.queueId);
    if (waitMs === null) this.#bind(call, to.agent, offerId, true);
    else {
      Object.assign(call, { state: 'queued', personal: to.agent.agentId, wants: true });
      call.stepDueAt = this.now + waitMs;
    }
    release();
    return true;
  }

  /** A parked call rings that agent alone, whatever he is ready for. */
  ringParked(call: ModelCall, agent: ModelAgent, offerId: string): ModelOffer {
    this.#takeHead(call, found(call.queueId));
    return this.#bind(call, agent, offerId, true);
  }

  #handOver(call: ModelCall, wrapUpMs: number): () => void {
    const agent = this.agent(found(call.agentId));
    Object.assign(call, { state: 'unplaced', agentId: null, agentLegId: null });
    return () => {
      this.endTalk(agent, call, wrapUpMs);
    };
  }

  end(call: ModelCall, wrapUpMs: number): void {
    const from = call.state;
    const agent = call.agentId === null ? null : this.agent(call.agentId);
    const ringing = this.#ringing(call);
    Object.assign(call, { ...unplaced(), state: 'ended' });
    for (const each of ringing) this.becomeIdle(each);
    for (const each of ringing) this.settle(each);
    if (agent !== null) this.#endOf(agent, call, from, wrapUpMs);
    freeAsked(this, call, null);
  }

  #endOf(agent: ModelAgent, call: ModelCall, from: ModelCall['state'], wrapUpMs: number): void {
    const { left } = agent;
    agent.left = null;
    if (from === 'dialing' && left !== null)
      Object.assign(agent, { state: 'wrap-up', callId: left.callId, wrapUpUntil: this.now + left.ms });
    else if (from === 'dialing') this.settle(agent);
    else this.endTalk(agent, call, wrapUpMs);
  }

  /** Whom a queue would give a call that enters it now. */
  nextOf(queueId: string): ModelAgent | undefined {
    const his = this.#queues.eligible(queueId, 0);
    const candidates = [...this.agents.values()].filter(
      (agent) => isReady(agent) && his.includes(agent.agentId),
    );
    return choose(this.#queues.settings(queueId), candidates, this.#cursors, this.chance);
  }

  /** The call goes on without its agent. */
  release(call: ModelCall, to: 'connected' | 'connecting' | 'in-ivr' | 'parked', wrapUpMs: number): void {
    const agent = this.agent(found(call.agentId));
    this.endTalk(agent, call, wrapUpMs);
    Object.assign(call, { state: to, agentId: null, agentLegId: null });
  }

  endTalk(agent: ModelAgent, call: ModelCall, wrapUpMs: number): void {
    agent.idleSince = this.now;
    agent.talkMs += this.now - call.talkingAt;
    if (wrapUpMs === 0) this.settle(agent);
    else Object.assign(agent, { state: 'wrap-up', wrapUpUntil: this.now + wrapUpMs });
  }

  finishWrapUp(agent: ModelAgent, offerId: string): ReturnType<AcdModel['serve']> {
    agent.idleSince = this.now;
    this.becomeIdle(agent);
    return this.serve(agent, offerId);
  }

  dueOffer(): ModelAgent | undefined {
    return [...this.agents.values()]
      .filter(({ state, deadlineAt }) => state === 'offered' && deadlineAt <= this.now)
      .sort((a, b) => a.deadlineAt - b.deadlineAt || a.agentId.localeCompare(b.agentId))[0];
  }

  dueWrapUp(): ModelAgent | undefined {
    const until = (agent: ModelAgent) => agent.wrapUpUntil ?? Infinity;
    return [...this.agents.values()]
      .filter((agent) => agent.state === 'wrap-up' && until(agent) <= this.now)
      .sort((a, b) => until(a) - until(b))[0];
  }

  /** As many steps and as many further rings as the limit lets, soonest first. */
  advanceSteps(limit: number, offerId: string): readonly ModelOffer[] {
    const steps = this.#due(({ stepDueAt }) => stepDueAt).slice(0, limit);
    const rings = this.#due(({ ringDueAt }) => ringDueAt).slice(0, limit);
    return [
      ...steps.flatMap((call) => {
        if (call.wants) return this.#place(call, offerId);
        this.#takeSteps(call);
        return [];
      }),
      ...rings.flatMap((call) => {
        if (call.ring === null) return [];
        const { ringMore } = this.#queues.settings(call.queueId);
        const isProgressive = this.#queues.settings(call.queueId).strategy === 'ring-progressively';
        call.ring = Math.min(call.ring + (ringOf(this.#queues.settings(call.queueId)) ?? 1), RING_MOST);
        call.ringDueAt = isProgressive && call.ring < RING_MOST ? this.now + ringMore.everyS * 1000 : null;
        return call.wants ? [] : this.#place(call, offerId);
      }),
    ];
  }

  #due(at: (call: ModelCall) => number | null): readonly ModelCall[] {
    return [...this.calls.values()]
      .filter((call) => (at(call) ?? Infinity) <= this.now)
      .sort((a, b) => (at(a) ?? 0) - (at(b) ?? 0) || (a.callId < b.callId ? -1 : 1));
  }

  /** Calls of queues with other steps find their lanes; ready agents for whom a call waits now are owed it. */
  apply(compiled: CompiledQueues): void {
    const live = [...this.calls.values()].filter(({ state }) => state !== 'ended');
    const restepped = this.#queues.apply(compiled, new Set(live.map(({ queueId }) => queueId)));
    for (const queueId of this.#cursors.keys()) if (!this.#queues.has(queueId)) this.#cursors.delete(queueId);
    for (const call of this.wanting())
      if (call.personal === null && restepped.has(call.queueId ?? '')) this.#takeSteps(call);
    for (const agent of this.agents.values())
      if (isReady(agent) && this.firstCallFor(agent.agentId) !== undefined) agent.isOwed = true;
  }
}
