import type { AgentStore, LiveAgent } from '../agents/agent-store';
import type { CallStore, LiveCall } from '../calls/call-store';
import { customerNumber } from '../calls/own-call';
import { agentId, callId, type AgentId, type CallId } from '../contract/ids';
import type { DomainEvent } from '../contract/events';
import { nodeOfStored } from '../ivr/stored-state';

/** What a picture needs of a call. */
export interface CallRow extends Pick<LiveCall, 'callId' | 'state' | 'queueId' | 'switchId' | 'direction'> {
  readonly number: string;
  readonly node: { readonly packId: string; readonly node: string } | null;
}

interface LiveRowsDeps {
  readonly agents: Pick<AgentStore, 'list' | 'get'>;
  readonly calls: Pick<CallStore, 'list' | 'get'>;
  readonly now: () => number;
}

/** Every row is read again after so many readings, whatever the events said. */
const ROUNDS = 60;
/** Whom nobody asks for so long forgets everything. */
const IDLE_MS = 60_000;

/**
 * All agents and calls as they stand in Redis, kept by reading again what an event has named since the last time:
 * a reading costs what has changed, not what there is.
 */
export class LiveRows {
  readonly #deps: LiveRowsDeps;
  readonly #agents = new Map<AgentId, LiveAgent>();
  readonly #calls = new Map<CallId, CallRow>();
  readonly #changedAgents = new Set<AgentId>();
  readonly #changedCalls = new Set<CallId>();
  #isKnown = false;
  #round = 0;
  #askedAt = 0;

  constructor(deps: LiveRowsDeps) {
    this.#deps = deps;
  }

  get agents(): ReadonlyMap<AgentId, LiveAgent> {
    return this.#agents;
  }

  get calls(): ReadonlyMap<CallId, CallRow> {
    return this.#calls;
  }

  note(event: DomainEvent): void {
    if (!this.#isKnown) return;
    if (event.agentId !== undefined) this.#changedAgents.add(agentId(event.agentId));
    if (event.callId !== undefined) this.#changedCalls.add(callId(event.callId));
    if (this.#deps.now() - this.#askedAt > IDLE_MS) this.#forget();
  }

  /** From now on `agents` and `calls` are at least as new as this moment. */
  async read(): Promise<void> {
    this.#askedAt = this.#deps.now();
    try {
      if (this.#isKnown) await this.#readChanged();
      else await this.#readAll();
      await this.#readCallsOfAgents();
      this.#dropEnded();
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#isKnown = false;
    for (const each of [this.#agents, this.#calls, this.#changedAgents, this.#changedCalls]) each.clear();
  }

  async #readAll(): Promise<void> {
    // What is told from here on is read again next time.
    this.#isKnown = true;
    const [agents, calls] = await Promise.all([this.#deps.agents.list(), this.#deps.calls.list()]);
    for (const agent of agents) this.#agents.set(agent.agentId, agent);
    for (const call of calls) this.#calls.set(call.callId, rowOf(call));
  }

  async #readChanged(): Promise<void> {
    const agentIds = new Set([...this.#changedAgents, ...this.#inTurn(this.#agents.keys())]);
    const callIds = new Set([...this.#changedCalls, ...this.#inTurn(this.#calls.keys())]);
    this.#changedAgents.clear();
    this.#changedCalls.clear();
    this.#round += 1;
    await Promise.all([...[...agentIds].map((id) => this.#readAgent(id)), this.#readCalls(callIds)]);
  }

  /** A share of them, another one each round. */
  #inTurn<Id>(ids: Iterable<Id>): Id[] {
    return [...ids].filter((_id, index) => index % ROUNDS === this.#round % ROUNDS);
  }

  async #readAgent(id: AgentId): Promise<void> {
    const agent = await this.#deps.agents.get(id);
    if (agent) this.#agents.set(id, agent);
    else this.#agents.delete(id);
  }

  async #readCalls(ids: Iterable<CallId>): Promise<void> {
    await Promise.all(
      [...ids].map(async (id) => {
        const call = await this.#deps.calls.get(id);
        if (call) this.#calls.set(id, rowOf(call));
        else this.#calls.delete(id);
      }),
    );
  }

  async #readCallsOfAgents(): Promise<void> {
    const missing = [...this.#agents.values()].flatMap(({ callId: id }) =>
      id === null || this.#calls.has(id) ? [] : [id],
    );
    await this.#readCalls(missing);
  }

  /** A call that has ended is shown as long as its agent wraps it up. */
  #dropEnded(): void {
    const wrappedUp = new Set([...this.#agents.values()].map(({ callId: id }) => id));
    for (const [id, { state }] of this.#calls)
      if (state === 'ended' && !wrappedUp.has(id)) this.#calls.delete(id);
  }
}

function rowOf(call: LiveCall): CallRow {
  const { callId: id, state, queueId, switchId, direction, ivrState } = call;
  const node = state === 'in-ivr' && ivrState !== null ? nodeOfStored(ivrState) : null;
  return { callId: id, state, queueId, switchId, direction, number: customerNumber(call), node };
}
