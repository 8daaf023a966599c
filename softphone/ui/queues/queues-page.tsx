import { Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../elapsed';
import { useObservable, useSoftphone } from '../softphone-context';

/** For people who take no calls: how the queues stand now. */
export function QueuesPage() {
  const { t } = useTranslation();
  const queues = useObservable(useSoftphone().queues);
  return (
    <main className="card queues-page" aria-label={t('queues.heading')}>
      <Title order={1} size="h3" mb="md">
        {t('queues.heading')}
      </Title>
      <Table highlightOnHover data-testid="queues-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('queues.name')}</Table.Th>
            <Table.Th ta="right">{t('queues.waiting')}</Table.Th>
            <Table.Th ta="right">{t('queues.longest')}</Table.Th>
            <Table.Th ta="right">{t('queues.agentsReady')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {queues.map((queue) => (
            <Table.Tr key={queue.queueId}>
              <Table.Td fw={500}>{queue.name}</Table.Td>
              <Table.Td ta="right" className="digits queues-waiting" data-busy={queue.waiting > 0}>
                {queue.waiting}
              </Table.Td>
              <Table.Td ta="right">
                {queue.longestSince === null ? '–' : <Elapsed since={queue.longestSince} />}
              </Table.Td>
              <Table.Td ta="right" className="digits">
                {queue.agentsReady}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {queues.length === 0 && <Text c="dimmed">{t('queues.empty')}</Text>}
      <Text c="dimmed" size="sm" mt="md">
        {t('queues.hint')}
      </Text>
    </main>
  );
}
