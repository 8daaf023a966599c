import { Button, Group, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Review } from '../../../server/contract/reviews';
import { missingOf } from '../../desk/review-view';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import type { ReviewDraft } from './use-review-draft';

interface ReviewFormProps {
  readonly review: Review;
  readonly draft: ReviewDraft;
  readonly mayWrite: boolean;
}

/** What the reviewer says in short, and how he keeps or finishes it. */
export function ReviewForm({ review, draft, mayWrite }: ReviewFormProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const missing = missingOf(review, draft.answers);
  const write = useCommand(async (isFinished: boolean) => {
    const { answers, comments, remark } = draft;
    const work = { answers, comments: [...comments], remark, isFinished };
    const written = await api.quality.write(review.reviewId, work);
    queries.setQueryData(['review', review.reviewId], written);
    await queries.invalidateQueries({ queryKey: ['reviews'] });
    if (!isFinished)
      notifications.show({ message: t('reviews.saved'), closeButtonProps: { 'aria-label': t('app.close') } });
  });
  return (
    <>
      {mayWrite ? (
        <>
          <Textarea
            size="xs"
            label={t('reviews.remark')}
            value={draft.remark}
            maxLength={4000}
            autosize
            minRows={2}
            onChange={(event) => draft.setRemark(event.currentTarget.value)}
            data-testid="review-remark"
          />
          <Group gap="sm" mt="sm">
            <Button
              size="sm"
              disabled={missing > 0}
              loading={write.pending}
              onClick={() => void write.run(true)}
              data-testid="review-finish"
            >
              {t('reviews.finish')}
            </Button>
            <Button
              size="sm"
              variant="default"
              disabled={write.pending}
              onClick={() => void write.run(false)}
              data-testid="review-save"
            >
              {t('reviews.save')}
            </Button>
            {missing > 0 && (
              <Text size="sm" c="dimmed" role="status">
                {t('reviews.missing', { count: missing })}
              </Text>
            )}
          </Group>
        </>
      ) : (
        review.remark !== '' && (
          <Text size="sm" className="quote pre-wrap">
            {review.remark}
          </Text>
        )
      )}
    </>
  );
}
