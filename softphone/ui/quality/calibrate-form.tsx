import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Review } from '../../../server/contract/reviews';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** Has several reviewers review this call, each for himself. */
export function CalibrateForm({ review }: { review: Review }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <Reviewers review={review} close={() => setOpen(false)} />;
  return (
    <Button size="compact-sm" variant="subtle" mt="sm" onClick={() => setOpen(true)} data-testid="calibrate">
      {t('reviews.calibrate')}
    </Button>
  );
}

function Reviewers({ review, close }: { review: Review; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const { data: people = [] } = useQuery({ queryKey: ['reviewers'], queryFn: api.quality.reviewers });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  // The same until it has begun: a second click after a lost answer does not begin a second one.
  const [calibrationId] = useState(() => crypto.randomUUID());
  const begin = useCommand(async () => {
    const { callId, cardId } = review;
    await api.quality.calibrate({ calibrationId, callId, cardId, reviewers: [...chosen] });
    await queries.invalidateQueries({ queryKey: ['reviews'] });
    await queries.invalidateQueries({ queryKey: ['calibrations'] });
    notifications.show({ message: t('reviews.begun'), closeButtonProps: { 'aria-label': t('app.close') } });
    close();
  });
  return (
    <Checkbox.Group label={t('reviews.reviewers')} mt="sm" size="sm" value={[...chosen]} onChange={setChosen}>
      <Stack gap={4} mt={4}>
        {people.map(({ login, name }) => (
          <Checkbox key={login} size="xs" value={login} label={`${name} (${login})`} />
        ))}
      </Stack>
      <Group gap="sm" mt="sm">
        <Button
          size="xs"
          disabled={chosen.length < 2}
          loading={begin.pending}
          onClick={() => void begin.run()}
          data-testid="calibrate-begin"
        >
          {t('reviews.begin')}
        </Button>
      </Group>
    </Checkbox.Group>
  );
}
