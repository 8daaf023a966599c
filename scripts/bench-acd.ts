/**
 * Measures how soon an agent's telephone rings: a caller comes while agents are idle; an agent becomes free while callers
 * wait. Kiloline and mod_callcenter on one FreeSWITCH, in one run, with the same SIPp callers and SIPp agents; both times are
 * taken from what SIPp noted on the wire.
 *
 *   npm run bench:acd -- [--json] [--agents 10,200] [--callers 150,1000] [--only kiloline|module]
 */
import { parseArgs } from 'node:util';
import { BenchCentre, type BenchAgent } from './bench/acd/bench-centre';
import type { Spread } from './bench/acd/pairs';
import { run, type Measured } from './bench/acd/run';
import { systemsOf, type System } from './bench/acd/systems';
import { describeMachine, thisMachine, type Machine } from './bench/machine';

const GOAL_MS = 10;

interface Crowd {
  readonly agents: number;
  readonly waiting: number;
}

interface Round {
  readonly system: string;
  readonly crowd: Crowd;
  readonly idleAgents: Measured;
  readonly waitingCallers: Measured;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      agents: { type: 'string', default: '10,200' },
      callers: { type: 'string', default: '150,1000' },
      only: { type: 'string' },
    },
  });
  const counts = (text: string) => text.split(',').map(Number);
  const callers = counts(values.callers);
  const crowds = counts(values.agents).map((agents, index) => ({ agents, waiting: callers[index] ?? 150 }));
  const machine = thisMachine();
  const bench = await BenchCentre.start();
  const rounds: Round[] = [];
  const failed: string[] = [];
  if (!values.json) printHead(machine);
  try {
    const most = Math.max(...crowds.map(({ agents }) => agents));
    const everybody = await bench.agents(most);
    const systems = await systemsOf(bench, everybody);
    const isWanted = ({ name }: System) => values.only === undefined || name === values.only;
    for (const crowd of crowds) {
      for (const system of [systems.module, systems.kiloline].filter(isWanted)) {
        const measured = await round(bench, system, everybody.slice(0, crowd.agents), crowd).catch(
          (error: unknown) => {
            // Told, and not the end of the run: a system that falls over under a crowd is a result, too.
            failed.push(`${system.name}, ${crowd.agents} agents, ${crowd.waiting} waiting: ${String(error)}`);
            return null;
          },
        );
        if (measured === null) continue;
        rounds.push(measured);
        if (!values.json) printRound(measured);
      }
    }
  } finally {
    await bench.stop();
  }
  if (values.json) console.log(JSON.stringify({ machine, goalP95Ms: GOAL_MS, rounds, failed }));
  else for (const what of failed) line('failed', what);
}

/** First callers one by one to idle agents, then a crowd that waits. */
async function round(
  bench: BenchCentre,
  system: System,
  agents: readonly BenchAgent[],
  crowd: Crowd,
): Promise<Round> {
  const rate = Math.min(20, Math.max(2, agents.length / 5));
  const idleAgents = await run(bench, system, agents, {
    ...{ callers: Math.min(200, 10 * agents.length), rate, talkMs: 1000, agentsFirst: true },
  });
  const waitingCallers = await run(bench, system, agents, {
    ...{ callers: crowd.waiting, rate: 40, talkMs: crowd.agents > 50 ? 5000 : 1000, agentsFirst: false },
  });
  return { system: system.name, crowd, idleAgents, waitingCallers };
}

const ms = ({ p50, p95, most, count }: Spread): string => `${p50} / ${p95} / ${most} ms (${count})`;

const line = (name: string, value: string) => {
  console.log(`${name.padEnd(50)} ${value}`);
};

function printHead(machine: Machine): void {
  line('machine', describeMachine(machine));
  line('goal', `p95 at most ${GOAL_MS} ms each`);
}

function printRound({ system, crowd, idleAgents: idle, waitingCallers: waiting }: Round): void {
  line('', '');
  line(
    `${system}, ${crowd.agents} agents`,
    `${idle.callers} callers to idle agents, ${crowd.waiting} waiting`,
  );
  line('caller INVITE → agent INVITE, p50 / p95 / most', ms(idle.joinMs));
  line('agent BYE → next INVITE, p50 / p95 / most', ms(waiting.idleMs));
  line('lost; called for more than once; stuck', [idle, waiting].map(whatWentWrong).join(' | '));
  line('all served in', `${waiting.secondsInAll.toFixed(1)} s`);
  line('CPU per call: switch, server, Redis', cpu(waiting));
  line('machine busy', `${idle.machineBusyPercent} %, ${waiting.machineBusyPercent} %`);
}

const whatWentWrong = ({ lost, again, stuck }: Measured): string => `${lost}; ${again}; ${stuck}`;
const cpu = ({ cpuMsPerCall: { switch: one, server, redis } }: Measured): string =>
  `${one}, ${server}, ${redis} ms`;

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
