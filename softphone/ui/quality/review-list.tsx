import { Badge, Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReviewSummary } from '../../../server/contract/reviews';
import { formatDuration } from '../../desk/duration';
import { pointsText, worded } from '../../desk/review-view';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useDisplay } from '../use-display';

interface ReviewListProps {
  readonly state: 'open' | 'finished' | 'objected';
  /** Of the agent himself. */
  readonly isOwn?: boolean;
  readonly open: (reviewId: string) => void;
}

export function ReviewList({ state, isOwn = false, open }: ReviewListProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  return (
    <PagedList
      queryKey={['reviews', state]}
      load={(paging) => api.quality.list({ state }, paging)}
      pageSize={25}
      empty={t('reviews.none')}
    >
      {(reviews) => (
        <Table className="records" verticalSpacing={6} data-testid="reviews-table">
          <Table.Thead>
            <Table.Tr>
              {!isOwn && <Table.Th>{t('reviews.agent')}</Table.Th>}
              <Table.Th>{t('reviews.call')}</Table.Th>
              <Table.Th>{t('reviews.queue')}</Table.Th>
              <Table.Th>{t('reviews.card')}</Table.Th>
              {!isOwn && <Table.Th>{t('reviews.origin')}</Table.Th>}
              <Table.Th>{t('reviews.reviewer')}</Table.Th>
              <Table.Th ta="right">{t('reviews.mark')}</Table.Th>
              <Table.Th>{t('reviews.reply')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reviews.map((review) => (
              <ReviewRow key={review.reviewId} review={review} isOwn={isOwn} open={open} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
}

interface ReviewRowProps extends Pick<ReviewListProps, 'open'> {
  readonly review: ReviewSummary;
  readonly isOwn: boolean;
}

function ReviewRow({ review, isOwn, open }: ReviewRowProps) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { language } = useCodes();
  const { reply, isAnswered, isFatal, mark, talkMs } = review;
  const said = reply === null ? null : reply === 'objection' && isAnswered ? 'answered' : reply;
  const colors = { accepted: 'go', objection: 'stop', answered: 'gray' } as const;
  return (
    <Table.Tr data-testid="review-row" data-state={review.state}>
      {!isOwn && <Table.Td className="digits">{review.agentId}</Table.Td>}
      <Table.Td className="digits no-wrap">
        {display.date(review.callStartedAt)} · {talkMs === null ? '–' : formatDuration(talkMs)}
      </Table.Td>
      <Table.Td>{display.queue(review.queueId)}</Table.Td>
      <Table.Td>{worded(review.cardName, language)}</Table.Td>
      {!isOwn && <Table.Td>{t(`reviews.origin-${review.origin}`)}</Table.Td>}
      <Table.Td>{review.reviewer?.name ?? '–'}</Table.Td>
      <Table.Td
        ta="right"
        fw={600}
        className={isFatal ? 'digits fact-stop' : 'digits'}
        data-testid="review-mark"
      >
        {pointsText(mark)}
      </Table.Td>
      <Table.Td>
        {said === null ? '–' : <Badge color={colors[said]}>{t(`reviews.reply-${said}`)}</Badge>}
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-xs"
          variant={review.state === 'open' ? 'filled' : 'default'}
          onClick={() => open(review.reviewId)}
          data-testid="review-open"
        >
          {t(review.state === 'open' ? 'reviews.review' : 'reviews.look')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
