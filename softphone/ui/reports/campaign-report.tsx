import { useTranslation } from 'react-i18next';
import type {
  CampaignCallsQuery,
  CampaignReport,
  CampaignReportFigures,
  ReportStep,
} from '../../../server/contract/reports';
import { formatDuration } from '../../desk/duration';
import { campaignBar, campaignColumns, intervalName, percent } from '../../desk/report-view';
import { MarkBars } from '../campaigns/mark-bars';
import { useUsualMark } from '../campaigns/use-marks';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { ReportChart } from './report-chart';
import { ReportTable, type ReportRow } from './report-table';
import { Totals } from './report-totals';
import type { CallsShown } from './reported-calls';

interface CampaignReportProps {
  readonly report: CampaignReport;
  /** Rows are intervals of this campaign; null: they are campaigns. */
  readonly campaignId: string | null;
  readonly step: ReportStep;
  readonly days: number;
  readonly show: (shown: CallsShown) => void;
}

type Row = ReportRow<CampaignReportFigures> & { readonly source: CampaignReport['rows'][number] };

/** What came of the calls of campaigns. */
export function CampaignReportView({ report, campaignId, step, days, show }: CampaignReportProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { language } = useCodes();
  const isByTime = campaignId !== null;
  const markWord = useUsualMark();
  const { total, timeZone } = report;
  const words = (column: string): string => t(`campaignReport.${column as 'calls'}`);
  const rows = report.rows.map((source): Row => ({
    key: isByTime ? source.from : (source.campaignId ?? ''),
    name: isByTime
      ? intervalName(source.from, step, { timeZone, language, hasManyDays: days > 1 })
      : (source.name ?? source.campaignId ?? ''),
    ...{ figures: source.figures, source },
  }));
  const list = (
    which: Pick<CampaignCallsQuery, 'kind' | 'mark'>,
    column: string,
    row: ReportRow<CampaignReportFigures> | null,
  ): void => {
    const source = rows.find(({ key }) => key === row?.key)?.source;
    const { from, until } = source ?? report;
    const of = source?.campaignId ?? campaignId;
    const search = { from, until, ...which, ...(of !== null && { campaignId: of }) };
    show({
      title: t('reports.calls', { column, name: row?.name ?? t('reports.total') }),
      key: JSON.stringify(search),
      load: (paging) => api.reports.campaignCalls(search, paging),
      isOfCampaigns: true,
    });
  };
  const { averageConnectedMs } = total;
  return (
    <>
      <Totals
        facts={[
          { name: words('calls'), value: String(total.calls) },
          { name: words('reached'), value: String(total.reached) },
          { name: words('reachRate'), value: percent(total.reachRate) },
          { name: words('abandonment'), value: percent(total.abandonmentRate) },
          { name: words('machine'), value: String(total.machine) },
          {
            name: words('connected'),
            value: averageConnectedMs === null ? '–' : formatDuration(averageConnectedMs),
          },
        ]}
      />
      <section className="card report-body">
        <ReportChart
          about="campaign"
          kind={t('reports.kind-campaigns')}
          isCourse={isByTime}
          bars={rows.map(({ name, figures }) => campaignBar(name, figures))}
        />
        <ReportTable
          about="campaign"
          heading={isByTime ? t('reports.step') : t('reports.campaign')}
          columns={campaignColumns}
          words={words}
          rows={rows}
          total={total}
          onCalls={(kind, column, row) => list({ kind }, column, row)}
        />
      </section>
      <section className="card report-marks" aria-label={t('campaignReport.marks')}>
        <h2 className="section-title section-title-first">{t('campaignReport.marks')}</h2>
        <MarkBars
          marks={total.marks}
          word={markWord}
          onCalls={(mark) => list({ kind: 'calls', mark }, markWord(mark), null)}
        />
      </section>
    </>
  );
}
