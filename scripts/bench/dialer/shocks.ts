import { Adaptive } from './adaptive';
import { runAll, WINDOW, type Pooled } from './compare';
import { FixedRatio } from './fixed-ratio';
import { OurDialer } from './our-dialer';
import type { Scenario } from './scenario';

const usual = { answerRate: 0.25, talkS: 120, agents: 40, inboundPerHour: 0, hours: 6 };

/** Each happens in the middle of a day and is taken back two hours later, but for the last. */
const SHOCKS: readonly Scenario[] = [
  {
    ...usual,
    name: 'answer rate 25 → 70 %',
    seed: 'rate up',
    shocks: [
      { atHour: 2, become: { answerRate: 0.7 } },
      { atHour: 4, become: { answerRate: 0.25 } },
    ],
  },
  {
    ...usual,
    name: 'answer rate 25 → 8 %',
    seed: 'rate down',
    shocks: [
      { atHour: 2, become: { answerRate: 0.08 } },
      { atHour: 4, become: { answerRate: 0.25 } },
    ],
  },
  {
    ...usual,
    name: 'half of the agents go',
    seed: 'agents',
    shocks: [
      { atHour: 2, become: { agents: 20 } },
      { atHour: 4, become: { agents: 40 } },
    ],
  },
  {
    ...usual,
    name: 'talks take twice as long',
    seed: 'talk',
    shocks: [
      { atHour: 2, become: { talkS: 240 } },
      { atHour: 4, become: { talkS: 120 } },
    ],
  },
  {
    ...usual,
    name: 'shared with 300 inbound calls an hour',
    seed: 'inbound',
    inboundPerHour: 300,
    shocks: [],
  },
];

export interface Shocked {
  readonly name: string;
  readonly ours: Pooled;
  readonly fixedRatio: Pooled;
  readonly adaptive: Pooled;
}

/** @param ratio that abandons as many as ours does without shocks */
export const runShocks = (seeds: number, ratio: number): Shocked[] =>
  SHOCKS.map((scenario) => ({
    name: scenario.name,
    ours: runAll(scenario, seeds, () => new OurDialer({}, WINDOW)),
    fixedRatio: runAll(scenario, seeds, () => new FixedRatio(ratio), ratio),
    adaptive: runAll(scenario, seeds, () => new Adaptive(0.03, 'average')),
  }));

export const withoutShock: Scenario = { ...usual, name: 'no shock', seed: 'usual', shocks: [] };
