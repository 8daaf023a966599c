import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../elapsed';
import { useObservable, useSoftphone } from '../softphone-context';

/** How the queues stand now. */
export function QueueTable() {
  const { t } = useTranslation();
  const queues = useObservable(useSoftphone().queues);
  return (
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
  );
}
