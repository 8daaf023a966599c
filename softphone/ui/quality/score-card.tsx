import { Badge, SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { markOf } from '../../../server/contract/review-mark';
import type { Question, ScoreCard } from '../../../server/contract/quality-config';
import type { Answers } from '../../../server/contract/reviews';
import { choiceOf, choicesOf, pointsText, withChoice, worded } from '../../desk/review-view';
import { useCodes } from '../use-codes';

interface ScoreCardFormProps {
  readonly card: ScoreCard;
  readonly answers: Answers;
  /** null: it is only read. */
  readonly change: ((answers: Answers) => void) | null;
}

/** The questions with their answers, and the mark they come to by now. */
export function ScoreCardForm({ card, answers, change }: ScoreCardFormProps) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const mark = markOf(card, answers);
  return (
    <section aria-label={worded(card.name, language)} data-testid="score-card">
      {card.sections.map(({ name, questions }) => (
        <fieldset key={questions[0]?.id} className="card-section">
          <legend>{worded(name, language)}</legend>
          {questions.map((question) => (
            <QuestionLine key={question.id} {...{ question, answers, change }} />
          ))}
        </fieldset>
      ))}
      <div className="card-mark" role="status">
        <span>{t('reviews.mark')}</span>
        <strong className="digits" data-testid="card-mark">
          {pointsText(mark?.mark ?? null)}
        </strong>
      </div>
      {mark?.isFatal && (
        <Text size="sm" className="call-failure">
          {t('reviews.isFatal')}
        </Text>
      )}
    </section>
  );
}

function QuestionLine({
  question,
  answers,
  change,
}: Pick<ScoreCardFormProps, 'answers' | 'change'> & { readonly question: Question }) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const nameOf = (choice: string): string => {
    if (choice === 'none') return t('reviews.notApplicable');
    if (question.scale !== undefined) return choice;
    return t(choice === '1' ? 'reviews.yes' : 'reviews.no');
  };
  const text = worded(question.text, language);
  return (
    <div className="card-question" data-testid="question" data-question={question.id}>
      <span>
        {text}{' '}
        {question.fatal && (
          <Badge size="xs" color="stop">
            {t('reviews.fatal')}
          </Badge>
        )}{' '}
        <span className="fact-note digits">{t('reviews.weight', { weight: question.weight })}</span>
      </span>
      <SegmentedControl
        size="xs"
        aria-label={text}
        data={choicesOf(question).map((value) => ({ value, label: nameOf(value) }))}
        value={choiceOf(answers, question)}
        readOnly={change === null}
        onChange={(choice) => change?.(withChoice(answers, question, choice))}
      />
    </div>
  );
}
