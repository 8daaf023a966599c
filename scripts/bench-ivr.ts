/**
 * Measures what a caller waits for: a key released → the first sound of the next prompt, on FreeSWITCH.
 *
 *   npm run bench:ivr -- [--json] [--calls 50] [--keys 500] [--no-plain]
 *
 * Starts the whole centre with a pack of two menus whose prompts are notes, telephones that press keys to the packet
 * (RFC 4733), and measures one call alone, then `calls` at once; the same for the least controller there can be, which
 * breaks off what plays and then plays the next. The telephones are this process and take their part of the machine:
 * how late they were is in the result.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startCentreLine, type KeyLine } from './bench/ivr/key-line';
import { measureKeys, type KeyFigures, type Spread } from './bench/ivr/measure-keys';
import { startPlainLine } from './bench/ivr/plain-line';

const GOAL_MS = 60;
const ALONE_KEYS = 50;

interface Figures {
  readonly goalP95Ms: number;
  readonly machine: {
    readonly cores: number;
    readonly model: string;
    readonly load: number;
    readonly node: string;
  };
  readonly kiloline: Measured;
  readonly plain: Measured | null;
}

interface Measured {
  readonly alone: KeyFigures;
  readonly together: KeyFigures;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      calls: { type: 'string', default: '50' },
      keys: { type: 'string', default: '500' },
      'no-plain': { type: 'boolean', default: false },
    },
  });
  const calls = bounded('calls', values.calls, 500);
  const keys = bounded('keys', values.keys, 100_000);
  const machine = {
    cores: cpus().length,
    model: cpus()[0]?.model ?? '',
    load: loadavg()[0] ?? 0,
    node: process.version,
  };
  const kiloline = await measured(startCentreLine, calls, keys);
  const plain = values['no-plain'] ? null : await measured(startPlainLine, calls, keys);
  const figures: Figures = { goalP95Ms: GOAL_MS, machine, kiloline, plain };
  if (values.json) console.log(JSON.stringify(figures));
  else for (const [name, value] of rows(figures)) console.log(`${name.padEnd(44)} ${value}`);
}

async function measured(start: () => Promise<KeyLine>, calls: number, keys: number): Promise<Measured> {
  const line = await start();
  try {
    return {
      alone: await measureKeys(line, 1, Math.min(keys, ALONE_KEYS)),
      together: await measureKeys(line, calls, keys),
    };
  } finally {
    await line.stop();
  }
}

function bounded(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`--${name} is a number from 1 to ${most}`);
  return value;
}

type Row = readonly [string, string];

function rows({ machine, kiloline, plain, goalP95Ms }: Figures): Row[] {
  return [
    [
      'machine',
      `${machine.cores} × ${machine.model}, load ${machine.load.toFixed(1)} at start, Node ${machine.node}`,
    ],
    ['goal', `p95 at most ${goalP95Ms} ms`],
    ...keyRows('Kiloline', kiloline.alone),
    ...keyRows('Kiloline', kiloline.together),
    ...(plain === null ? [] : [...keyRows('plain', plain.alone), ...keyRows('plain', plain.together)]),
    ...(plain === null ? [] : [ratioRow(kiloline, plain)]),
  ];
}

const ratioRow = (kiloline: Measured, plain: Measured): Row => [
  'Kiloline : plain, p95 alone; together',
  [
    kiloline.alone.heardMs.p95 / plain.alone.heardMs.p95,
    kiloline.together.heardMs.p95 / plain.together.heardMs.p95,
  ]
    .map((ratio) => ratio.toFixed(2))
    .join('; '),
];

const ms = ({ p50, p95, most }: Spread): string => `${p50} / ${p95} / ${most} ms`;

function keyRows(who: string, one: KeyFigures): Row[] {
  const { typedAhead, machine } = one;
  return [
    ['', ''],
    [`${who}, calls at once`, `${one.calls}, ${one.keys} keys, ${one.unheard} without a prompt`],
    ['released → next prompt heard p50 / p95 / most', ms(one.heardMs)],
    ['released → DTMF event', ms(one.stagesMs.key)],
    ['DTMF event → next prompt heard', ms(one.stagesMs.answered)],
    ['released → its own playback begun', ms(one.stagesMs.begun)],
    ['typed ahead, lost', typedAhead === null ? 'not counted' : `${typedAhead.pressed}, ${typedAhead.lost}`],
    ['CPU of server; switch', `${one.server.cpuPercent} %; ${one.switch.cpuPercent} % of a core`],
    [
      'machine busy, load, telephones late by at most',
      `${machine.busyPercent} %, ${machine.load.toFixed(1)}, ${machine.generatorLateMs} ms`,
    ],
  ];
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
