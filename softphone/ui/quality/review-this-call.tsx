import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useQualityConfig } from './use-quality-config';

/** Puts a call on the list to be reviewed, by the first score card. */
export function ReviewThisCall({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const card = useQualityConfig()?.cards[0];
  const [reviewId] = useState(() => crypto.randomUUID());
  const choose = useCommand(async () => {
    if (!card) return;
    await api.quality.choose({ reviewId, callId, cardId: card.id });
    await queries.invalidateQueries({ queryKey: ['reviews'] });
    notifications.show({ message: t('reviews.chosen'), closeButtonProps: { 'aria-label': t('app.close') } });
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      mt={6}
      loading={choose.pending}
      onClick={() => void choose.run()}
      data-testid="review-this-call"
    >
      {t('reviews.choose')}
    </Button>
  );
}
