import type { ScoreCard } from '../contract/quality-config';
import type { Answers, Calibration } from '../contract/reviews';
import { mostPoints, questionsOf } from '../contract/review-mark';

interface FinishedReview {
  readonly login: string;
  readonly mark: number;
  readonly answers: Answers;
}

/** How far reviewers of the same call are apart, over all and question by question, the furthest first. */
export function deviationsOf(
  card: ScoreCard,
  reviews: readonly FinishedReview[],
): NonNullable<Calibration['result']> {
  const sum = reviews.reduce((total, { mark }) => total + mark, 0);
  const meanMark = reviews.length === 0 ? null : sum / reviews.length;
  const questions = questionsOf(card).map((question) => {
    const points = reviews.map(({ login, answers }) => ({ login, points: answers[question.id] ?? null }));
    const shares = points.flatMap((each) =>
      each.points === null ? [] : [each.points / mostPoints(question)],
    );
    const isMixed = shares.length > 0 && shares.length < points.length;
    const spread = isMixed ? 1 : shares.length === 0 ? 0 : Math.max(...shares) - Math.min(...shares);
    return { questionId: question.id, text: question.text, points, spread };
  });
  return {
    meanMark,
    marks: reviews.map(({ login, mark }) => ({ login, mark, deviation: mark - (meanMark ?? mark) })),
    questions: questions.toSorted((one, other) => other.spread - one.spread),
  };
}
