import { useTranslation } from 'react-i18next';
import type { AgentReportFigures, QueueReportFigures } from '../../../server/contract/reports';
import { formatDuration } from '../../desk/duration';
import { percent } from '../../desk/report-view';

interface Fact {
  readonly name: string;
  readonly value: string;
}

const time = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms));

/** What is asked first, in large figures. */
export function QueueTotals({ figures }: { figures: QueueReportFigures }) {
  const { t } = useTranslation();
  return (
    <Totals
      facts={[
        { name: t('reports.offered'), value: String(figures.offered) },
        { name: t('reports.answered'), value: String(figures.answered) },
        { name: t('reports.connectionRate'), value: percent(figures.connectionRate) },
        { name: t('reports.serviceLevel'), value: percent(figures.serviceLevel) },
        { name: t('reports.averageAnswer'), value: time(figures.averageAnswerMs) },
        { name: t('reports.abandonment'), value: percent(figures.abandonmentRate) },
        { name: t('reports.satisfaction'), value: percent(figures.satisfactionRate) },
        { name: t('reports.firstCall'), value: percent(figures.firstCallResolution) },
      ]}
    />
  );
}

export function AgentTotals({ figures }: { figures: AgentReportFigures }) {
  const { t } = useTranslation();
  return (
    <Totals
      facts={[
        { name: t('reports.agentAnswered'), value: String(figures.answered) },
        { name: t('reports.dialled'), value: String(figures.dialled) },
        { name: t('reports.missed'), value: String(figures.missed) },
        { name: t('reports.loggedIn'), value: time(figures.loggedInMs) },
        { name: t('reports.onCall'), value: time(figures.onCallMs) },
        { name: t('reports.occupancy'), value: percent(figures.occupancy) },
        { name: t('reports.averageHandling'), value: time(figures.averageHandlingMs) },
        { name: t('reports.satisfaction'), value: percent(figures.satisfactionRate) },
        {
          name: t('reports.averageQuality'),
          value: figures.averageQuality === null ? '–' : figures.averageQuality.toFixed(1),
        },
      ]}
    />
  );
}

export function Totals({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="report-totals" data-testid="report-totals">
      {facts.map(({ name, value }) => (
        <div key={name} className="report-fact">
          <dt>{name}</dt>
          <dd className="digits">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
