import { Center, Loader, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportFormat } from '../../../server/contract/reports';
import {
  availabilityReportUrl,
  agentReportUrl,
  campaignReportUrl,
  promiseReportUrl,
  queueReportUrl,
  surveyReportUrl,
} from '../../api-client/report-api';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { ReportsByMail } from './by-mail/reports-by-mail';
import { AgentReportView } from './agent-report';
import { AvailabilityReportView } from './availability-report';
import { CampaignReportView } from './campaign-report';
import { PromiseReportView } from './promise-report';
import { QueueReportView } from './queue-report';
import { ReportFilter } from './report-filter';
import { ReportedCalls, type CallsShown } from './reported-calls';
import { SurveyReportView } from './survey-report';
import { useReport } from './use-report';
import './reports.css';

const MINUTE_MS = 60_000;

/** Measures of a time: figures, a chart, a table, and the calls behind each number. */
export function ReportsPage({ centreZone }: { centreZone: string }) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const report = useReport(centreZone);
  const { asked, isValid, change, queueQuery, agentQuery, days } = report;
  const [shown, setShown] = useState<CallsShown | null>(null);
  const [isMailShown, showMail] = useState(false);
  const fileUrl = (format: ReportFormat): string => {
    const wish = { language, format };
    if (asked.kind === 'availability') return availabilityReportUrl(report.availabilityQuery, wish);
    if (asked.kind === 'promises') return promiseReportUrl(agentQuery, wish);
    if (asked.kind === 'campaigns') return campaignReportUrl(report.campaignQuery, wish);
    if (asked.kind === 'surveys') return surveyReportUrl(report.surveyQuery, wish);
    return asked.kind === 'agent' || asked.kind === 'team'
      ? agentReportUrl(agentQuery, wish)
      : queueReportUrl(queueQuery, wish);
  };
  return (
    <main className="page reports" aria-label={t('reports.heading')} data-testid="reports">
      <ReportFilter
        asked={asked}
        days={days}
        isValid={isValid}
        change={(next) => {
          setShown(null);
          change(next);
        }}
        fileUrl={isValid ? fileUrl : null}
        isMailShown={isMailShown}
        showMail={showMail}
      />
      {isMailShown ? (
        <ReportsByMail centreZone={centreZone} />
      ) : isValid ? (
        <Shown report={report} show={setShown} />
      ) : (
        <Text role="alert" c="stop" data-testid="report-days-wrong">
          {t('reports.invalid')}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {t('reports.whatIs')}
      </Text>
      {shown !== null && <ReportedCalls shown={shown} close={() => setShown(null)} />}
    </main>
  );
}

interface ShownProps {
  readonly report: ReturnType<typeof useReport>;
  readonly show: (shown: CallsShown) => void;
}

function Shown({ report, show }: ShownProps) {
  const { api } = useSoftphone();
  const { asked, queueQuery, agentQuery, availabilityQuery, surveyQuery, campaignQuery, days } = report;
  if (asked.kind === 'agent' || asked.kind === 'team')
    return (
      <Loaded queryKey={['report', 'agents', agentQuery]} load={() => api.reports.agents(agentQuery)}>
        {(found) => (found.rows.length === 0 ? <Empty /> : <AgentReportView report={found} show={show} />)}
      </Loaded>
    );
  if (asked.kind === 'availability')
    return (
      <Loaded
        queryKey={['report', 'availability', availabilityQuery]}
        load={() => api.reports.availability(availabilityQuery)}
      >
        {(found) => <AvailabilityReportView report={found} step={asked.step} days={days} />}
      </Loaded>
    );
  if (asked.kind === 'surveys')
    return (
      <Loaded queryKey={['report', 'surveys', surveyQuery]} load={() => api.reports.surveys(surveyQuery)}>
        {(found) =>
          found.length === 0 ? <Empty /> : <SurveyReportView report={found} by={surveyQuery.by} />
        }
      </Loaded>
    );
  if (asked.kind === 'campaigns')
    return (
      <Loaded
        queryKey={['report', 'campaigns', campaignQuery]}
        load={() => api.reports.campaigns(campaignQuery)}
      >
        {(found) =>
          found.total.calls + found.total.withdrawn === 0 ? (
            <Empty />
          ) : (
            <CampaignReportView
              report={found}
              campaignId={asked.campaignId}
              step={asked.step}
              days={days}
              show={show}
            />
          )
        }
      </Loaded>
    );
  if (asked.kind === 'promises')
    return (
      <Loaded queryKey={['report', 'promises', agentQuery]} load={() => api.reports.promises(agentQuery)}>
        {(found) => (found.length === 0 ? <Empty /> : <PromiseReportView report={found} />)}
      </Loaded>
    );
  return (
    <Loaded queryKey={['report', 'queues', queueQuery]} load={() => api.reports.queues(queueQuery)}>
      {(found) =>
        found.rows.length === 0 ? (
          <Empty />
        ) : (
          <QueueReportView report={found} asked={asked} days={days} query={queueQuery} show={show} />
        )
      }
    </Loaded>
  );
}

function Loaded<Report>(props: {
  queryKey: readonly unknown[];
  load: () => Promise<Report>;
  children: (report: Report) => ReactNode;
}) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: props.queryKey,
    queryFn: props.load,
    refetchInterval: MINUTE_MS,
    // Another day of the same report; another report has other figures.
    placeholderData: (before, query) =>
      query?.queryKey[1] === props.queryKey[1] && sameKind(query?.queryKey[2], props.queryKey[2])
        ? keepPreviousData(before)
        : undefined,
  });
  if (error) return <Text role="alert">{errorSentence(t, error)}</Text>;
  if (data !== undefined) return <>{props.children(data)}</>;
  return (
    <Center p="xl" role="status">
      <Loader size="sm" />
    </Center>
  );
}

const sameKind = (one: unknown, other: unknown): boolean =>
  (one as { by?: string; step?: string } | undefined)?.by === (other as { by?: string }).by &&
  (one as { step?: string }).step === (other as { step?: string }).step;

function Empty() {
  const { t } = useTranslation();
  return (
    <Text c="dimmed" role="status">
      {t('reports.empty')}
    </Text>
  );
}
