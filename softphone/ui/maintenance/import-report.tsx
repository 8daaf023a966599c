import { Alert, Button, Group, Table, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportView } from '../../../server/contract/maintenance';
import type { UserView } from '../../../server/contract/rest';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

export const importColors = { checked: 'brand', faulty: 'stop', done: 'go', undone: 'gray' } as const;

/** What the file would do, or every row that is in the way of it. */
export function ImportReport(props: {
  report: ImportView;
  user: UserView;
  update: (report: ImportView) => void;
}) {
  const { report, user, update } = props;
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const commit = useCommand(async () => {
    update(await api.maintenance.commitImport(report.importId));
    // Any list may hold rows of the table now.
    await queries.invalidateQueries();
  });
  // Somebody else does what changes a price or a text.
  const isHis = report.rules.length === 0 || report.who !== (user.agentId ?? user.login);
  const rules = report.rules.map((rule) => t(`approval.rule-${rule}`)).join(' · ');
  return (
    <Alert
      mt="sm"
      variant="outline"
      color={importColors[report.state]}
      title={t(`maintenance.state-${report.state}`)}
      data-testid="import-report"
      data-state={report.state}
    >
      <Group justify="space-between">
        <Text size="sm">
          {t('maintenance.report', {
            rows: report.rows,
            created: report.created,
            changed: report.changed,
            unchanged: report.unchanged,
            faults: report.faultCount,
          })}
        </Text>
        {report.state === 'checked' && isHis && (
          <Button
            size="xs"
            color="go"
            loading={commit.pending}
            onClick={() => void commit.run()}
            data-testid="import-commit"
          >
            {t('maintenance.commit')}
          </Button>
        )}
      </Group>
      {report.state === 'checked' && report.rules.length > 0 && (
        <Text size="sm" mt={4} data-testid="import-needs-approval">
          {isHis
            ? t('approval.importTheirs', { rules, who: report.who })
            : t('approval.importOwn', { rules })}
        </Text>
      )}
      {report.faults.length > 0 && <Faults report={report} />}
    </Alert>
  );
}

function Faults({ report }: { report: ImportView }) {
  const { t } = useTranslation();
  return (
    <div className="fault-list">
      <Table verticalSpacing={3} horizontalSpacing={8} aria-label={t('maintenance.problem')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('maintenance.row')}</Table.Th>
            <Table.Th>{t('maintenance.column')}</Table.Th>
            <Table.Th>{t('maintenance.value')}</Table.Th>
            <Table.Th>{t('maintenance.problem')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.faults.map((fault, index) => (
            <Table.Tr key={index} data-testid="import-fault">
              <Table.Td className="digits">{fault.row}</Table.Td>
              <Table.Td>{fault.column ?? '–'}</Table.Td>
              <Table.Td>{fault.value}</Table.Td>
              <Table.Td>{fault.message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {report.faultCount > report.faults.length && (
        <Text size="xs">{t('maintenance.moreFaults', { count: report.faults.length })}</Text>
      )}
    </div>
  );
}
