import { mostPoints, questionsOf } from '../../server/contract/review-mark';
import type { Question } from '../../server/contract/quality-config';
import type { Answers, Review } from '../../server/contract/reviews';

type Language = 'zh-CN' | 'en-US';

/** A text in the language of the screen, or in the one there is. */
export const worded = (text: Readonly<Partial<Record<Language, string>>>, language: Language): string =>
  text[language] ?? text['zh-CN'] ?? text['en-US'] ?? '';

/** "87.5" of hundredths of a point. */
export const pointsText = (mark: number | null): string => (mark === null ? '–' : (mark / 100).toFixed(1));

/** What a question can be answered with; 'none': it does not apply. */
export function choicesOf(question: Question): readonly string[] {
  const points = Array.from({ length: mostPoints(question) + 1 }, (_, nth) => String(nth));
  const inOrder = question.scale === undefined ? points.reverse() : points;
  return question.optional ? [...inOrder, 'none'] : inOrder;
}

/** '' while it is not answered. */
export function choiceOf(answers: Answers, { id }: Question): string {
  const points = answers[id];
  return points === undefined ? '' : points === null ? 'none' : String(points);
}

export const withChoice = (answers: Answers, { id }: Question, choice: string): Answers => ({
  ...answers,
  [id]: choice === 'none' ? null : Number(choice),
});

export const missingOf = ({ card }: Pick<Review, 'card'>, answers: Answers): number =>
  questionsOf(card).filter(({ id }) => answers[id] === undefined).length;
