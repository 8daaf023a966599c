import type { FaxMode } from '../calls/fax-switch';
import type { FaxOutcome } from '../contract/fax';

export interface RetryRule {
  /** How often an attempt may end so before the fax is given up, the first time included. */
  readonly times: number;
  /** Seconds before the next attempt; the last one stays for all that follow. */
  readonly pausesS: readonly number[];
}

export type RetryPolicy = Readonly<Record<Exclude<FaxOutcome, 'sent'>, RetryRule>>;

/** A person whose telephone was called by mistake is called once more at most. */
export const defaultRetryPolicy: RetryPolicy = {
  busy: { times: 8, pausesS: [60, 120, 180, 300] },
  'no-answer': { times: 4, pausesS: [300, 600] },
  'wrong-number': { times: 1, pausesS: [] },
  refused: { times: 2, pausesS: [300] },
  'no-fax': { times: 2, pausesS: [300] },
  broken: { times: 4, pausesS: [20, 60, 120] },
  congestion: { times: 8, pausesS: [30, 60, 120, 300] },
  lost: { times: 3, pausesS: [5, 30] },
};

/** Whatever the reasons were: nobody wants the eleventh call. */
const MOST_ATTEMPTS = 10;

/**
 * @param outcomes of all attempts so far, oldest first
 * @returns ms until the next one, or null: given up
 */
export function pauseAfter(outcomes: readonly FaxOutcome[], policy: RetryPolicy): number | null {
  const last = outcomes.at(-1);
  if (last === undefined) return 0;
  if (last === 'sent' || outcomes.length >= MOST_ATTEMPTS) return null;
  const rule = policy[last];
  const times = outcomes.filter((each) => each === last).length;
  if (times >= rule.times) return null;
  return (rule.pausesS[times - 1] ?? rule.pausesS.at(-1) ?? 0) * 1000;
}

const LADDER: readonly FaxMode[] = [
  { t38: true, ecm: true, v17: true },
  { t38: false, ecm: true, v17: false },
  { t38: false, ecm: false, v17: false },
];

/** Every attempt that broke takes the next one a step down: T.38 and 14 400, then 9 600 by G.711, then without ECM. */
export function modeFor(outcomes: readonly FaxOutcome[], allowT38: boolean): FaxMode {
  const broken = outcomes.filter((each) => each === 'broken').length;
  const mode = LADDER[Math.min(broken, LADDER.length - 1)] as FaxMode;
  return { ...mode, t38: mode.t38 && allowT38 };
}
