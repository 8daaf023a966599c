/**
 * Dials a long list as fast as a campaign may, on the whole centre: SIPp's telephones answer, are busy, refuse, or ring until the
 * caller gives up, each by its number. Afterwards every contact's result must be what his telephone did, once.
 *
 *   npm run bench:dial-load -- [--json] [--contacts 3000] [--rate 50] [--switch freeswitch,embedded]
 */
import { parseArgs } from 'node:util';
import { dialAll, type DialMeasured } from './bench/dial/dial-run';
import { describeMachine, thisMachine } from './bench/machine';
import type { SwitchKind } from '../tests/support/launch-switch';

const kinds: readonly SwitchKind[] = ['freeswitch', 'embedded'];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      contacts: { type: 'string', default: '3000' },
      rate: { type: 'string', default: '50' },
      switch: { type: 'string', default: 'freeswitch,embedded' },
    },
  });
  const machine = thisMachine();
  const results: DialMeasured[] = [];
  for (const name of values.switch.split(',')) {
    const kind = kinds.find((each) => each === name);
    if (kind === undefined) throw new Error(`--switch is freeswitch or embedded, not ${name}`);
    results.push(await dialAll({ kind, contacts: Number(values.contacts), perSecond: Number(values.rate) }));
  }
  if (values.json) console.log(JSON.stringify({ machine, goalPerSecond: Number(values.rate), results }));
  else {
    console.log(describeMachine(machine));
    for (const each of results) print(each);
  }
  if (results.some(({ lost, doubled }) => lost.length + doubled.length > 0)) process.exitCode = 1;
}

function print(measured: DialMeasured): void {
  const { kind, contacts, perSecond, mostInASecond, delayMs, cpuMsPerCall: cpu, results } = measured;
  console.log(
    `\n${kind}: ${contacts} contacts, ${perSecond} calls/s, at most ${mostInASecond} in a second\n` +
      `  decision → INVITE ${delayMs.p50} / ${delayMs.p95} ms, CPU per call: switch ${cpu.switch}, server ${cpu.server}, ` +
      `Redis ${cpu.redis} ms, event loop p99 ${measured.loopP99Ms} ms, machine busy ${measured.machineBusyPercent} %\n` +
      `  ${Object.entries(results)
        .map(([result, count]) => `${result} ${count}`)
        .join(', ')}\n` +
      `  lost ${measured.lost.length}, doubled ${measured.doubled.length}`,
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
