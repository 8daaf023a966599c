import { Badge, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AlertView } from '../../../server/contract/alerts';
import { formatDuration } from '../../desk/duration';
import { Elapsed } from '../elapsed';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';
import { AcknowledgeButton } from './acknowledge-button';
import { useAlertWords } from './use-alert-words';

/** Every alert there was, the newest first: what, when, for how long, and who saw to it. */
export function AlertList() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  return (
    <PagedList
      queryKey={['alerts', 'all']}
      load={(paging) => api.alerts.list(paging)}
      pageSize={25}
      empty={t('alerts.none')}
    >
      {(alerts) => (
        <Table className="records" verticalSpacing={6} data-testid="alerts-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('alerts.state')}</Table.Th>
              <Table.Th>{t('alerts.rule')}</Table.Th>
              <Table.Th>{t('alerts.of')}</Table.Th>
              <Table.Th>{t('alerts.figure')}</Table.Th>
              <Table.Th>{t('alerts.raised')}</Table.Th>
              <Table.Th ta="right">{t('alerts.lasted')}</Table.Th>
              <Table.Th>{t('alerts.seenTo')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {alerts.map((alert) => (
              <AlertRow key={alert.alertId} alert={alert} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
}

function AlertRow({ alert }: { alert: AlertView }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const words = useAlertWords();
  const { name, measure, value, raisedAt, clearedAt, acknowledgedAt, acknowledgedBy } = alert;
  const state = clearedAt !== null ? 'over' : acknowledgedAt !== null ? 'acknowledged' : 'open';
  const colors = { over: 'gray', acknowledged: 'wait', open: 'stop' } as const;
  return (
    <Table.Tr data-testid="alert-row" data-state={state}>
      <Table.Td>
        <Badge color={colors[state]}>{t(`alerts.${state}`)}</Badge>
      </Table.Td>
      <Table.Td fw={500}>{name}</Table.Td>
      <Table.Td>{words.of(alert)}</Table.Td>
      <Table.Td title={words.limit(alert)}>
        {words.measure(measure)} {words.figure(measure, value)}
      </Table.Td>
      <Table.Td className="digits no-wrap">{display.date(raisedAt)}</Table.Td>
      <Table.Td ta="right" className="digits">
        {clearedAt === null ? (
          <Elapsed since={Date.parse(raisedAt)} />
        ) : (
          formatDuration(Date.parse(clearedAt) - Date.parse(raisedAt))
        )}
      </Table.Td>
      <Table.Td>
        {acknowledgedAt !== null ? (
          `${acknowledgedBy ?? ''} ${display.date(acknowledgedAt)}`
        ) : clearedAt === null ? (
          <AcknowledgeButton alert={alert} size="compact-xs" />
        ) : (
          '–'
        )}
      </Table.Td>
    </Table.Tr>
  );
}
