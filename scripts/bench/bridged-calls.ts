import { setTimeout as sleep } from 'node:timers/promises';
import { BenchSwitch, type BridgedCall, type Remains } from './bench-switch';
import { inParallel } from './in-parallel';
import {
  cpuSince,
  descriptors,
  machineBusyPercent,
  markCpu,
  markMachine,
  rssMb,
  udpDrops,
  type CpuUse,
} from './process-meter';
import { RtpLoad, type RtpFigures } from './rtp-load';

const WIDTH = 20;
/** For the jitter buffers to settle after the bridges, and for what is on its way at the end. */
const SETTLE_MS = 3000;
const TAIL_MS = 500;

export interface BridgedFigures {
  readonly calls: number;
  readonly seconds: number;
  readonly failures: readonly string[];
  readonly rtp: RtpFigures;
  /** Thrown away by the kernel because a reader was too slow. */
  readonly kernelDrops: { readonly atSwitch: number; readonly atGenerator: number };
  readonly switch: CpuUse & { readonly rssMb: number; readonly descriptors: number };
  readonly switchPauses: Remains['pauses'];
  readonly generator: CpuUse & { readonly rssMb: number };
  readonly machineBusyPercent: number;
}

/** `calls` bridged calls at once, sound both ways for `seconds`. */
export async function measureBridged(calls: number, seconds: number): Promise<BridgedFigures> {
  // Stream 2n is the caller of call n, 2n+1 the called.
  const rtp = await RtpLoad.open(2 * calls);
  const bench = await BenchSwitch.open({
    caller: (index) => rtp.portOf(2 * index),
    callee: (index, port) => {
      rtp.connect(2 * index + 1, port, 2 * index);
      return rtp.portOf(2 * index + 1);
    },
  });
  try {
    const open: BridgedCall[] = [];
    const failures = await inParallel(0, calls, WIDTH, async (index) => {
      const call = await bench.setUp(index);
      rtp.connect(2 * index, call.callerPort, 2 * index + 1);
      open.push(call);
    });
    rtp.start();
    await bench.remains();
    await sleep(SETTLE_MS);
    const figures = await measureWindow(bench, rtp, seconds);
    rtp.stop();
    const late = await inParallel(0, open.length, WIDTH, (at) => bench.release(open[at] as BridgedCall));
    await bench.isEmpty();
    return { calls: open.length, seconds, failures: [...failures, ...late], ...figures };
  } finally {
    rtp.close();
    await bench.close();
  }
}

async function measureWindow(
  bench: BenchSwitch,
  rtp: RtpLoad,
  seconds: number,
): Promise<Omit<BridgedFigures, 'calls' | 'seconds' | 'failures'>> {
  const { rtpStartPort, rtpEndPort } = bench.running.settings;
  const ours = rtp.ports;
  const atSwitch = () => udpDrops((port) => port >= rtpStartPort && port <= rtpEndPort && !ours.has(port));
  const atGenerator = () => udpDrops((port) => ours.has(port));
  const drops = [atSwitch(), atGenerator()] as const;
  const marks = [markCpu(bench.pid), markCpu(process.pid)] as const;
  const machine = markMachine();
  rtp.openWindow();
  await sleep(seconds * 1000);
  rtp.closeWindow();
  const uses = [cpuSince(bench.pid, marks[0]), cpuSince(process.pid, marks[1])] as const;
  const busy = machineBusyPercent(machine);
  const [rss, open] = [rssMb(bench.pid), descriptors(bench.pid)];
  await sleep(TAIL_MS);
  const figures = rtp.figures();
  const { pauses } = await bench.remains();
  return {
    rtp: figures,
    kernelDrops: { atSwitch: atSwitch() - drops[0], atGenerator: atGenerator() - drops[1] },
    switch: { ...uses[0], rssMb: rss, descriptors: open },
    switchPauses: pauses,
    generator: { ...uses[1], rssMb: rssMb(process.pid) },
    machineBusyPercent: busy,
  };
}
