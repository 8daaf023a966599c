import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useCommand } from '../use-command';
import { useQualityConfig } from './use-quality-config';

/** Puts a call on the list to be reviewed, by a score card: the one there is, or the one that is chosen. */
export function ReviewThisCall({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const { language } = useCodes();
  const cards = useQualityConfig()?.cards ?? [];
  const [reviewId] = useState(() => crypto.randomUUID());
  const choose = useCommand(async (cardId: string) => {
    await api.quality.choose({ reviewId, callId, cardId });
    await queries.invalidateQueries({ queryKey: ['reviews'] });
    notifications.show({ message: t('reviews.chosen'), closeButtonProps: { 'aria-label': t('app.close') } });
  });
  const [first, second] = cards;
  const button = (
    <Button
      size="compact-xs"
      variant="default"
      mt={6}
      disabled={first === undefined}
      loading={choose.pending}
      {...(first && !second ? { onClick: () => void choose.run(first.id) } : {})}
      data-testid="review-this-call"
    >
      {t('reviews.choose')}
    </Button>
  );
  if (!second) return button;
  return (
    <Menu>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {cards.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => void choose.run(id)} data-testid="review-card">
            {name[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
