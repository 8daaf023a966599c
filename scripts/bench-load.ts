/**
 * Measures what a call costs and how many a second are served: the switch alone (its dialplan bridges), mod_callcenter and
 * Kiloline, on one FreeSWITCH, in one run, with the same SIPp callers and SIPp agents.
 *
 *   npm run bench:load -- [--json] [--rates 5,10,20,40] [--seconds 15] [--only kiloline]
 *
 * A rate is sustained when every call was answered and released and no telephone waited longer than half a second for the
 * ACK of its answer (p95). Half of the crowd's agents are free at any time, so nobody waits for want of agents.
 */
import { parseArgs } from 'node:util';
import { BenchCentre } from './bench/acd/bench-centre';
import { run, type Measured } from './bench/acd/run';
import { systemsOf } from './bench/acd/systems';
import { describeMachine, thisMachine, type Machine } from './bench/machine';

const TALK_MS = 2000;
const LATEST_MS = 500;

interface Step {
  readonly rate: number;
  readonly sustained: boolean;
  readonly measured: Measured;
}

interface Result {
  readonly system: string;
  /** Calls a second, the highest of the rates that was sustained. */
  readonly sustained: number;
  readonly steps: readonly Step[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rates: { type: 'string', default: '5,10,20,30,40' },
      seconds: { type: 'string', default: '15' },
      only: { type: 'string' },
    },
  });
  const rates = values.rates.split(',').map(Number);
  const machine = thisMachine();
  const bench = await BenchCentre.start();
  const results: Result[] = [];
  try {
    const agents = await bench.agents(Math.ceil((2 * Math.max(...rates) * TALK_MS) / 1000));
    const systems = await systemsOf(bench, agents);
    const wanted = [systems.bare, systems.module, systems.kiloline].filter(
      ({ name }) => values.only === undefined || values.only === name,
    );
    for (const system of wanted) {
      const steps: Step[] = [];
      for (const rate of rates) {
        const crowd = agents.slice(0, Math.ceil((2 * rate * TALK_MS) / 1000));
        const load = { callers: rate * Number(values.seconds), rate, talkMs: TALK_MS, agentsFirst: true };
        const measured = await run(bench, system, crowd, load);
        const sustained = isSustained(measured);
        steps.push({ rate, sustained, measured });
        if (!sustained) break;
      }
      const best = Math.max(0, ...steps.filter((step) => step.sustained).map(({ rate }) => rate));
      results.push({ system: system.name, sustained: best, steps });
    }
  } finally {
    await bench.stop();
  }
  if (values.json) console.log(JSON.stringify({ machine, goalShareOfBare: 0.9, results }));
  else print(machine, results);
}

/** The bare switch calls one address for all: there a caller's number may ring no more than once, too. */
const isSustained = ({ lost, again, stuck, setUpMs }: Measured): boolean =>
  lost === 0 && again === 0 && stuck === 0 && setUpMs.p95 <= LATEST_MS;

function print(machine: Machine, results: readonly Result[]): void {
  console.log(describeMachine(machine));
  const bare = results.find(({ system }) => system === 'bare')?.sustained;
  for (const { system, sustained, steps } of results) {
    console.log(
      `\n${system}: ${sustained} calls/s sustained${bare ? `, ${((100 * sustained) / bare).toFixed(0)} % of the bare switch` : ''}`,
    );
    for (const { rate, measured } of steps) {
      const { cpuMsPerCall: cpu, joinMs, setUpMs, lost, again, stuck } = measured;
      console.log(
        `  ${String(rate).padStart(3)}/s  caller → agent ${joinMs.p50} / ${joinMs.p95} ms, set-up ${setUpMs.p50} / ${setUpMs.p95} ms, ` +
          `CPU per call ${cpu.switch} + ${cpu.server} + ${cpu.redis} ms, lost ${lost}, doubled ${again}, stuck ${stuck}, ` +
          `busy ${measured.machineBusyPercent} %`,
      );
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
