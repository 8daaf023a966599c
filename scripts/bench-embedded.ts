/**
 * Measures the embedded switch: how many bridged calls it carries and what a call leaves behind.
 *
 *   npm run bench:embedded -- [--json] [--calls 200] [--seconds 20] [--setups 1000]
 *
 * The load generator is this process and takes its part of the machine: its own CPU and lateness are in the result,
 * and so is how long each of the two waited for a core.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBridged, type BridgedFigures } from './bench/bridged-calls';
import { measureSetups, type SetupFigures } from './bench/call-setups';

interface Figures {
  readonly machine: {
    readonly cores: number;
    readonly model: string;
    readonly load: number;
    readonly node: string;
  };
  readonly bridged: BridgedFigures | null;
  readonly setups: SetupFigures | null;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      calls: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '20' },
      setups: { type: 'string', default: '1000' },
    },
  });
  // A stream's number has twelve bits in its sound, two streams a call.
  const calls = bounded('calls', values.calls, 2000);
  const seconds = bounded('seconds', values.seconds, 600);
  const setups = bounded('setups', values.setups, 100_000);
  const machine = {
    cores: cpus().length,
    model: cpus()[0]?.model ?? '',
    load: loadavg()[0] ?? 0,
    node: process.version,
  };
  const bridged = calls > 0 && seconds > 0 ? await measureBridged(calls, seconds) : null;
  const figures: Figures = { machine, bridged, setups: setups > 0 ? await measureSetups(setups) : null };
  if (values.json) console.log(JSON.stringify(figures));
  else for (const [name, value] of rows(figures)) console.log(`${name.padEnd(40)} ${value}`);
}

/** 0 leaves that measurement out. */
function bounded(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new Error(`--${name} is a number from 0 to ${most}`);
  }
  return value;
}

type Row = readonly [string, string];

function rows({ machine, bridged, setups }: Figures): Row[] {
  return [
    [
      'machine',
      `${machine.cores} × ${machine.model}, load ${machine.load.toFixed(1)} at start, Node ${machine.node}`,
    ],
    ...(bridged === null ? [] : bridgedRows(bridged)),
    ...(setups === null ? [] : setupRows(setups)),
  ];
}

function bridgedRows(figures: BridgedFigures): Row[] {
  const { rtp, kernelDrops, generator } = figures;
  const share = (value: number) => `${value} (${((100 * value) / Math.max(1, rtp.sent)).toFixed(3)} %)`;
  return [
    ['', ''],
    ['bridged calls, seconds', `${figures.calls}, ${figures.seconds}`],
    ['failures', failures(figures.failures)],
    ['frames sent / received', `${rtp.sent} / ${rtp.received}`],
    ['frames lost', share(rtp.lost)],
    ['silence sent instead of a frame', share(rtp.silence)],
    ['frames heard by the wrong party', String(rtp.misrouted)],
    ['dropped by kernel, at switch / generator', `${kernelDrops.atSwitch} / ${kernelDrops.atGenerator}`],
    [
      'gaps over 60 ms, largest',
      `${rtp.gapsOver60Ms} (${rtp.gapsOfGenerator} while the generator stood still), ${rtp.largestGapMs} ms`,
    ],
    [
      'delay through the switch p50 / p99 / most',
      `${rtp.delayMs.p50} / ${rtp.delayMs.p99} / ${rtp.delayMs.most} ms`,
    ],
    ['switch: CPU', cpu(figures.switch)],
    ['switch: RSS, descriptors', `${figures.switch.rssMb} MB, ${figures.switch.descriptors}`],
    [
      'switch: longest pause, of GC, GC in all',
      [figures.switchPauses.loopMostMs, figures.switchPauses.gcLongestMs, figures.switchPauses.gcTotalMs]
        .map((ms) => `${Math.round(ms)} ms`)
        .join(', '),
    ],
    ['generator: CPU', cpu(generator)],
    [
      'generator: over 20 ms late, largest',
      `${rtp.generator.lateOver20Ms}, ${rtp.generator.largestLatenessMs} ms`,
    ],
    ['generator: frames never sent', String(rtp.generator.skippedFrames)],
    ['machine busy', `${figures.machineBusyPercent} %`],
  ];
}

function setupRows(figures: SetupFigures): Row[] {
  const { setUpMs } = figures;
  return [
    ['', ''],
    ['set-ups and releases', `${figures.setups}, ${figures.perSecond} a second`],
    ['failures', failures(figures.failures)],
    ['set-up p50 / p99 / most', `${setUpMs.p50} / ${setUpMs.p99} / ${setUpMs.most} ms`],
    ['SIP messages sent again', String(figures.repeatedBySip)],
    ['switch: CPU', cpu(figures.switch)],
    ['generator and server/esl: CPU', cpu(figures.generator)],
    ...figures.levels.map((at): Row => [
      `after ${at.after}`,
      `RSS ${at.rssMb} MB, heap ${at.heapMb} MB, external ${at.externalMb} MB, ` +
        `${at.descriptors} descriptors, ${JSON.stringify(at.resources)}`,
    ]),
    ...figures.slopes.map((one): Row => [
      `a call, ${one.between}`,
      `RSS ${one.rssKbPerCall} kB, heap ${one.heapKbPerCall} kB, ` +
        `${one.descriptorsPerCall} descriptors, ${one.timersPerCall} timers`,
    ]),
  ];
}

const cpu = (use: { readonly cpuPercent: number; readonly waitedPercent: number }): string =>
  `${use.cpuPercent} % of a core; ready but without a core ${use.waitedPercent} % of the time`;

const failures = (all: readonly string[]): string =>
  all.length === 0 ? 'none' : `${all.length}: ${[...new Set(all)].slice(0, 5).join('; ')}`;

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
