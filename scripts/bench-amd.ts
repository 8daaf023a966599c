/**
 * Measures how often the detector of answering machines errs, on greetings made for it: spoken by synthetic voices, over lines
 * with noise and coding. Its limits were chosen on the one half of texts and voices, and are judged by the other.
 *
 *   npm run bench:amd -- [--seed 1] [--wrong] [--json]
 */
import { parseArgs } from 'node:util';
import { AnswererDetector } from '../server/outbound/amd/detector';
import type { Verdict } from '../server/outbound/amd/verdict';
import { makeGreetings, type Greeting } from './bench/amd/greetings';
import { RATE } from './bench/amd/line-sound';
import { missingPrograms } from './bench/amd/voices';
import { describeMachine, thisMachine } from './bench/machine';
import { Percentiles } from './bench/percentiles';
import { wilson } from './bench/wilson';

interface Heard {
  readonly greeting: Greeting;
  readonly verdict: Verdict;
}

const LABELS = ['person', 'machine', 'fax'] as const;
const ANSWERERS = ['person', 'machine', 'fax', 'unsure'] as const;

/** As sound comes: 20 ms at a time. */
function listen(greeting: Greeting): Heard {
  const detector = new AnswererDetector(RATE);
  for (let at = 0; at < greeting.samples.length; at += 160) {
    const verdict = detector.push(greeting.samples.subarray(at, at + 160));
    if (verdict !== null) return { greeting, verdict };
  }
  return { greeting, verdict: detector.end() };
}

const rate = (count: number, of: number): string => {
  const [low, high] = wilson(count, of).map((share) => (share * 100).toFixed(1));
  return `${count} of ${of}, ${((count / Math.max(1, of)) * 100).toFixed(1)} % (${low}–${high})`;
};

function summarise(heard: readonly Heard[]) {
  const matrix = Object.fromEntries(
    LABELS.map((label) => [
      label,
      Object.fromEntries(
        ANSWERERS.map((answerer) => [
          answerer,
          heard.filter(({ greeting, verdict }) => greeting.label === label && verdict.answerer === answerer)
            .length,
        ]),
      ),
    ]),
  );
  const times = new Percentiles();
  for (const { verdict } of heard) times.add(verdict.atMs);
  return { matrix, p50Ms: times.at(0.5), p95Ms: times.at(0.95), mostMs: times.most };
}

function print(name: string, heard: readonly Heard[]): void {
  const { matrix, p50Ms, p95Ms, mostMs } = summarise(heard);
  console.log(`\n${name}: ${heard.length} greetings`);
  console.log(`          ${ANSWERERS.map((answerer) => answerer.padStart(8)).join('')}`);
  for (const label of LABELS)
    console.log(
      `${label.padEnd(10)}${ANSWERERS.map((answerer) => String(matrix[label]?.[answerer] ?? 0).padStart(8)).join('')}`,
    );
  const of = (label: string) => heard.filter(({ greeting }) => greeting.label === label).length;
  const count = (label: string, answerer: string) => matrix[label]?.[answerer] ?? 0;
  console.log(
    `persons taken for machines: ${rate(count('person', 'machine') + count('person', 'fax'), of('person'))}`,
  );
  console.log(`machines taken for persons: ${rate(count('machine', 'person'), of('machine'))}`);
  console.log(
    `unsure: ${rate(
      LABELS.reduce((sum, label) => sum + count(label, 'unsure'), 0),
      heard.length,
    )}`,
  );
  console.log(`verdict after, ms: p50 ${p50Ms}, p95 ${p95Ms}, most ${mostMs}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      wrong: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const missing = missingPrograms();
  if (missing.length > 0) {
    console.log(
      `SKIPPED: ${missing.join(', ')} not installed. To run it: sudo apt-get install -y ${missing.join(' ')}`,
    );
    return;
  }
  const greetings = await makeGreetings(values.seed, (made) => {
    if (!values.json && made % 100 === 0) console.error(`${made} greetings made`);
  });
  const began = performance.now();
  const heard = greetings.map(listen);
  const cpuMs = performance.now() - began;
  const ofHalf = (half: string) => heard.filter(({ greeting }) => greeting.half === half);
  const soundMs = heard.reduce((sum, { verdict }) => sum + verdict.atMs, 0);
  if (values.json) {
    const halves = { tuning: summarise(ofHalf('tuning')), heldOut: summarise(ofHalf('held-out')) };
    console.log(JSON.stringify({ machine: thisMachine(), ...halves, timesRealTime: soundMs / cpuMs }));
    return;
  }
  console.log(describeMachine(thisMachine()));
  print('tuning', ofHalf('tuning'));
  print('held out', ofHalf('held-out'));
  console.log(`\n${(soundMs / cpuMs).toFixed(0)} s of sound listened to in a second`);
  if (values.wrong)
    for (const { greeting, verdict } of heard.filter(
      ({ greeting, verdict }) => greeting.label !== verdict.answerer,
    ))
      console.log(
        JSON.stringify({
          half: greeting.half,
          label: greeting.label,
          about: greeting.about,
          line: greeting.line,
          verdict,
        }),
      );
}

void main();
