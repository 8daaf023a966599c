import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PromiseReport } from '../../../server/contract/reports';
import { percent } from '../../desk/report-view';
import { useOrderNames } from '../work-orders/use-order-names';

export function PromiseReportView({ report }: { report: PromiseReport }) {
  const { t } = useTranslation();
  const names = useOrderNames();
  return (
    <section className="card report-body">
      <Text size="sm" c="dimmed" mb="xs">
        {t('reports.promisesWhat')}
      </Text>
      <Table data-testid="report-promises" maw={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('reports.type')}</Table.Th>
            {(['closed', 'kept', 'keptRate'] as const).map((column) => (
              <Table.Th key={column} ta="right">
                {t(`reports.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.map(({ type, closed, kept, keptRate }) => (
            <Table.Tr key={type}>
              <Table.Th scope="row" fw={500}>
                {names.type(type)}
              </Table.Th>
              {[String(closed), String(kept), percent(keptRate)].map((text, column) => (
                <Table.Td key={column} ta="right" className="digits">
                  {text}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
