import { useTranslation } from 'react-i18next';
import type {
  QueueCallsQuery,
  QueueReport,
  QueueReportFigures,
  QueueReportQuery,
} from '../../../server/contract/reports';
import { intervalName, queueBar, queueColumns } from '../../desk/report-view';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useDisplay } from '../use-display';
import { ReportChart } from './report-chart';
import { ReportTable, type ReportRow } from './report-table';
import { QueueTotals } from './report-totals';
import type { CallsShown } from './reported-calls';
import type { Asked } from './use-report';

interface QueueReportViewProps {
  readonly report: QueueReport;
  readonly asked: Asked;
  readonly days: number;
  readonly query: QueueReportQuery;
  readonly show: (shown: CallsShown) => void;
}

type Row = ReportRow<QueueReportFigures> & { readonly source: QueueReport['rows'][number] };

export function QueueReportView({ report, asked, days, query, show }: QueueReportViewProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const nameOf = useRowName(asked, days);
  const rows = report.rows.map((source, nth): Row => {
    return { key: String(nth), name: nameOf(source, report), figures: source.figures, source };
  });
  const onCalls = (
    kind: QueueCallsQuery['kind'],
    column: string,
    row: ReportRow<QueueReportFigures> | null,
  ) => {
    const source = rows.find(({ key }) => key === row?.key)?.source;
    const { from, until } = source ?? report;
    const queueId = source?.queueId ?? query.queueId;
    const search = {
      ...{ from, until, kind },
      ...(queueId !== undefined && { queueId }),
      ...(source?.dialedNumber != null && { dialedNumber: source.dialedNumber }),
    };
    show({
      title: t('reports.calls', { column, name: row?.name ?? t('reports.total') }),
      key: JSON.stringify(search),
      load: (paging) => api.reports.queueCalls(search, paging),
    });
  };
  return (
    <>
      <QueueTotals figures={report.total} />
      <section className="card report-body">
        <ReportChart
          about="queue"
          isCourse={asked.kind === 'interval'}
          kind={t(`reports.kind-${asked.kind}`)}
          bars={rows.map(({ name, figures }) => queueBar(name, figures))}
        />
        <ReportTable
          about="queue"
          heading={t(asked.kind === 'interval' ? 'reports.step' : 'reports.name')}
          columns={queueColumns}
          words={(column) => t(`reports.${column as (typeof queueColumns)[number]['name']}`)}
          rows={rows}
          total={report.total}
          onCalls={onCalls}
        />
      </section>
    </>
  );
}

function useRowName(asked: Asked, days: number) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const display = useDisplay();
  return (row: QueueReport['rows'][number], { timeZone }: QueueReport): string => {
    if (asked.kind === 'queue') return row.name ?? display.queue(row.queueId);
    if (asked.kind === 'number')
      return row.dialedNumber === '' ? t('reports.unknownNumber') : (row.dialedNumber ?? '');
    return intervalName(row.from, asked.step, { timeZone, language, hasManyDays: days > 1 });
  };
}
