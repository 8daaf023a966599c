/**
 * A campaign with a pace on the real switch: SIPp agents whose telephones answer by themselves, and SIPp people outside of whom four
 * in ten answer, one is busy, some refuse, the others let it ring. Each mode calls the same people in the same order. Prints what
 * agents, those who are called, and the law ask for.
 *
 *   npm run bench:predictive -- [--json] [--minutes 10] [--mode progressive,predictive] [--agents 10] [--lines 200] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { describeMachine, thisMachine } from './bench/machine';
import { pacedModes, type PacedFigures } from './bench/predictive/figures';
import { runPaced } from './bench/predictive/run';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '10' },
      mode: { type: 'string', default: 'progressive,predictive' },
      agents: { type: 'string', default: '10' },
      lines: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
    },
  });
  const machine = thisMachine();
  const figures: PacedFigures[] = [];
  for (const name of values.mode.split(',')) {
    const mode = pacedModes.find((each) => each === name);
    if (mode === undefined) throw new Error(`--mode is progressive or predictive, not ${name}`);
    const [agents, lines, minutes] = [Number(values.agents), Number(values.lines), Number(values.minutes)];
    figures.push(await runPaced({ mode, seed: values.seed, agents, lines, minutes }));
  }
  if (values.json) console.log(JSON.stringify({ machine, seed: values.seed, figures }));
  else {
    console.log(`${describeMachine(machine)}, seed ${values.seed}`);
    print(figures);
  }
  if (figures.some(({ lost, doubled }) => lost.length + doubled.length > 0)) process.exitCode = 1;
}

const NAME = 46;
const COLUMN = 26;

/** One line for each figure, one column for each mode. */
function print(figures: readonly PacedFigures[]): void {
  const line = (name: string, of: (figures: PacedFigures) => string) => {
    console.log(name.padEnd(NAME) + figures.map((each) => of(each).padEnd(COLUMN)).join(''));
  };
  line('', ({ mode }) => mode);
  line('agents, minutes', ({ agents, minutes }) => `${agents}, ${minutes}`);
  line('calls placed, a minute', ({ placed, minutes }) => `${placed}, ${(placed / minutes).toFixed(1)}`);
  line('answered by a person', ({ answered, placed }) => `${answered}, ${percent(answered / placed)}`);
  line('agent within 2 s of the answer; later', ({ within, later }) => `${within}; ${later}`);
  line(
    'answer → agent, p50 / p95 / most',
    ({ waitMs: { p50, p95, most } }) => `${p50} / ${p95} / ${most} ms`,
  );
  line(
    'abandoned of all reached (cap 3 %)',
    ({ abandoned, answered }) => `${abandoned}, ${percent(abandoned / answered)}`,
  );
  line('most at any moment of the window', ({ mostAbandonRate }) => percent(mostAbandonRate));
  line('occupancy: talking or wrapping up', ({ occupancy }) => percent(occupancy));
  line('… once predictive', ({ occupancyLater: later }) => (later === null ? '' : percent(later)));
  line(
    'idle between two talks, p50 / p95',
    ({ idleMs: { p50, p95 } }) => `${seconds(p50)} / ${seconds(p95)} s`,
  );
  line('left progressive after', ({ leftProgressiveAfterS: after }) =>
    after === null ? 'never' : `${after} s`,
  );
  line('lost, doubled', ({ lost, doubled }) => `${lost.length}, ${doubled.length}`);
  for (const each of figures) printCourse(each);
}

function printCourse({ mode, results, byMinute, lost, doubled }: PacedFigures): void {
  console.log(`\n${mode}: ${wordsOf(results)}`);
  byMinute.forEach(({ placed, ringing, talking, free, reasons }, index) => {
    const on = `on average ${ringing} ringing, ${talking} talking, ${free} free`;
    console.log(`  minute ${index + 1}: ${placed} calls, ${on}; ${wordsOf(reasons)}`);
  });
  for (const what of lost) console.log(`  lost: ${what}`);
  for (const what of doubled) console.log(`  doubled: ${what}`);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const wordsOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([word, count]) => `${word} ${count}`)
    .join(', ');

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
