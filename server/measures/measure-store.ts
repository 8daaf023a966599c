import type {
  AgentCallsQuery,
  CampaignCall,
  CampaignCallsQuery,
  QueueCallsQuery,
  SurveyQuery,
} from '../contract/reports';
import type { CallSummary, Page } from '../contract/rest';
import type { AgentCounts } from './agent-counts';
import type { TimedInterval } from './agent-time';
import type { ServedAgain } from './availability';
import type { CampaignCalls } from './campaign-counts';
import type { QueueCounts } from './queue-counts';
import type { SurveyCount } from './survey-report';

/** Unix ms, both on a quarter of an hour (quarter.ts); until is not part of it. */
export interface QuarterRange {
  readonly from: number;
  readonly until: number;
}

export interface QueueSums {
  readonly sums: QueueCounts;
  /** Of callers who were answered or gone by now. */
  readonly longestWaitMs: number;
}

/** Figures of what was stored, kept by the projector: up to a second behind the live state. */
export interface MeasureStore {
  /** Of each queue to which somebody came in that time; `queueRates` makes measures of the sums. */
  queuesBetween(range: QuarterRange): Promise<readonly (QueueSums & { readonly queueId: string })[]>;
}

export interface QueueSelection {
  readonly queueId: string | null;
}

export interface CampaignSelection {
  readonly campaignId: string | null;
}

/** Calls of campaigns with the same end and the same mark. */
export interface CampaignPart {
  /** null: nothing has come of them. */
  readonly mark: string | null;
}

export interface AgentSelection {
  /** null: everybody. */
  readonly agentIds: readonly string[] | null;
}

/** What reports ask for besides. `edges`: beginnings of intervals, Unix ms, and the end of the last one. */
export interface ReportStore extends MeasureStore {
  numbersBetween(
    range: QuarterRange,
    which: QueueSelection,
  ): Promise<readonly (QueueSums & { readonly dialedNumber: string })[]>;
  /** By place among the edges; an interval without a call has none. */
  queueIntervals(
    edges: readonly number[],
    which: QueueSelection,
  ): Promise<readonly (QueueSums & { readonly nth: number })[]>;
  agentsBetween(
    range: QuarterRange,
  ): Promise<readonly { readonly agentId: string; readonly sums: AgentCounts }[]>;
  agentIntervals(
    edges: readonly number[],
    which: AgentSelection,
  ): Promise<readonly { readonly nth: number; readonly sums: AgentCounts }[]>;
  /** What agents do since some time before that moment. */
  goingOn(until: number): Promise<readonly (Omit<TimedInterval, 'untilAt'> & { readonly agentId: string })[]>;
  queueCalls(query: QueueCallsQuery): Promise<Page<CallSummary>>;
  agentCalls(query: AgentCallsQuery, which: AgentSelection): Promise<Page<CallSummary>>;
  promisesBetween(
    range: QuarterRange,
  ): Promise<readonly { readonly type: string; readonly closed: number; readonly kept: number }[]>;
  /** The last answer of each call to each question; test calls left out. */
  surveyAnswersBetween(range: QuarterRange, by: SurveyQuery['by']): Promise<readonly SurveyCount[]>;
  /** Calls that were begun in the time. */
  campaignsBetween(
    range: QuarterRange,
    which: CampaignSelection,
  ): Promise<readonly (CampaignCalls & CampaignPart & { readonly campaignId: string })[]>;
  campaignIntervals(
    edges: readonly number[],
    which: CampaignSelection,
  ): Promise<readonly (CampaignCalls & CampaignPart & { readonly nth: number })[]>;
  campaignCalls(query: CampaignCallsQuery): Promise<Page<CampaignCall>>;
  /** Adds up calls that were begun before that moment, Unix ms; they must not change any more. Safe to repeat. */
  sumCampaigns(before: number): Promise<void>;
  /** What they are called now. */
  campaignNames(): Promise<ReadonlyMap<string, string>>;
  /** Every `switch.served` up to then, of all time: there are few. */
  servedAgainUntil(until: number): Promise<readonly ServedAgain[]>;
  agentNames(): Promise<ReadonlyMap<string, string>>;
}
