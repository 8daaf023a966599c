import { Button, Group, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import type { Review } from '../../../server/contract/reviews';
import { pointsText } from '../../desk/review-view';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { ScoreCardForm } from './score-card';
import type { ReviewDraft } from './use-review-draft';

interface ReviewTalkProps {
  readonly review: Review;
  readonly draft: ReviewDraft;
  readonly user: UserView;
  /** An objection waits for this reader's answer. */
  readonly mayAnswer: boolean;
}

/** What the agent says of a finished review, and what he is answered. */
export function ReviewTalk({ review, draft, user, mayAnswer }: ReviewTalkProps) {
  const { t } = useTranslation();
  const { replied, answered, agentId, calibrationId } = review;
  if (calibrationId !== null) return null;
  const isHis = user.agentId === agentId;
  return (
    <>
      <h3 className="section-title">{t('reviews.reply')}</h3>
      {replied === null && !isHis && (
        <Text size="sm" c="dimmed">
          –
        </Text>
      )}
      {replied && (
        <Said name={t('lanes.agent', { agentId })} at={replied.at}>
          {t(`reviews.reply-${replied.kind}`)} {replied.text}
        </Said>
      )}
      {answered && (
        <Said name={answered.by.name} at={answered.at}>
          {answered.text}
          {answered.markBefore !== null &&
            ` (${t('reviews.markBefore', { mark: pointsText(answered.markBefore) })})`}
        </Said>
      )}
      {replied === null && isHis && <ReplyForm review={review} />}
      {mayAnswer && <AnswerForm review={review} draft={draft} />}
    </>
  );
}

function Said({ name, at, children }: { name: string; at: string; children: ReactNode }) {
  const { t } = useTranslation();
  const display = useDisplay();
  return (
    <div className="quote review-said" data-testid="review-said">
      <Text size="xs" c="dimmed">
        {t('reviews.said', { name, date: display.date(at) })}
      </Text>
      <Text size="sm" className="pre-wrap">
        {children}
      </Text>
    </div>
  );
}

function useKeep(review: Review) {
  const queries = useQueryClient();
  return async (kept: Review): Promise<void> => {
    queries.setQueryData(['review', review.reviewId], kept);
    await queries.invalidateQueries({ queryKey: ['reviews'] });
  };
}

function ReplyForm({ review }: { review: Review }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const keep = useKeep(review);
  const [text, setText] = useState('');
  const reply = useCommand(async (kind: 'accepted' | 'objection') => {
    await keep(await api.quality.reply(review.reviewId, { kind, text: text.trim() }));
  });
  return (
    <>
      <Textarea
        size="xs"
        label={t('reviews.objection')}
        value={text}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="reply-text"
      />
      <Group gap="sm" mt="sm">
        <Button
          size="sm"
          loading={reply.pending}
          onClick={() => void reply.run('accepted')}
          data-testid="reply-accept"
        >
          {t('reviews.accept')}
        </Button>
        <Button
          size="sm"
          variant="default"
          disabled={text.trim() === '' || reply.pending}
          onClick={() => void reply.run('objection')}
          data-testid="reply-object"
        >
          {t('reviews.object')}
        </Button>
      </Group>
    </>
  );
}

function AnswerForm({ review, draft }: Pick<ReviewTalkProps, 'review' | 'draft'>) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const keep = useKeep(review);
  const [text, setText] = useState('');
  const isChanged = JSON.stringify(draft.answers) !== JSON.stringify(review.answers);
  const answer = useCommand(async () => {
    const changed = isChanged ? { answers: draft.answers } : {};
    await keep(await api.quality.answer(review.reviewId, { text: text.trim(), ...changed }));
  });
  return (
    <>
      <Text size="sm" c="dimmed" mt="sm">
        {t('reviews.reviseHint')}
      </Text>
      <ScoreCardForm card={review.card} answers={draft.answers} change={draft.setAnswers} />
      <Textarea
        size="xs"
        label={t('reviews.answer')}
        value={text}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="answer-text"
      />
      <Button
        size="sm"
        mt="sm"
        disabled={text.trim() === ''}
        loading={answer.pending}
        onClick={() => void answer.run()}
        data-testid="answer-send"
      >
        {t('reviews.sendAnswer')}
      </Button>
    </>
  );
}
