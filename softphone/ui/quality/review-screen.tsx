import { Button, Group, Loader, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail, UserView } from '../../../server/contract/rest';
import type { Review } from '../../../server/contract/reviews';
import { callQuery } from '../../desk/call-query';
import { worded } from '../../desk/review-view';
import { CallLanes } from '../call-detail/call-lanes';
import { CallRecordings } from '../call-detail/call-recordings';
import type { Jump } from '../call-detail/recording-player';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useDisplay } from '../use-display';
import { CalibrateForm } from './calibrate-form';
import { ReviewComments } from './review-comments';
import { ReviewForm } from './review-form';
import { ReviewTalk } from './review-talk';
import { ScoreCardForm } from './score-card';
import { useReviewDraft } from './use-review-draft';

interface ReviewScreenProps {
  readonly reviewId: string;
  readonly user: UserView;
  readonly close: () => void;
}

/** A review: the call at the left, the card beside it. */
export function ReviewScreen({ reviewId, user, close }: ReviewScreenProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const review = useQuery({
    queryKey: ['review', reviewId],
    queryFn: () => api.quality.get(reviewId),
    // The other side may have said something since.
    staleTime: 0,
  });
  const callId = review.data?.callId;
  const call = useQuery({ ...callQuery(api, callId ?? ''), enabled: callId !== undefined });
  const error = review.error ?? call.error;
  return (
    <div className="page-scroll" data-testid="review-screen">
      <Group mb="sm" gap="sm">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
          onClick={close}
          data-testid="review-back"
        >
          {t('reviews.back')}
        </Button>
        {review.data && <Heading review={review.data} />}
      </Group>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {review.data && call.data ? (
        <Reviewing
          key={`${review.data.state} ${review.data.reply ?? ''}`}
          review={review.data}
          call={call.data}
          user={user}
        />
      ) : (
        !error && <Loader size="sm" />
      )}
    </div>
  );
}

function Heading({ review }: { review: Review }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { language } = useCodes();
  return (
    <Title order={1} size="h4">
      {t('lanes.agent', { agentId: review.agentId })} · {display.date(review.callStartedAt)} ·{' '}
      {worded(review.card.name, language)}
    </Title>
  );
}

interface ReviewingProps {
  readonly review: Review;
  readonly call: CallDetail;
  readonly user: UserView;
}

function Reviewing({ review, call, user }: ReviewingProps) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<string | null>(null);
  const [jump, setJump] = useState<Jump | null>(null);
  const [heardMs, setHeardMs] = useState(0);
  const draft = useReviewDraft(review);
  const startedAt = Date.parse(call.startedAt);
  const go = (at: number): void => {
    setHeardMs(at - startedAt);
    setJump((last) => ({ at, nth: (last?.nth ?? 0) + 1 }));
  };
  const select = (eventId: string): void => {
    setSelected(eventId);
    const at = call.timeline.find((entry) => entry.eventId === eventId)?.at;
    if (at !== undefined) go(Date.parse(at));
  };
  const mayAnswer =
    review.reply === 'objection' &&
    !review.isAnswered &&
    user.role !== 'agent' &&
    user.agentId !== review.agentId;
  const mayWrite = review.state === 'open' && user.role !== 'agent' && user.agentId !== review.agentId;
  return (
    <div className="review-columns">
      <div>
        <h2 className="section-title section-title-first">{t('lanes.heading')}</h2>
        <CallLanes call={call} selected={selected} select={select} />
        {!call.recordings.some(({ kind }) => kind === 'talk') && (
          <Text size="sm" c="dimmed" mt="sm">
            {t('reviews.noRecording')}
          </Text>
        )}
        <CallRecordings call={call} jump={jump} onHeard={(at) => setHeardMs(at - startedAt)} />
        <ReviewComments
          comments={draft.comments}
          change={mayWrite ? draft.setComments : null}
          heardMs={heardMs}
          go={(atMs) => go(startedAt + atMs)}
        />
        {user.role !== 'agent' && review.calibrationId === null && <CalibrateForm review={review} />}
      </div>
      <div>
        {!mayAnswer && (
          <ScoreCardForm
            card={review.card}
            answers={mayWrite ? draft.answers : review.answers}
            change={mayWrite ? draft.setAnswers : null}
          />
        )}
        <ReviewForm review={review} draft={draft} mayWrite={mayWrite} />
        {review.state === 'finished' && <ReviewTalk {...{ review, draft, user, mayAnswer }} />}
      </div>
    </div>
  );
}
