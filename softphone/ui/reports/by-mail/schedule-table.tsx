import { Badge, Button, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportScheduleView } from '../../../../server/contract/report-schedules';
import { ConfirmDialog } from '../../settings/dialogs';
import { useSoftphone } from '../../softphone-context';
import { useCommand } from '../../use-command';
import { useDisplay } from '../../use-display';

interface ScheduleTableProps {
  readonly schedules: readonly ReportScheduleView[];
  readonly hasMail: boolean;
  readonly edit: (schedule: ReportScheduleView) => void;
}

export function ScheduleTable({ schedules, hasMail, edit }: ScheduleTableProps) {
  const { t } = useTranslation();
  if (schedules.length === 0) return <Text c="dimmed">{t('reportMail.none')}</Text>;
  return (
    <Table className="records" verticalSpacing={6} data-testid="schedules-table">
      <Table.Thead>
        <Table.Tr>
          {(['name', 'tables', 'when', 'to', 'next', 'by'] as const).map((column) => (
            <Table.Th key={column}>{t(`reportMail.${column}`)}</Table.Th>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {schedules.map((schedule) => (
          <ScheduleRow
            key={schedule.scheduleId}
            schedule={schedule}
            hasMail={hasMail}
            edit={() => edit(schedule)}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface RowProps {
  readonly schedule: ReportScheduleView;
  readonly hasMail: boolean;
  readonly edit: () => void;
}

function ScheduleRow({ schedule, hasMail, edit }: RowProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const display = useDisplay();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { scheduleId, name, tables, cadence, weekday, monthday, at, timeZone, emails, nextAt } = schedule;
  const trial = useCommand(async () => {
    await api.reportSchedules.sendTrial(scheduleId);
    notifications.show({ message: t('reportMail.trialSent', { to: emails.join(', ') }) });
    await queries.invalidateQueries({ queryKey: ['report-deliveries'] });
  });
  const day = {
    daily: '',
    weekly: t(`reportMail.weekday-${String(weekday)}` as 'reportMail.weekday-1'),
    monthly: String(monthday),
  };
  return (
    <Table.Tr data-testid="schedule-row">
      <Table.Td fw={500}>{name}</Table.Td>
      <Table.Td>{tables.map((table) => t(`reportMail.table-${table}`)).join(', ')}</Table.Td>
      <Table.Td title={timeZone}>{t(`reportMail.when-${cadence}`, { day: day[cadence], at })}</Table.Td>
      <Table.Td className="cell-wide cell-long">{emails.join(', ')}</Table.Td>
      <Table.Td className="digits no-wrap">
        {nextAt === null ? <Badge color="gray">{t('reportMail.inactive')}</Badge> : display.date(nextAt)}
      </Table.Td>
      <Table.Td>{schedule.changedBy}</Table.Td>
      <Table.Td ta="right" className="no-wrap">
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={!hasMail}
          loading={trial.pending}
          onClick={() => void trial.run()}
          data-testid="schedule-trial"
        >
          {t('reportMail.trial')}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={edit} data-testid="schedule-change">
          {t('reportMail.change')}
        </Button>
        <Button size="compact-xs" variant="subtle" color="stop" onClick={() => setAsking(true)}>
          {t('reportMail.remove')}
        </Button>
        {isAsking && (
          <ConfirmDialog
            title={t('reportMail.remove')}
            question={t('reportMail.removeWhat', { name })}
            button={t('reportMail.remove')}
            act={() =>
              api.reportSchedules
                .remove(scheduleId)
                .then(() => queries.invalidateQueries({ queryKey: ['report-schedules'] }))
            }
            close={() => setAsking(false)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
