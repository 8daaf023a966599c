import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SurveyReport } from '../../../server/contract/reports';
import type { SurveyDays } from '../../api-client/report-api';
import { percent } from '../../desk/report-view';
import { useDisplay } from '../use-display';
import { useCampaignNames } from './use-campaign-names';
import '../share-bars.css';

interface SurveyReportProps {
  readonly report: SurveyReport;
  readonly by: SurveyDays['by'];
}

/** What was answered to each question, as bars. */
export function SurveyReportView({ report, by }: SurveyReportProps) {
  const { t } = useTranslation();
  const nameOf = useSubjects(by);
  return (
    <section className="card report-body">
      <Text size="sm" c="dimmed" mb="xs">
        {t('surveys.what')}
      </Text>
      <div className="surveys">
        {report.map((row) => (
          <Question key={`${row.question} ${row.subject ?? ''}`} row={row} subject={nameOf(row.subject)} />
        ))}
      </div>
    </section>
  );
}

/** Campaigns and queues by the names they have now. */
function useSubjects(by: SurveyDays['by']): (subject: string | null) => string {
  const { t } = useTranslation();
  const display = useDisplay();
  const campaigns = useCampaignNames(by === 'campaign');
  return (subject) => {
    if (by === 'question') return '';
    if (subject === null) return t(`surveys.none-${by}`);
    if (by === 'queue') return display.queue(subject);
    return campaigns.find(({ campaignId }) => campaignId === subject)?.name ?? subject;
  };
}

function Question({ row, subject }: { row: SurveyReport[number]; subject: string }) {
  const { t } = useTranslation();
  const { question, answered, average, answers } = row;
  const most = Math.max(...answers.map(({ share }) => share));
  const title = subject === '' ? question : `${question} · ${subject}`;
  return (
    <section className="campaign-part" aria-label={title} data-testid="survey" data-question={question}>
      <h2 className="section-title section-title-first">{title}</h2>
      <Text size="sm" className="digits" data-testid="survey-answered">
        {t('surveys.answered', { count: answered })}
        {average !== null && ` · ${t('surveys.average', { average: average.toFixed(2) })}`}
      </Text>
      <dl className="share-bars">
        {answers.map(({ value, count, share }) => (
          <div key={value} data-testid="survey-answer">
            <dt>{value}</dt>
            <dd>
              <span className="share-bar" style={{ width: `${(share / most) * 100}%` }} aria-hidden="true" />
              <span className="digits">
                {count} · {percent(share)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
