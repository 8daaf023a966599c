import { createSocket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchSwitch, type Remains } from './bench-switch';
import { inParallel } from './in-parallel';
import { Percentiles } from './percentiles';
import { cpuSince, descriptors, markCpu, round, rssMb, type CpuUse } from './process-meter';

const WIDTH = 20;
/** Set-ups after which the switch is warm: what grows from here on grows for ever. */
const WARM = 100;
/** SIP over UDP remembers a transaction for 32 s (RFC 3261, 64 × T1); only what is left after it is a leak. */
const REST_MS = 35_000;

export interface Level {
  readonly after: string;
  readonly rssMb: number;
  readonly heapMb: number;
  readonly externalMb: number;
  readonly descriptors: number;
  readonly resources: Remains['resources'];
}

export interface SetupFigures {
  readonly setups: number;
  readonly failures: readonly string[];
  readonly perSecond: number;
  readonly setUpMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly repeatedBySip: number;
  readonly switch: CpuUse;
  readonly generator: CpuUse;
  readonly levels: readonly Level[];
  /** What a call leaves behind, from the 100th to the last, at once and after 35 s of rest. */
  readonly slopes: readonly Slope[];
}

export interface Slope {
  readonly between: string;
  readonly rssKbPerCall: number;
  readonly heapKbPerCall: number;
  readonly descriptorsPerCall: number;
  readonly timersPerCall: number;
}

/** `setups` calls set up, bridged and released, twenty at a time, without sound. */
export async function measureSetups(setups: number): Promise<SetupFigures> {
  const sink = createSocket('udp4');
  await new Promise<void>((resolve) => sink.bind(0, '127.0.0.1', resolve));
  const { port } = sink.address();
  const bench = await BenchSwitch.open({ caller: () => port, callee: () => port });
  try {
    return await run(bench, setups);
  } finally {
    await bench.close();
    sink.close();
  }
}

async function run(bench: BenchSwitch, setups: number): Promise<SetupFigures> {
  const times = new Percentiles();
  const warm = Math.min(WARM, setups);
  const one = async (index: number) => {
    const started = performance.now();
    const call = await bench.setUp(index);
    times.add(performance.now() - started);
    await bench.release(call);
  };
  const before = await level(bench, 'start');
  const first = await inParallel(0, warm, WIDTH, one);
  const warmed = await level(bench, `${warm} calls`);
  const marks = [markCpu(bench.pid), markCpu(process.pid)] as const;
  const rest = await inParallel(warm, setups - warm, WIDTH, one);
  const seconds = (performance.now() - marks[0].at) / 1000;
  const uses = [cpuSince(bench.pid, marks[0]), cpuSince(process.pid, marks[1])] as const;
  const done = await level(bench, `${setups} calls`);
  await sleep(REST_MS);
  const rested = await level(bench, `${setups} calls and 35 s`);
  return {
    setups,
    failures: [...first, ...rest],
    perSecond: round((setups - warm - rest.length) / seconds),
    setUpMs: { p50: times.at(0.5), p99: times.at(0.99), most: Math.round(times.most) },
    repeatedBySip: bench.phones.repeated,
    ...{ switch: uses[0], generator: uses[1] },
    levels: [before, warmed, done, rested],
    slopes: [done, rested].map((end) => slope(warmed, end, Math.max(1, setups - warm))),
  };
}

async function level(bench: BenchSwitch, after: string): Promise<Level> {
  await bench.isEmpty();
  const rss = rssMb(bench.pid);
  const { heapUsed, external, resources } = await bench.remains();
  return {
    after,
    rssMb: rss,
    heapMb: round(heapUsed / 2 ** 20),
    externalMb: round(external / 2 ** 20),
    descriptors: descriptors(bench.pid),
    resources,
  };
}

function slope(from: Level, to: Level, calls: number): Slope {
  const perCall = (value: number) => Math.round((1000 * value) / calls) / 1000;
  const timers = (at: Level) => at.resources['Timeout'] ?? 0;
  return {
    between: `${from.after} … ${to.after}`,
    rssKbPerCall: perCall(1024 * (to.rssMb - from.rssMb)),
    heapKbPerCall: perCall(1024 * (to.heapMb - from.heapMb)),
    descriptorsPerCall: perCall(to.descriptors - from.descriptors),
    timersPerCall: perCall(timers(to) - timers(from)),
  };
}
