import { useTranslation } from 'react-i18next';
import type { AgentCallsQuery, AgentReport, AgentReportFigures } from '../../../server/contract/reports';
import { agentBar, agentColumns } from '../../desk/report-view';
import { useSoftphone } from '../softphone-context';
import { ReportChart } from './report-chart';
import { ReportTable, type ReportRow } from './report-table';
import { AgentTotals } from './report-totals';
import type { CallsShown } from './reported-calls';

type Name = (typeof agentColumns)[number]['name'];

/** What each agent did, the figures of his assessment; or each team. */
export function AgentReportView({
  report,
  show,
}: {
  report: AgentReport;
  show: (shown: CallsShown) => void;
}) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const isOfTeams = report.rows.some(({ teamId }) => teamId !== null);
  const words = (name: string) =>
    name === 'answered' ? t('reports.agentAnswered') : t(`reports.${name as Exclude<Name, 'answered'>}`);
  const rows = report.rows.map(({ agentId, teamId, name, figures }): ReportRow<AgentReportFigures> => ({
    key: agentId ?? teamId ?? '',
    name: [agentId ?? teamId, name].filter(Boolean).join(' '),
    figures,
  }));
  const onCalls = (
    kind: AgentCallsQuery['kind'],
    column: string,
    row: ReportRow<AgentReportFigures> | null,
  ) => {
    const search = {
      from: report.from,
      until: report.until,
      kind,
      ...(row && { [isOfTeams ? 'teamId' : 'agentId']: row.key }),
    };
    show({
      title: t('reports.calls', { column, name: row?.name ?? t('reports.total') }),
      key: JSON.stringify(search),
      load: (paging) => api.reports.agentCalls(search, paging),
    });
  };
  return (
    <>
      <AgentTotals figures={report.total} />
      <section className="card report-body">
        <ReportChart
          about="agent"
          isCourse={false}
          kind={t(`reports.kind-${isOfTeams ? 'team' : 'agent'}`)}
          bars={rows.map(({ name, figures }) => agentBar(name, figures))}
        />
        <ReportTable
          about="agent"
          heading={t('reports.name')}
          columns={agentColumns}
          words={words}
          rows={rows}
          total={report.total}
          onCalls={onCalls}
        />
      </section>
    </>
  );
}
