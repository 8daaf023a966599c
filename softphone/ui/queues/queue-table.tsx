import { Table, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../elapsed';
import { useObservable, useRole, useSoftphone } from '../softphone-context';
import { WaitingLine } from './waiting-line';

/** How the queues stand now; a supervisor looks into each. */
export function QueueTable() {
  const { t } = useTranslation();
  const queues = useObservable(useSoftphone().queues);
  const mayLook = useRole() !== 'agent';
  const [looked, look] = useState<string | null>(null);
  return (
    <>
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
              <Table.Td fw={500}>
                {mayLook ? (
                  <UnstyledButton
                    className="number-link"
                    aria-label={t('waitingLine.open', { name: queue.name })}
                    onClick={() => look(queue.queueId)}
                    data-testid={`waiting-${queue.queueId}`}
                  >
                    {queue.name}
                  </UnstyledButton>
                ) : (
                  queue.name
                )}
              </Table.Td>
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
      {looked !== null && <WaitingLine queueId={looked} close={() => look(null)} />}
    </>
  );
}
