import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useObservable, useSoftphone } from '../softphone-context';
import { Callbacks } from './callbacks';
import { QueueTable } from './queue-table';
import { WaitEstimates } from './wait-estimates';

/** For people who take no calls: how the queues stand now. */
export function QueuesPage() {
  const { t } = useTranslation();
  const queues = useObservable(useSoftphone().queues);
  return (
    <main className="card queues-page" aria-label={t('queues.heading')}>
      <Title order={1} size="h3" mb="md">
        {t('queues.heading')}
      </Title>
      <QueueTable />
      {queues.length === 0 && <Text c="dimmed">{t('queues.empty')}</Text>}
      <Callbacks />
      <WaitEstimates />
    </main>
  );
}
