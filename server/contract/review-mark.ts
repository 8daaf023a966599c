import type { Question, ScoreCard } from './quality-config';
import type { Answers } from './reviews';

/** The best mark: hundredths of a point of 100. */
const MOST = 10_000;

export interface ReviewMark {
  readonly mark: number;
  /** A fatal question was answered no. */
  readonly isFatal: boolean;
}

export const questionsOf = ({ sections }: ScoreCard): readonly Question[] =>
  sections.flatMap(({ questions }) => questions);

/** The most points a question gives. */
export const mostPoints = ({ scale }: Question): number => scale ?? 1;

/** What is wrong with answers: a question without one, or with one it cannot have. `isWhole` false: some may be missing. */
export function answerFaults(card: ScoreCard, answers: Answers, isWhole: boolean): readonly string[] {
  const questions = questionsOf(card);
  const unknown = Object.keys(answers).filter((id) => !questions.some((question) => question.id === id));
  const wrong = questions.filter((question) => {
    const points = answers[question.id];
    if (points === undefined) return isWhole;
    return points === null ? !question.optional : points > mostPoints(question);
  });
  return [...unknown, ...wrong.map(({ id }) => id)];
}

/**
 * Σ weight × points ÷ most points, over Σ weight, of the questions that apply, as hundredths of a point of 100 (half up); 0 when a fatal
 * question has no points. null: no question that counts applies.
 */
export function markOf(card: ScoreCard, answers: Answers): ReviewMark | null {
  const counted = questionsOf(card).flatMap((question) => {
    const points = answers[question.id] ?? null;
    return points === null ? [] : [{ question, points }];
  });
  const isFatal = counted.some(({ question, points }) => question.fatal && points === 0);
  // In whole numbers, so that a mark is the same wherever it is computed: every weight by all scales' common multiple.
  const whole = counted.reduce((sum, { question }) => sum + question.weight, 0) * MULTIPLE;
  if (whole === 0) return isFatal ? { mark: 0, isFatal } : null;
  const reached = counted.reduce(
    (sum, { question, points }) => sum + question.weight * points * (MULTIPLE / mostPoints(question)),
    0,
  );
  return { mark: isFatal ? 0 : Math.floor((2 * reached * MOST + whole) / (2 * whole)), isFatal };
}

/** Of 1 to 10. */
const MULTIPLE = 2520;
