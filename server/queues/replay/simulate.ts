/**
 * The queues as they would have gone: arrivals, patience and people as recorded, routing by a configuration. The rules are
 * those of the live ACD (docs/acd.md): a call has a score and a lane, steps move it with its place kept, whoever becomes free
 * gets the first call of his lanes, and a lane never has a waiting call and a free agent at once.
 */
import { agentsInOrder, stagesOf } from '../../acd/who-may-answer';
import type { QueueConfig, QueueConfigQueue } from '../../contract/queue-config';
import { isOpen } from '../opening';
import { Agenda } from './agenda';
import type { Arrival } from './arrivals';
import { chooseAgent, type SimulatedAgent } from './choose-agent';
import { randomOf } from './random';
import type { RecordedShift } from './recorded';

export interface Outcome {
  readonly queueId: string;
  readonly waitMs: number;
  /** turned-away: closed or full when it came. left: by a key, or it had waited as long as the queue lets anybody. */
  readonly how: 'answered' | 'abandoned' | 'left' | 'turned-away';
}

export interface Simulated {
  readonly outcomes: readonly Outcome[];
  readonly agents: readonly SimulatedAgent[];
}

interface Stage {
  readonly afterMs: number;
  readonly bonusMs: number;
  readonly agents: ReadonlySet<string>;
}

interface Queue {
  readonly config: QueueConfigQueue;
  readonly stages: readonly Stage[];
  readonly order: readonly string[];
  lastAgent: string | null;
}

interface Waiting {
  readonly arrival: Arrival;
  readonly queue: Queue;
  stage: number;
  score: number;
}

type Happening =
  | { readonly kind: 'arrives'; readonly arrival: Arrival }
  | { readonly kind: 'step'; readonly callId: string }
  | { readonly kind: 'goes'; readonly callId: string; readonly how: 'abandoned' | 'left' }
  | { readonly kind: 'free'; readonly agentId: string }
  | { readonly kind: 'comes' | 'leaves'; readonly agentId: string };

export const simulate = (
  config: QueueConfig,
  arrivals: readonly Arrival[],
  shifts: readonly RecordedShift[],
): Simulated => new Simulation(config, arrivals, shifts).run();

class Simulation {
  readonly #config: QueueConfig;
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #agents = new Map<string, SimulatedAgent>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #agenda = new Agenda<Happening>();
  readonly #outcomes: Outcome[] = [];
  readonly #random = randomOf('replay');
  #now = 0;

  constructor(config: QueueConfig, arrivals: readonly Arrival[], shifts: readonly RecordedShift[]) {
    this.#config = config;
    this.#queues = new Map(config.queues.map((queue) => [queue.queueId, queueOf(config, queue)]));
    // Who comes at the moment a call does is there for it; who leaves then is not.
    for (const { agentId, from, until } of shifts) {
      this.#agents.set(agentId, newAgent(agentId));
      this.#agenda.add(from, { kind: 'comes', agentId });
      this.#agenda.add(until, { kind: 'leaves', agentId });
    }
    for (const arrival of arrivals) this.#agenda.add(arrival.at, { kind: 'arrives', arrival });
  }

  run(): Simulated {
    for (let next = this.#agenda.next(); next !== undefined; next = this.#agenda.next()) {
      this.#now = next.at;
      this.#handle(next.item);
    }
    // Nobody came any more for those who wait without end.
    for (const [callId] of this.#waiting) this.#leave(callId, 'abandoned');
    return { outcomes: this.#outcomes, agents: [...this.#agents.values()] };
  }

  #handle(item: Happening): void {
    if (item.kind === 'arrives') return this.#arrive(item.arrival);
    if (item.kind === 'step') return this.#step(item.callId);
    if (item.kind === 'goes') return this.#leave(item.callId, item.how);
    const agent = this.#agents.get(item.agentId);
    if (agent === undefined) return;
    if (item.kind === 'leaves') {
      agent.isThere = false;
      return;
    }
    if (item.kind === 'comes') agent.isThere = true;
    else agent.isBusy = false;
    agent.idleSince = this.#now;
    this.#serve(agent);
  }

  #arrive(arrival: Arrival): void {
    const queue = this.#queues.get(arrival.queueId);
    const isCallback = arrival.isCallback === true;
    if (queue === undefined || (!isCallback && this.#isTurnedAway(queue)))
      return this.#note(arrival, { waitMs: 0, how: 'turned-away' });
    const { weightS, maxWaitS } = queue.config;
    // The place that was kept for a callback has the weight in it.
    const ahead = isCallback ? (arrival.headStartMs ?? 0) : weightS * 1000;
    const call = { arrival, queue, stage: 0, score: this.#now - ahead };
    this.#waiting.set(arrival.callId, call);
    if (this.#place(call)) return;
    const { callId } = arrival;
    if (Number.isFinite(arrival.patienceMs)) {
      const how = arrival.leavesByKey === true ? 'left' : 'abandoned';
      this.#agenda.add(this.#now + arrival.patienceMs, { kind: 'goes', callId, how });
    }
    if (maxWaitS !== null && !isCallback)
      this.#agenda.add(this.#now + maxWaitS * 1000, { kind: 'goes', callId, how: 'left' });
    for (const { afterMs } of queue.stages.slice(1))
      this.#agenda.add(this.#now + afterMs, { kind: 'step', callId });
  }

  #isTurnedAway({ config: { queueId, hours, maxWaiting }, stages }: Queue): boolean {
    const calendar = hours === null ? undefined : this.#config.calendars[hours];
    if (calendar !== undefined && !isOpen(calendar, this.#now)) return true;
    if (maxWaiting === null || this.#free(stages[0]).length > 0) return false;
    return (
      [...this.#waiting.values()].filter((call) => call.queue.config.queueId === queueId).length >= maxWaiting
    );
  }

  #step(callId: string): void {
    const call = this.#waiting.get(callId);
    if (call === undefined) return;
    call.stage += 1;
    call.score -= call.queue.stages[call.stage]?.bonusMs ?? 0;
    this.#place(call);
  }

  #leave(callId: string, how: 'abandoned' | 'left'): void {
    const call = this.#waiting.get(callId);
    if (call === undefined) return;
    this.#waiting.delete(callId);
    this.#note(call.arrival, { waitMs: this.#now - call.arrival.at, how });
  }

  /** What became of a caller; nobody waits in a callback. */
  #note({ queueId, isCallback }: Arrival, outcome: Omit<Outcome, 'queueId'>): void {
    if (isCallback !== true) this.#outcomes.push({ queueId, ...outcome });
  }

  /** True: somebody is free for it. */
  #place(call: Waiting): boolean {
    const { queue } = call;
    const free = this.#free(queue.stages[call.stage]);
    const { order, lastAgent: last } = queue;
    const agent =
      free.length === 0
        ? undefined
        : chooseAgent(queue.config.strategy, free, { order, last, random: this.#random });
    if (agent === undefined) return false;
    this.#answer(call, agent);
    return true;
  }

  #free(stage: Stage | undefined): readonly SimulatedAgent[] {
    return [...(stage?.agents ?? [])].flatMap((agentId) => {
      const agent = this.#agents.get(agentId);
      return agent !== undefined && agent.isThere && !agent.isBusy ? [agent] : [];
    });
  }

  #serve(agent: SimulatedAgent): void {
    if (!agent.isThere || agent.isBusy) return;
    let first: Waiting | undefined;
    for (const call of this.#waiting.values())
      if (call.queue.stages[call.stage]?.agents.has(agent.agentId) && call.score < (first?.score ?? Infinity))
        first = call;
    if (first !== undefined) this.#answer(first, agent);
  }

  #answer({ arrival, queue }: Waiting, agent: SimulatedAgent): void {
    this.#waiting.delete(arrival.callId);
    const waitMs = this.#now - arrival.at + arrival.ringMs;
    this.#note(arrival, { waitMs, how: 'answered' });
    const busyMs =
      arrival.ringMs + arrival.talkMs + Math.min(arrival.wrapUpMs, longestWrapUpMs(queue.config));
    agent.isBusy = true;
    agent.calls += 1;
    agent.talkMs += arrival.talkMs;
    agent.busyMs += busyMs;
    queue.lastAgent = agent.agentId;
    this.#agenda.add(this.#now + busyMs, { kind: 'free', agentId: agent.agentId });
  }
}

const longestWrapUpMs = ({ wrapUpS, wrapUpProlong }: QueueConfigQueue): number =>
  (wrapUpS + wrapUpProlong.times * wrapUpProlong.byS) * 1000;

const newAgent = (agentId: string): SimulatedAgent => ({
  agentId,
  isThere: false,
  isBusy: false,
  idleSince: 0,
  calls: 0,
  talkMs: 0,
  busyMs: 0,
});

function queueOf(config: QueueConfig, queue: QueueConfigQueue): Queue {
  const stages = stagesOf(config, queue).map(({ afterS, agents }, index) => ({
    afterMs: afterS * 1000,
    bonusMs: (queue.steps[index - 1]?.bonusS ?? 0) * 1000,
    agents,
  }));
  return { config: queue, stages, order: agentsInOrder(config, queue), lastAgent: null };
}
