import { useState } from 'react';
import type {
  AgentReportQuery,
  AvailabilityQuery,
  CampaignQuery,
  QueueReportQuery,
  ReportStep,
} from '../../../server/contract/reports';
import type { SurveyDays } from '../../api-client/report-api';
import { countDays, dateIn, daysOf, stepFor, type Preset, type ReportKind } from '../../desk/report-view';

export interface Asked {
  readonly kind: ReportKind;
  readonly preset: Preset | 'custom';
  readonly from: string;
  readonly to: string;
  readonly step: ReportStep;
  readonly queueId: string | null;
  /** Of this campaign by time; null: of all, one by one. */
  readonly campaignId: string | null;
  /** What answers to surveys are told apart by. */
  readonly surveyBy: SurveyDays['by'];
  /** null: the centre's own. */
  readonly timeZone: string | null;
}

const MOST_DAYS = 366;

/** The days a preset means at this moment, which depends on where it is today. */
const presetDays = (
  { preset, timeZone, from, to }: Pick<Asked, 'preset' | 'timeZone' | 'from' | 'to'>,
  centreZone: string,
) => (preset === 'custom' ? { from, to } : daysOf(preset, dateIn(Date.now(), timeZone ?? centreZone)));

/** What report is asked for. */
export function useReport(centreZone: string) {
  const [asked, setAsked] = useState<Asked>(() => {
    const first = { preset: 'today', timeZone: null, from: '', to: '' } as const;
    return {
      ...first,
      kind: 'interval',
      step: 'hour',
      queueId: null,
      campaignId: null,
      surveyBy: 'question',
      ...presetDays(first, centreZone),
    };
  });
  const { kind, timeZone, queueId, from, to } = asked;
  const days = countDays(from, to);
  const step = stepFor(asked.step, days);
  const range = { from, to, step, ...(timeZone !== null && { timeZone }) };
  const queueQuery: QueueReportQuery = {
    ...range,
    by: kind === 'number' || kind === 'queue' ? kind : 'interval',
    ...(queueId !== null && kind !== 'queue' && { queueId }),
  };
  const agentQuery: AgentReportQuery = { ...range, by: kind === 'team' ? 'team' : 'agent' };
  const availabilityQuery: AvailabilityQuery = { ...range, by: 'interval' };
  const campaignQuery: CampaignQuery = {
    ...range,
    ...(asked.campaignId === null ? { by: 'campaign' } : { by: 'interval', campaignId: asked.campaignId }),
  };
  const surveyQuery: SurveyDays = {
    ...{ from, to, by: asked.surveyBy },
    ...(timeZone !== null && { timeZone }),
  };
  return {
    asked: { ...asked, step },
    surveyQuery,
    campaignQuery,
    days,
    isValid: days >= 1 && days <= MOST_DAYS,
    queueQuery,
    agentQuery,
    availabilityQuery,
    change: (change: Partial<Asked>) => {
      const next = { ...asked, ...change };
      setAsked({ ...next, ...presetDays(next, centreZone) });
    },
  };
}
