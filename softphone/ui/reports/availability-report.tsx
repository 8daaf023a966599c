import { Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AvailabilityReport, ReportStep } from '../../../server/contract/reports';
import { formatDuration } from '../../desk/duration';
import { intervalName, precisePercent } from '../../desk/report-view';
import { useCodes } from '../use-codes';
import { Totals } from './report-totals';

interface AvailabilityReportViewProps {
  readonly report: AvailabilityReport;
  readonly step: ReportStep;
  readonly days: number;
}

/** How much of the time callers could be served, and when they could not. */
export function AvailabilityReportView({ report, step, days }: AvailabilityReportViewProps) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const { total, rows, timeZone } = report;
  const names = { timeZone, language, hasManyDays: days > 1 };
  const figures = (of: typeof total): string[] => [
    precisePercent(of.availability),
    formatDuration(of.watchedMs),
    formatDuration(of.downMs),
    String(of.outages),
  ];
  const [availability = '', , down = '', outages = ''] = figures(total);
  return (
    <>
      <Totals
        facts={[
          { name: t('reports.availability'), value: availability },
          { name: t('reports.down'), value: down },
          { name: t('reports.outages'), value: outages },
        ]}
      />
      <section className="card report-body">
        <Text size="sm" c="dimmed" mb="xs">
          {t('reports.availabilityWhat')}
        </Text>
        <Outages report={report} nameOf={(at) => intervalName(at, 'quarter', names)} />
        <div className="report-table" tabIndex={0} role="region" aria-label={t('reports.availability')}>
          <Table stickyHeader verticalSpacing={5} data-testid="report-availability" maw={800}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('reports.step')}</Table.Th>
                {(['availability', 'watched', 'down', 'outages'] as const).map((column) => (
                  <Table.Th key={column} ta="right">
                    {t(`reports.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.from}>
                  <Table.Th scope="row" fw={500}>
                    {intervalName(row.from, step, names)}
                  </Table.Th>
                  {figures(row).map((text, column) => (
                    <Table.Td key={column} ta="right" className="digits">
                      {text}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </section>
    </>
  );
}

interface OutagesProps {
  readonly report: AvailabilityReport;
  /** By the report's clock, not that of who reads it. */
  readonly nameOf: (at: string) => string;
}

function Outages({ report, nameOf }: OutagesProps) {
  const { t } = useTranslation();
  if (report.outages.length === 0) return <Text>{t('reports.noOutages')}</Text>;
  return (
    <section aria-label={t('reports.outages')}>
      <Title order={2} size="h5">
        {t('reports.outages')}
      </Title>
      <ul className="report-outages" data-testid="report-outages">
        {report.outages.map(({ switchId, from, until }) => (
          <li key={`${switchId} ${from}`} className="digits">
            {switchId}: {nameOf(from)} –{' '}
            {until === null
              ? t('reports.goesOn')
              : `${nameOf(until)} (${formatDuration(Date.parse(until) - Date.parse(from))})`}
          </li>
        ))}
      </ul>
    </section>
  );
}
