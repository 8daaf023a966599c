/**
 * How many calls of a campaign to start now, and whether some of those on their way have to be withdrawn. No clock and no
 * I/O: asked every few seconds and after every event. How it works, and why the cap holds: docs/pacing.md.
 */
import type { Measured } from './measured';
import { normalBelow } from './normal';
import type { Observed, PaceSettings } from './observed';
import { allowance } from './reached-record';
import { safetyOf, type Safety } from './safety';

export interface Pace {
  readonly start: number;
  /** So many of the calls on their way are hung up, those that have rung longest first. */
  readonly withdraw: number;
  readonly mode: 'progressive' | 'predictive';
  readonly why: Why;
}

/** The numbers behind a pace, for the monitor and the log. */
export interface Why {
  readonly reason: 'set' | 'few-attempts' | 'cap' | 'forecast' | 'limit';
  readonly answerRate: number;
  readonly ringMs: number;
  readonly handlingMs: number;
  /** Free agents nobody who waits has a right to. */
  readonly cover: number;
  readonly onTheWay: number;
  readonly spare: number;
  /** That the last call to be started, if a person answers it, finds no agent; and how likely that may be. */
  readonly risk: number;
  readonly acceptedRisk: number;
}

/** The risk that is accepted as long as the whole allowance is left; less of it lowers the risk in the same measure. */
const MOST_RISK = 0.5;

export function pace(observed: Observed, measured: Measured, settings: PaceSettings): Pace {
  const { calls, reached } = observed;
  const safety = safetyOf(observed, measured.answerRate, settings);
  const onTheWay = calls.ringing.length + calls.listening;
  const withdraw = Math.min(calls.ringing.length, Math.max(0, onTheWay - safety.mayStand));
  const allowed = allowance(reached, settings.abandonCap);
  const acceptedRisk = (started: number) =>
    MOST_RISK * Math.min(1, Math.max(0, safety.headroom(onTheWay + started) / Math.max(1, allowed)));
  const withoutForecast = reasonForProgressive(measured, settings, safety);
  const plan =
    withoutForecast === null
      ? foresee(observed, measured, settings, acceptedRisk)
      : { calls: 0, risk: 0, reason: withoutForecast };
  const progressive = Math.max(0, safety.cover - onTheWay);
  const room = Math.max(0, Math.min(safety.mayStartUpTo, settings.mostCalls) - onTheWay);
  const wanted = Math.max(progressive, plan.calls);
  const start = withdraw > 0 ? 0 : Math.min(wanted, room);
  return {
    start,
    withdraw,
    mode: withoutForecast === null ? 'predictive' : 'progressive',
    why: {
      reason: withoutForecast === null && start < wanted ? 'limit' : plan.reason,
      answerRate: measured.answerRate,
      ringMs: measured.ringMs,
      handlingMs: measured.handlingMs,
      cover: safety.cover,
      onTheWay,
      spare: safety.spare,
      risk: plan.risk,
      acceptedRisk: acceptedRisk(start),
    },
  };
}

function reasonForProgressive(
  measured: Measured,
  settings: PaceSettings,
  safety: Safety,
): 'set' | 'few-attempts' | 'cap' | null {
  if (settings.mode === 'progressive') return 'set';
  if (
    measured.attempts < settings.leastAttempts ||
    measured.handled < settings.leastHandled ||
    measured.answerRate === 0
  )
    return 'few-attempts';
  return safety.spare <= 0 ? 'cap' : null;
}

/** Agents left for one more call at some moment in the future: its mean and variance, and what each started call takes. */
interface Outlook {
  readonly left: number;
  readonly variance: number;
  readonly answered: number;
}

/** Calls are started one by one as long as the last of them, if answered, is likely enough to find an agent. */
function foresee(
  observed: Observed,
  measured: Measured,
  settings: PaceSettings,
  acceptedRisk: (started: number) => number,
): { calls: number; risk: number; reason: 'forecast' } {
  const outlooks = measured.horizons.map((horizon) => lookAhead(observed, measured, horizon, settings));
  const riskOf = (started: number): number => {
    let sum = 0;
    for (const { left, variance, answered } of outlooks) {
      const mean = left - started * answered;
      const deviation = Math.sqrt(variance + started * answered * (1 - answered));
      sum += deviation === 0 ? Number(mean < 1) : normalBelow((0.5 - mean) / deviation);
    }
    return sum / outlooks.length;
  };
  let calls = 0;
  let risk = riskOf(0);
  while (risk <= acceptedRisk(calls + 1) && calls < settings.mostCalls) {
    calls += 1;
    risk = riskOf(calls);
  }
  return { calls, risk, reason: 'forecast' };
}

function lookAhead(
  { agents, calls, inbound }: Observed,
  measured: Measured,
  horizon: Measured['horizons'][number],
  { weight }: PaceSettings,
): Outlook {
  let left = agents.free - calls.waiting - inbound.waiting;
  let variance = 0;
  const maybe = (chance: number, agentsGained: 1 | -1) => {
    left += agentsGained * chance;
    variance += chance * (1 - chance);
  };
  for (const ms of agents.talking) maybe(weight * horizon.freeFromTalk(ms), 1);
  for (const ms of agents.wrappingUp) maybe(weight * horizon.freeFromWrapUp(ms), 1);
  for (const ms of calls.ringing) maybe(horizon.answered(ms), -1);
  for (let call = 0; call < calls.listening; call += 1) maybe(measured.personShare, -1);
  const arrivals = (inbound.arrivalsPerS * horizon.ms) / 1000;
  return { left: left - arrivals, variance: variance + arrivals, answered: horizon.answered(0) };
}
