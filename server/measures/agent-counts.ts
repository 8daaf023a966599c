import { ratio, type Counts } from './counts';
import { satisfactionOf } from './queue-counts';
import type { Stint } from './visit';

/** What an agent's part in calls adds up to. */
export const stintCountNames = [
  'answered',
  'dialled',
  'reached',
  'missed',
  'declined',
  'handedOn',
  'talkMs',
  'heldMs',
  'asked',
  'marked',
  'marksSum',
  'satisfied',
  'reviewed',
  'qualitySum',
] as const;

/** What his time adds up to, by the clock: it does not matter which call it was for. */
export const agentTimeNames = [
  'readyMs',
  'breakMs',
  'productiveBreakMs',
  'notRespondingMs',
  'onCallMs',
  'wrapUpMs',
  'supervisingMs',
] as const;

export const agentCountNames = [...stintCountNames, ...agentTimeNames] as const;
export type StintCounts = Counts<(typeof stintCountNames)[number]>;
export type AgentCounts = Counts<(typeof agentCountNames)[number]>;

export function countsOfStint(stint: Stint): Partial<StintCounts> {
  const { kind, reached, handedOn, talkMs, heldMs, qualityMark } = stint;
  if (kind === 'missed' || kind === 'declined') return { [kind]: 1 };
  return {
    answered: kind === 'answered' ? 1 : 0,
    dialled: kind === 'dialled' ? 1 : 0,
    reached: kind === 'dialled' && reached ? 1 : 0,
    handedOn: handedOn ? 1 : 0,
    talkMs,
    heldMs,
    ...satisfactionOf(stint),
    reviewed: qualityMark === null ? 0 : 1,
    qualitySum: qualityMark ?? 0,
  };
}

export const agentRateNames = [
  'occupancy',
  'averageHandlingMs',
  'averageTalkMs',
  'averageWrapUpMs',
  'satisfactionRate',
  'averageMark',
  'answeredShare',
  'averageQuality',
] as const;
export type AgentRates = Record<(typeof agentRateNames)[number], number | null>;

export function agentRates(sums: AgentCounts): AgentRates & { readonly loggedInMs: number } {
  const busy = sums.onCallMs + sums.wrapUpMs;
  const loggedInMs =
    busy + sums.readyMs + sums.breakMs + sums.productiveBreakMs + sums.notRespondingMs + sums.supervisingMs;
  return {
    loggedInMs,
    occupancy: ratio(busy, busy + sums.readyMs),
    averageHandlingMs: ratio(busy, sums.answered + sums.dialled),
    averageTalkMs: ratio(sums.talkMs, sums.answered + sums.reached),
    averageWrapUpMs: ratio(sums.wrapUpMs, sums.answered + sums.dialled),
    satisfactionRate: ratio(sums.satisfied, sums.marked),
    averageMark: ratio(sums.marksSum, sums.marked),
    answeredShare: ratio(sums.marked, sums.asked),
    // Points of 100.
    averageQuality: ratio(sums.qualitySum, sums.reviewed * 100),
  };
}
