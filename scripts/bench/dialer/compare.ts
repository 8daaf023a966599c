import { wilson } from '../wilson';
import { Adaptive } from './adaptive';
import type { Dialer } from './dialer';
import { FixedRatio } from './fixed-ratio';
import { OurDialer } from './our-dialer';
import type { Result } from './result';
import type { Scenario } from './scenario';
import { Simulation } from './simulation';

export const CAP = 0.03;
export const WINDOW = 2000;

/** The same scenario with several seeds, taken together. */
export interface Pooled extends Result {
  /** 95 % by Wilson, of the abandon rate. */
  readonly between: readonly [number, number];
  /** What the way of dialling was set to, where it was tuned. */
  readonly setting: number | null;
}

export function runAll(
  scenario: Scenario,
  seeds: number,
  make: () => Dialer,
  setting: number | null = null,
): Pooled {
  const results = Array.from({ length: seeds }, (_, seed) =>
    new Simulation({ ...scenario, seed: `${scenario.seed} ${seed}` }, make(), CAP, WINDOW).run(),
  );
  const sum = (of: keyof Result) => results.reduce((all, result) => all + result[of], 0);
  const most = (of: keyof Result) => Math.max(...results.map((result) => result[of]));
  const mean = (of: keyof Result) => sum(of) / results.length;
  return {
    occupancy: mean('occupancy'),
    settledOccupancy: mean('settledOccupancy'),
    calls: sum('calls'),
    reached: sum('reached'),
    abandoned: sum('abandoned'),
    withdrawn: sum('withdrawn'),
    abandonRate: sum('abandoned') / Math.max(1, sum('reached')),
    settledAbandonRate: mean('settledAbandonRate'),
    worstWindow: most('worstWindow'),
    timesOverCap: sum('timesOverCap'),
    idleS: mean('idleS'),
    between: wilson(sum('abandoned'), sum('reached')),
    setting,
  };
}

export interface Comparison {
  readonly scenario: Scenario;
  readonly ours: Pooled;
  readonly progressive: Pooled;
  /** Set so that they abandon as many as ours. */
  readonly fixedRatio: Pooled;
  readonly adaptive: Pooled;
}

export function compare(scenario: Scenario, seeds: number): Comparison {
  const ours = runAll(scenario, seeds, () => new OurDialer({}, WINDOW));
  return {
    scenario,
    ours,
    progressive: runAll(scenario, seeds, () => new OurDialer({ mode: 'progressive' }, WINDOW)),
    fixedRatio: tune([1, 40], ours.abandonRate, (ratio) =>
      runAll(scenario, seeds, () => new FixedRatio(ratio), ratio),
    ),
    adaptive: tune([0.001, 0.3], ours.abandonRate, (target) =>
      runAll(scenario, seeds, () => new Adaptive(target, 'average'), target),
    ),
  };
}

const STEPS = 9;
const CLOSE_ENOUGH = 0.0005;

/**
 * The setting that abandons as many as `wanted`, by halving; of all tried, the busiest one that abandons no more than that or
 * hardly more.
 */
function tune(range: readonly [number, number], wanted: number, run: (setting: number) => Pooled): Pooled {
  let [low, high] = range;
  let best = run(low);
  for (let step = 0; step < STEPS; step += 1) {
    const middle = Math.sqrt(low * high);
    const tried = run(middle);
    const fits = tried.abandonRate <= wanted + CLOSE_ENOUGH;
    if (fits && tried.occupancy > best.occupancy) best = tried;
    if (fits) low = middle;
    else high = middle;
  }
  return best;
}
