/**
 * A centre under mixed traffic while its parts break: is a call lost, stuck or doubled, does an invariant break?
 *
 *   npm run soak -- --minutes 5 --seed 1 [--switch freeswitch|embedded] [--calls-per-minute 40] [--no-faults]
 *     [--json]
 *
 * Callers wait, type ahead, are impatient, leave the menu or cancel; four agents answer, decline, miss, hold, consult, vanish and
 * take breaks; the server is killed or stands still, Redis is killed, the event socket is cut. Callers, agents and faults
 * follow the seed: the plan of a seed is always the same, what meets in time is not. Status 1 when anything was wrong.
 */
import { parseArgs } from 'node:util';
import { describeMachine, thisMachine } from './bench/machine';
import { isGood, runSoak, type SoakResult } from './soak/run-soak';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      switch: { type: 'string', default: 'freeswitch' },
      'calls-per-minute': { type: 'string', default: '40' },
      'no-faults': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [seconds, callsPerMinute] = [Number(values.minutes) * 60, Number(values['calls-per-minute'])];
  if (!(seconds > 0) || !(callsPerMinute > 0))
    throw new Error('--minutes and --calls-per-minute are numbers');
  if (values.switch !== 'freeswitch' && values.switch !== 'embedded')
    throw new Error('--switch is freeswitch or embedded');
  const machine = thisMachine();
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const result = await runSoak({
    ...{ kind: values.switch, seconds, seed: values.seed, callsPerMinute, tell },
    faults: !values['no-faults'],
  });
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, ...result })}\n`);
  else {
    const head = `${values.minutes} minutes on ${values.switch}, seed ${values.seed}, ${describeMachine(machine)}`;
    process.stdout.write(`${[head, ...lines(result)].join('\n')}\n`);
  }
  if (!isGood(result)) process.exitCode = 1;
}

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';
const slope = (value: number | null): string =>
  value === null ? 'too short to tell' : `${value.toFixed(1)} MB/h`;
const counted = (name: string, faults: readonly string[]): string[] => [
  `${name}: ${faults.length}`,
  ...faults.map((fault) => `  ${fault}`),
];

const lines = (result: SoakResult): string[] => [
  `callers: ${result.callers}, talks: ${result.talks}, faults: ${result.plan.length}`,
  `agents: ${listed(result.actions)}`,
  `turned away while no server was there: ${result.turnedAway}`,
  ...counted('lost', result.lost),
  ...counted('stuck', result.stuck),
  ...counted('doubled', result.doubled),
  ...counted(`invariants broken (of ${result.looks} looks)`, result.broken),
  `repaired: ${listed(result.repairs)}`,
  `memory: server ${slope(result.serverMbPerHour)}, Redis ${slope(result.redisMbPerHour)}`,
];

main().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack)}\n`);
  process.exit(1);
});
