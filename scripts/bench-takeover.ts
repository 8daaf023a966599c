/**
 * Measures how soon a server that dies is replaced: two servers, one Redis, one FreeSWITCH with calls in talk and waiting. The one
 * that reads the switch is killed (SIGKILL), or stands still (SIGSTOP) and goes on afterwards; from that moment until the other
 * one answers a caller who has just come, and calls an agent whose caller has just hung up.
 *
 *   npm run bench:takeover -- [--json] [--times 10] [--waiting 6]
 */
import { parseArgs } from 'node:util';
import { spread, type Spread } from './bench/acd/pairs';
import { describeMachine, thisMachine, type Machine } from './bench/machine';
import { takeOver, type Fault, type Takeover } from './bench/takeover/take-over';
import { TakeoverCentre } from './bench/takeover/takeover-centre';

const GOAL_MS = 3000;
const FAULTS: readonly Fault[] = ['SIGKILL', 'SIGSTOP'];

interface Figures {
  readonly fault: Fault;
  readonly answeredMs: Spread;
  readonly offeredMs: Spread;
  readonly takeovers: readonly Takeover[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      times: { type: 'string', default: '10' },
      waiting: { type: 'string', default: '6' },
    },
  });
  const times = bounded('times', values.times, 100);
  const machine = thisMachine();
  const centre = await TakeoverCentre.start(bounded('waiting', values.waiting, 100));
  const figures: Figures[] = [];
  try {
    for (const fault of FAULTS) figures.push(await measured(centre, fault, times));
  } finally {
    await centre.stop();
  }
  if (values.json) console.log(JSON.stringify({ machine, goalMs: GOAL_MS, figures }));
  else print(machine, figures);
}

async function measured(centre: TakeoverCentre, fault: Fault, times: number): Promise<Figures> {
  const takeovers: Takeover[] = [];
  for (let time = 0; time < times; time += 1) takeovers.push(await takeOver(centre, fault));
  return {
    fault,
    answeredMs: spread(takeovers.map(({ answeredMs }) => answeredMs)),
    offeredMs: spread(takeovers.map(({ offeredMs }) => offeredMs)),
    takeovers,
  };
}

function bounded(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`--${name} is a number from 1 to ${most}`);
  return value;
}

const ms = ({ p50, p95, most, count }: Spread): string => `${p50} / ${p95} / ${most} ms (${count})`;

function print(machine: Machine, figures: readonly Figures[]): void {
  const line = (name: string, value: string) => {
    console.log(`${name.padEnd(52)} ${value}`);
  };
  line('machine', describeMachine(machine));
  line('goal', `at most ${GOAL_MS} ms, no call touched`);
  for (const { fault, answeredMs, offeredMs, takeovers } of figures) {
    const sum = (of: (one: Takeover) => number) => takeovers.reduce((all, one) => all + of(one), 0);
    line('', '');
    line(`${fault}, calls in talk; waiting`, `${takeovers[0]?.talking ?? 0}; ${takeovers[0]?.waiting ?? 0}`);
    line('signal → a new caller answered, p50 / p95 / most', ms(answeredMs));
    line('signal → the next waiting caller rings', ms(offeredMs));
    line('calls ended; talks that went deaf', `${sum(({ ended }) => ended)}; ${sum(({ deaf }) => deaf)}`);
    line('longest time anybody heard nothing', `${Math.max(...takeovers.map(({ gapMs }) => gapMs))} ms`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
