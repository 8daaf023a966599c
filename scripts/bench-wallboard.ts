/**
 * Measures how old the wall board is and what it costs, in a centre at work: agents talk, wrap up and take breaks, callers
 * wait in every queue. The board has a process of its own, which does nothing else.
 *
 *   npm run bench:wallboard -- [--json] [--agents 2000] [--queues 200] [--lanes 10] [--calls-per-second 30]
 *     [--waiting 400] [--watchers 20] [--seconds 30]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Offer } from '../server/acd/acd-store';
import type { AgentId } from '../server/contract/ids';
import type { RedisConnection } from '../server/redis';
import { startTestRedis, testStores } from '../tests/support/redis';
import { assign, Crowd } from './bench/match/crowd';
import { infoOf, Meter } from './bench/match/meter';
import { describeMachine, thisMachine } from './bench/machine';
import { machineBusyPercent, markMachine, round } from './bench/process-meter';
import type { BoardFigures, BoardOrders } from './bench/wallboard/board-server';

const GOALS = { ageP95Ms: 1000, corePercent: 20 };
const PREFIX = '{acd:wallboard}:';
/** Beats of the centre's work in a second. */
const BEATS = 10;
const FIGURE_READS = 50;

const number = (text: string): number => Number(text);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      agents: { type: 'string', default: '2000' },
      queues: { type: 'string', default: '200' },
      lanes: { type: 'string', default: '10' },
      'calls-per-second': { type: 'string', default: '30' },
      waiting: { type: 'string', default: '400' },
      watchers: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '30' },
    },
  });
  const [agents, queues, lanes] = [values.agents, values.queues, values.lanes].map(number) as [
    number,
    number,
    number,
  ];
  const machine = thisMachine();
  const redis = await startTestRedis();
  let board: ChildProcess | null = null;
  try {
    const connection = await redis.connect({ commandTimeoutMs: 120_000 });
    const stores = await testStores(connection, { prefix: PREFIX });
    const crowd = new Crowd(stores);
    const people = await crowd.agentsLogIn(agents);
    await stores.acd.applyQueues(assign(people, queues, lanes));
    await crowd.enqueue(await crowd.callsArrive(number(values.waiting)), (i) => i % queues);
    // So many calls a second, each a hundred seconds long, keep most of them busy.
    const shift = new Shift(crowd, stores, connection, people, queues);
    await shift.begin();
    board = fork(join(__dirname, 'bench/wallboard/board-server.ts'), { execArgv: process.execArgv });
    const orders: BoardOrders = {
      ...{ socketPath: redis.socketPath, prefix: PREFIX, agents: people, queues, lanes },
      watchers: number(values.watchers),
    };
    board.send(orders);
    await once(board, 'message');
    await shift.work(3, number(values['calls-per-second']));
    const marked = markMachine();
    board.send('begin');
    await shift.work(number(values.seconds), number(values['calls-per-second']));
    board.send('figures');
    const [figures] = (await once(board, 'message')) as [BoardFigures];
    const busyPercent = machineBusyPercent(marked);
    const meter = new Meter(connection);
    await meter.measure(async () => {
      for (let i = 0; i < FIGURE_READS; i += 1) await stores.acd.queueFigures();
    });
    const queueScriptMs = round(meter.cpuUs / FIGURE_READS / 1000);
    const version = (await infoOf(connection, 'server'))['redis_version'] ?? '';
    const result = { ...figures, queueScriptMs, eventsPerSecond: shift.eventsPerSecond() };
    if (values.json) console.log(JSON.stringify({ machine, busyPercent, goals: GOALS, ...result }));
    else {
      console.log(`${describeMachine(machine)}, Redis ${version}, busy ${busyPercent} %`);
      console.log(
        `${agents} agents, ${queues} queues, ${result.eventsPerSecond} events/s, ${values.watchers} watchers`,
      );
      console.log(
        `age of a fact: p50 ${figures.ageP50} ms, p95 ${figures.ageP95} ms, most ${figures.ageMost} ms (${figures.facts} facts)`,
      );
      console.log(
        `one picture: p50 ${figures.makeP50} ms, p95 ${figures.makeP95} ms (${figures.pictures} pictures)`,
      );
      console.log(
        `share of a core: ${figures.corePercent} %; ${figures.bytesPerPush} bytes a push and watcher`,
      );
      console.log(`Redis: ${queueScriptMs} ms of its core for the queues of one picture`);
    }
    if (figures.ageP95 > GOALS.ageP95Ms || figures.corePercent > GOALS.corePercent) process.exitCode = 1;
  } finally {
    board?.kill();
    await redis.stop();
  }
}

/** Agents at work: each beat some calls come and are answered, as many end, and somebody goes on a break or comes back. */
class Shift {
  readonly #talking: Offer[] = [];
  #onBreak: AgentId[] = [];
  #events = 0;
  #ms = 0;

  constructor(
    private readonly crowd: Crowd,
    private readonly stores: Awaited<ReturnType<typeof testStores>>,
    private readonly connection: RedisConnection,
    private readonly agents: readonly AgentId[],
    private readonly queues: number,
  ) {}

  async begin(): Promise<void> {
    const offers = await this.crowd.ready(this.agents);
    await this.crowd.accept(offers);
    this.#talking.push(...offers);
  }

  async work(seconds: number, callsPerSecond: number): Promise<void> {
    const [began, before] = [performance.now(), await this.#eventCount()];
    for (let beat = 0; beat < seconds * BEATS; beat += 1) {
      await this.#beat(Math.round(callsPerSecond / BEATS), beat);
      await sleep(Math.max(0, began + ((beat + 1) * 1000) / BEATS - performance.now()));
    }
    this.#events = (await this.#eventCount()) - before;
    this.#ms = performance.now() - began;
  }

  eventsPerSecond(): number {
    return Math.round((1000 * this.#events) / this.#ms);
  }

  async #beat(calls: number, beat: number): Promise<void> {
    const ended = this.#talking.splice(0, calls);
    await this.crowd.end(ended);
    const next = await this.crowd.finishWrapUps(ended);
    const arrived = await this.crowd.enqueue(
      await this.crowd.callsArrive(calls),
      (i) => (beat * calls + i) % this.queues,
    );
    await this.crowd.accept([...next, ...arrived]);
    this.#talking.push(...next, ...arrived);
    const back = this.#onBreak;
    const answered = await this.crowd.ready(back);
    await this.crowd.accept(answered);
    this.#talking.push(...answered);
    const leaving = this.agents[beat % this.agents.length];
    this.#onBreak = leaving === undefined ? [] : [leaving];
    const aBreak = { reason: 'lunch', productive: false, maxMs: null, atMost: null };
    for (const agent of this.#onBreak) await this.stores.presence.takeBreak(agent, aBreak);
  }

  /** Of the stream, whatever has been trimmed. */
  async #eventCount(): Promise<number> {
    const info = await this.connection.command(['XINFO', 'STREAM', `${PREFIX}ev`]);
    const fields = Array.isArray(info) ? info : [];
    return Number(fields[fields.indexOf('entries-added') + 1] ?? 0);
  }
}

void main();
