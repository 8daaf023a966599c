import { Badge, Button, Table } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReportDeliveryView } from '../../../../server/contract/report-schedules';
import { PagedList } from '../../paged-list';
import { useSoftphone } from '../../softphone-context';
import { useCommand } from '../../use-command';
import { useDisplay } from '../../use-display';

const colors = { planned: 'wait', sending: 'wait', sent: 'go', failed: 'stop', unsure: 'stop' } as const;

/** Every mail there was, the newest first: its days, to whom, and what went wrong. */
export function DeliveryHistory() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  return (
    <PagedList
      queryKey={['report-deliveries']}
      load={(paging) => api.reportSchedules.history(paging)}
      pageSize={25}
      isUnderWay={(deliveries) => deliveries.some(({ state }) => state === 'planned' || state === 'sending')}
      empty={t('reportMail.noHistory')}
    >
      {(deliveries) => (
        <Table className="records" verticalSpacing={6} data-testid="deliveries-table">
          <Table.Thead>
            <Table.Tr>
              {(['state', 'name', 'days', 'due', 'to', 'fault'] as const).map((column) => (
                <Table.Th key={column}>{t(`reportMail.${column}`)}</Table.Th>
              ))}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.deliveryId} delivery={delivery} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
}

function DeliveryRow({ delivery }: { delivery: ReportDeliveryView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const display = useDisplay();
  const queries = useQueryClient();
  const { deliveryId, state, name, from, to, dueAt, askedBy, emails, fault } = delivery;
  const again = useCommand(async () => {
    await api.reportSchedules.sendAgain(deliveryId);
    await queries.invalidateQueries({ queryKey: ['report-deliveries'] });
  });
  return (
    <Table.Tr data-testid="delivery-row" data-state={state}>
      <Table.Td>
        <Badge color={colors[state]}>{t(`reportMail.${state}`)}</Badge>
      </Table.Td>
      <Table.Td fw={500} className="no-wrap">
        {name}
      </Table.Td>
      <Table.Td className="digits no-wrap">{from === to ? from : `${from} – ${to}`}</Table.Td>
      <Table.Td className="digits no-wrap">
        {display.date(dueAt)}
        {askedBy !== null && ` · ${askedBy}`}
      </Table.Td>
      <Table.Td className="cell-wide cell-long">{emails.join(', ')}</Table.Td>
      <Table.Td className="cell-wide cell-long">{fault ?? ''}</Table.Td>
      <Table.Td ta="right">
        {(state === 'failed' || state === 'unsure') && (
          <Button size="compact-xs" variant="light" loading={again.pending} onClick={() => void again.run()}>
            {t('reportMail.again')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
