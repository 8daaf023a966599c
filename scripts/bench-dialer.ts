/**
 * Simulates campaigns on the real pacing: how busy agents are and how many persons are abandoned, beside one call for each
 * free agent, a fixed ratio and the published adaptive rule, the last two set so that they abandon as many.
 *
 *   npm run bench:dialer -- [--agents 5,20,50,200] [--rates 0.1,0.3,0.5,0.7] [--talk 30,120,600] [--seeds 2] [--no-shocks] [--json]
 */
import { parseArgs } from 'node:util';
import { CAP, compare, WINDOW, type Comparison, type Pooled } from './bench/dialer/compare';
import { runShocks, withoutShock, type Shocked } from './bench/dialer/shocks';
import { describeMachine, thisMachine } from './bench/machine';

const GOAL = { occupancy: 0.85, fromAgents: 20 };
/** A big centre reaches in a shorter day as many persons. */
const hoursOf = (agents: number): number => (agents >= 100 ? 2 : 8);

const percent = (share: number, digits = 1): string => (share * 100).toFixed(digits);

function lineOf({ scenario, ours, progressive, fixedRatio, adaptive }: Comparison): string {
  const beside = (other: Pooled) => `${percent(other.occupancy)} (${percent(other.abandonRate, 2)})`;
  const [low, high] = ours.between;
  return [
    `${scenario.agents} agents, ${percent(scenario.answerRate, 0)} %, ${scenario.talkS} s`.padEnd(26),
    `${percent(ours.occupancy)}, later ${percent(ours.settledOccupancy)}`.padEnd(18),
    `${percent(ours.abandonRate, 2)} (${percent(low, 2)}–${percent(high, 2)})`.padEnd(19),
    String(ours.timesOverCap).padEnd(5),
    ours.idleS.toFixed(1).padEnd(6),
    percent(ours.withdrawn / ours.calls).padEnd(6),
    percent(progressive.occupancy).padEnd(6),
    beside(fixedRatio).padEnd(13),
    beside(adaptive),
  ].join(' ');
}

function print(comparisons: readonly Comparison[], shocks: readonly Shocked[]): void {
  const better = comparisons.filter(
    ({ ours, fixedRatio, adaptive, progressive }) =>
      ours.occupancy > Math.max(fixedRatio.occupancy, adaptive.occupancy, progressive.occupancy),
  );
  const held = [...comparisons, ...shocks].every(({ ours }) => ours.timesOverCap === 0);
  const large = comparisons.filter(({ scenario }) => scenario.agents >= GOAL.fromAgents);
  const reached = large.filter(({ ours }) => ours.settledOccupancy >= GOAL.occupancy);
  for (const { name, ours, fixedRatio, adaptive } of shocks) {
    const told = (pooled: Pooled) =>
      `${percent(pooled.occupancy)} abandoned ${percent(pooled.abandonRate, 2)}, over the cap ${pooled.timesOverCap} times`;
    console.log(
      `${name}\n  ours ${told(ours)}\n  fixed ratio ${told(fixedRatio)}\n  adaptive ${told(adaptive)}`,
    );
  }
  console.log(`cap ${percent(CAP, 0)} % over ${WINDOW} reached: ${held ? 'never exceeded' : 'EXCEEDED'}`);
  console.log(
    `busier than each of the others at equal abandonment: ${better.length} of ${comparisons.length}; ` +
      `${percent(GOAL.occupancy, 0)} % from ${GOAL.fromAgents} agents on: ${reached.length} of ${large.length}`,
  );
}

function main(): void {
  const { values } = parseArgs({
    options: {
      agents: { type: 'string', default: '5,20,50,200' },
      rates: { type: 'string', default: '0.1,0.3,0.5,0.7' },
      talk: { type: 'string', default: '30,120,600' },
      seeds: { type: 'string', default: '2' },
      'no-shocks': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const numbers = (text: string) => text.split(',').map(Number);
  const seeds = Number(values.seeds);
  if (!values.json) {
    console.log(describeMachine(thisMachine()));
    console.log(
      'situation                  occupancy          abandoned (95 %)    over idle s withdrawn progressive, fixed ratio and adaptive at equal abandonment',
    );
  }
  const comparisons: Comparison[] = [];
  for (const agents of numbers(values.agents))
    for (const answerRate of numbers(values.rates))
      for (const talkS of numbers(values.talk)) {
        const seed = `${agents} ${answerRate} ${talkS}`;
        const conditions = { answerRate, talkS, agents, inboundPerHour: 0 };
        const scenario = { ...conditions, name: seed, hours: hoursOf(agents), seed, shocks: [] };
        const compared = compare(scenario, seeds);
        comparisons.push(compared);
        if (!values.json) console.log(lineOf(compared));
      }
  const shocks = values['no-shocks']
    ? []
    : runShocks(seeds, compare(withoutShock, seeds).fixedRatio.setting ?? 1);
  if (values.json) console.log(JSON.stringify({ machine: thisMachine(), cap: CAP, comparisons, shocks }));
  else print(comparisons, shocks);
}

main();
