import { useTranslation } from 'react-i18next';
import type { CampaignReport, ReportStep } from '../../../server/contract/reports';
import { formatDuration } from '../../desk/duration';
import { campaignBar, campaignColumns, intervalName, percent } from '../../desk/report-view';
import { MarkBars } from '../campaigns/mark-bars';
import { useUsualMark } from '../campaigns/use-marks';
import { useCodes } from '../use-codes';
import { ReportChart } from './report-chart';
import { ReportTable } from './report-table';
import { Totals } from './report-totals';

interface CampaignReportProps {
  readonly report: CampaignReport;
  /** Rows are intervals of one campaign, or campaigns. */
  readonly isByTime: boolean;
  readonly step: ReportStep;
  readonly days: number;
}

/** What came of the calls of campaigns. */
export function CampaignReportView({ report, isByTime, step, days }: CampaignReportProps) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const markWord = useUsualMark();
  const { total, timeZone } = report;
  const words = (column: string): string => t(`campaignReport.${column as 'calls'}`);
  const rows = report.rows.map(({ campaignId, name, from, figures }) => ({
    key: isByTime ? from : (campaignId ?? ''),
    name: isByTime
      ? intervalName(from, step, { timeZone, language, hasManyDays: days > 1 })
      : (name ?? campaignId ?? ''),
    figures,
  }));
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
          heading={isByTime ? t('reports.step') : t('reports.campaign')}
          columns={campaignColumns}
          words={words}
          rows={rows}
          total={total}
          onCalls={() => undefined}
        />
      </section>
      <section className="card report-marks" aria-label={t('campaignReport.marks')}>
        <h2 className="section-title section-title-first">{t('campaignReport.marks')}</h2>
        <MarkBars marks={total.marks} word={markWord} />
      </section>
    </>
  );
}
