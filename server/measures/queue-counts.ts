import { ratio, type Counts } from './counts';
import { SATISFIED_FROM, type Visit } from './visit';

/** What the visits of a queue add up to; docs/measures.md says what each is. The longest wait is kept beside them. */
export const queueCountNames = [
  'offered',
  'answered',
  'answeredWithin',
  'abandoned',
  'shortAbandoned',
  'leftQueue',
  'leftForCallback',
  'lost',
  'answeredWaitMs',
  'abandonedWaitMs',
  'talkMs',
  'heldMs',
  'wrapUpMs',
  'asked',
  'marked',
  'marksSum',
  'satisfied',
  'known',
  'repeated',
  'callbacks',
  'callbacksReached',
] as const;
export type QueueCountName = (typeof queueCountNames)[number];
export type QueueCounts = Counts<QueueCountName>;

/** What is counted of a visit besides what its call says. */
export interface VisitJudgement {
  /** Its queue's calls should be answered in this time; as it was configured when it began. */
  readonly answerWithinMs: number;
  /** Who leaves sooner counts apart. */
  readonly shortMs: number;
  /** It is known who called. */
  readonly isKnown: boolean;
  /** He called the same queue again soon. */
  readonly isRepeated: boolean;
}

export function countsOfVisit(visit: Visit, judgement: VisitJudgement): Partial<QueueCounts> {
  const { isCallback, talkMs, heldMs, wrapUpMs, outcome } = visit;
  const handling = { talkMs, heldMs, wrapUpMs };
  if (isCallback) return { callbacks: 1, callbacksReached: outcome === 'answered' ? 1 : 0, ...handling };
  return { offered: 1, ...handling, ...satisfactionOf(visit), ...countsOfOutcome(visit, judgement) };
}

function countsOfOutcome(visit: Visit, judgement: VisitJudgement): Partial<QueueCounts> {
  const waitMs = visit.waitMs ?? 0;
  switch (visit.outcome) {
    case 'waiting':
      return {};
    case 'answered':
      return {
        answered: 1,
        answeredWithin: waitMs <= judgement.answerWithinMs ? 1 : 0,
        answeredWaitMs: waitMs,
        known: judgement.isKnown ? 1 : 0,
        repeated: judgement.isKnown && judgement.isRepeated ? 1 : 0,
      };
    case 'abandoned':
      return {
        abandoned: 1,
        shortAbandoned: waitMs < judgement.shortMs ? 1 : 0,
        abandonedWaitMs: waitMs,
      };
    case 'left':
      return { leftQueue: 1, leftForCallback: visit.leftBecause === 'callback' ? 1 : 0 };
    case 'lost':
      return { lost: 1 };
  }
}

export const satisfactionOf = ({ asked, mark }: Pick<Visit, 'asked' | 'mark'>) => ({
  asked: asked ? 1 : 0,
  marked: mark === null ? 0 : 1,
  marksSum: mark ?? 0,
  satisfied: mark !== null && mark >= SATISFIED_FROM ? 1 : 0,
});

export const queueRateNames = [
  'connectionRate',
  'serviceLevel',
  'serviceLevelOfAnswered',
  'abandonmentRate',
  'averageAnswerMs',
  'averageHandlingMs',
  'satisfactionRate',
  'averageMark',
  'answeredShare',
  'firstCallResolution',
] as const;
export type QueueRates = Record<(typeof queueRateNames)[number], number | null>;

/** The measures made from sums; null where there was nothing to measure. Shares are 0 to 1, times ms. */
export function queueRates(sums: QueueCounts): QueueRates {
  const { answered, abandoned, shortAbandoned } = sums;
  const decided = answered + abandoned + sums.leftQueue + sums.lost;
  return {
    /** 接通率 */
    connectionRate: ratio(answered, decided),
    serviceLevel: ratio(sums.answeredWithin, answered + abandoned - shortAbandoned),
    serviceLevelOfAnswered: ratio(sums.answeredWithin, answered),
    abandonmentRate: ratio(abandoned - shortAbandoned, decided - shortAbandoned),
    averageAnswerMs: ratio(sums.answeredWaitMs, answered),
    averageHandlingMs: ratio(sums.talkMs + sums.wrapUpMs, answered + sums.callbacksReached),
    satisfactionRate: ratio(sums.satisfied, sums.marked),
    averageMark: ratio(sums.marksSum, sums.marked),
    /** Of those who were asked how satisfied they are. */
    answeredShare: ratio(sums.marked, sums.asked),
    firstCallResolution: ratio(sums.known - sums.repeated, sums.known),
  };
}
