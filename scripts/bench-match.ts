/**
 * Measures how many calls one Redis can bring to agents, with an event per change and every write in its file, from a small
 * centre to a crowd; and what memory waiting calls and agents need.
 *
 *   npm run bench:match -- [--json] [--agents 10,100,1000,10000] [--waiting 0,10,1000,100000] [--queues 1,100,1000]
 *     [--lanes 1,10,100] [--seconds 0.4] [--no-memory]
 */
import { parseArgs } from 'node:util';
import { startTestRedis, testStores } from '../tests/support/redis';
import { measureCell, type Cell } from './bench/match/cells';
import { assign, Crowd } from './bench/match/crowd';
import { measureMemory, type Memory } from './bench/match/memory';
import { infoOf } from './bench/match/meter';
import { describeMachine, thisMachine } from './bench/machine';
import { machineBusyPercent, markMachine } from './bench/process-meter';

const GOALS = { perSecond: 10_000, growth: 1.5, bytesPerWaitingCall: 500, bytesPerAgent: 1024 };

interface Options {
  readonly agents: readonly number[];
  readonly waiting: readonly number[];
  readonly queues: readonly number[];
  readonly lanes: readonly number[];
  readonly seconds: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      agents: { type: 'string', default: '10,100,1000,10000' },
      waiting: { type: 'string', default: '0,10,1000,100000' },
      queues: { type: 'string', default: '1,100,1000' },
      lanes: { type: 'string', default: '1,10,100' },
      seconds: { type: 'string', default: '0.4' },
      'no-memory': { type: 'boolean', default: false },
    },
  });
  const counts = (text: string) => text.split(',').map(Number);
  const options = {
    agents: counts(values.agents),
    waiting: counts(values.waiting).sort((a, b) => a - b),
    queues: counts(values.queues),
    lanes: counts(values.lanes),
    seconds: Number(values.seconds),
  };
  const machine = { ...thisMachine(), redis: '' };
  const marked = markMachine();
  const redis = await startTestRedis();
  try {
    const connection = await redis.connect({ commandTimeoutMs: 120_000 });
    machine.redis = (await infoOf(connection, 'server'))['redis_version'] ?? '';
    const memory = values['no-memory'] ? null : await memoryAlone(connection, Math.max(...options.agents));
    const cells: Cell[] = [];
    for (const queues of options.queues) {
      await connection.command(['FLUSHALL'], 120_000);
      await measureQueues(connection, queues, options, (cell) => {
        cells.push(cell);
        if (!values.json) console.log(lineOf(cell));
      });
    }
    const growth = growthOf(cells);
    const busyPercent = machineBusyPercent(marked);
    const slowest = Math.min(...cells.map(({ perSecond }) => perSecond));
    if (values.json)
      console.log(JSON.stringify({ machine, busyPercent, goals: GOALS, slowest, growth, memory, cells }));
    else
      print(
        `${describeMachine(machine)}, Redis ${machine.redis}, busy ${busyPercent} %`,
        slowest,
        growth,
        memory,
      );
  } finally {
    await redis.stop();
  }
}

type Connection = Awaited<ReturnType<Awaited<ReturnType<typeof startTestRedis>>['connect']>>;

async function memoryAlone(connection: Connection, agents: number): Promise<Memory> {
  const prefix = '{acd:memory}:';
  const stores = await testStores(connection, { prefix });
  const memory = await measureMemory(stores, connection, prefix, new Crowd(stores), agents);
  await connection.command(['FLUSHALL'], 120_000);
  return memory;
}

/** All cells with so many queues; the crowd that waits grows from one to the next. */
async function measureQueues(
  connection: Connection,
  queues: number,
  options: Options,
  onCell: (cell: Cell) => void,
): Promise<void> {
  const stores = await testStores(connection, { prefix: `{acd:${queues}}:` });
  const crowd = new Crowd(stores);
  const everybody = await crowd.agentsLogIn(Math.max(...options.agents));
  const { seconds } = options;
  let waits = 0;
  for (const waiting of options.waiting) {
    // Before anybody can take them.
    await stores.acd.applyQueues(assign([], queues, 0));
    await crowd.enqueue(await crowd.callsArrive(waiting - waits), (i) => i % queues);
    waits = waiting;
    for (const lanesPerAgent of options.lanes.filter((lanes) => lanes <= queues)) {
      for (const agents of options.agents) {
        const shape = { agents, waiting, queues, lanesPerAgent };
        onCell(await measureCell({ stores, connection, crowd, everybody, seconds }, shape));
      }
    }
  }
}

interface Growth {
  /** What ten times as much of it costs, at the least, in the middle and at the most. */
  readonly least: number;
  readonly middle: number;
  readonly most: number;
}

/** Ratios of cells that differ in one thing only, as if it were ten times as much. */
function growthOf(
  cells: readonly Cell[],
): Readonly<Record<'agents' | 'waiting' | 'lanesPerAgent' | 'queues', Growth>> {
  const along = (what: 'agents' | 'waiting' | 'lanesPerAgent' | 'queues'): Growth => {
    const rest = (cell: Cell) =>
      (['agents', 'waiting', 'lanesPerAgent', 'queues'] as const)
        .filter((name) => name !== what)
        .map((name) => cell[name])
        .join();
    const ratios = cells.flatMap((less) => {
      const more = cells.filter(
        (each) => rest(each) === rest(less) && each[what] > less[what] && less[what] > 0,
      );
      const next = more.sort((a, b) => a[what] - b[what])[0];
      return next ? [(next.cpuUs / less.cpuUs) ** (1 / Math.log10(next[what] / less[what]))] : [];
    });
    const sorted = ratios.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 1;
    return { least: at(0), middle: at(0.5), most: at(1) };
  };
  return {
    agents: along('agents'),
    waiting: along('waiting'),
    lanesPerAgent: along('lanesPerAgent'),
    queues: along('queues'),
  };
}

const pad = (value: number, width: number): string =>
  Math.round(value).toLocaleString('en-US').padStart(width);

const lineOf = (cell: Cell): string =>
  [
    `${pad(cell.agents, 6)} agents ${pad(cell.waiting, 7)} waiting ${pad(cell.queues, 5)} queues`,
    `${pad(cell.lanesPerAgent, 3)} lanes each: ${pad(cell.cpuUs, 4)} µs, ${pad(cell.perSecond, 6)} matches/s`,
    `(the match alone ${pad(cell.aloneUs, 3)} µs, ${pad(1e6 / cell.aloneUs, 6)}/s; one server ${pad(cell.perSecondOfOneServer, 5)}/s; a call's life ${pad(cell.lifeCpuUs, 4)} µs; apply ${pad(cell.applyMs, 5)} ms)`,
  ].join(' ');

function print(
  machine: string,
  slowest: number,
  growth: ReturnType<typeof growthOf>,
  memory: Memory | null,
): void {
  console.log(`machine: ${machine}`);
  console.log(`slowest: ${pad(slowest, 1)} matches/s (goal ${GOALS.perSecond})`);
  for (const [what, { least, middle, most }] of Object.entries(growth)) {
    const ratios = [least, middle, most].map((ratio) => ratio.toFixed(2)).join(', ');
    console.log(`ten times the ${what}: × ${ratios} (least, middle, most; goal ${GOALS.growth})`);
  }
  if (memory === null) return;
  const { perWaitingCall, perCallInAll, perAgent } = memory;
  console.log(
    `a call that waits: ${pad(perWaitingCall, 1)} bytes for its place (goal ${GOALS.bytesPerWaitingCall}),`,
  );
  console.log(`  ${pad(perCallInAll, 1)} with the call itself`);
  console.log(`an agent, logged in and ready (goal ${GOALS.bytesPerAgent}):`);
  for (const { what, bytes } of perAgent) console.log(`  ${what}: ${pad(bytes, 1)} bytes`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
