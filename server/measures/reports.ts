import type {
  AgentCallsQuery,
  AgentReport,
  AgentReportQuery,
  AvailabilityQuery,
  AvailabilityReport,
  CampaignCallsQuery,
  CampaignQuery,
  CampaignReport,
  PromiseReport,
  QueueCallsQuery,
  QueueReport,
  QueueReportFigures,
  QueueReportQuery,
  SurveyQuery,
  SurveyReport,
} from '../contract/reports';
import { AgentReports, type Teams } from './agent-report';
import { availabilityReport, type AvailabilityDeps } from './availability-report';
import { campaignReport } from './campaign-report';
import { addTo, ratio, zeros } from './counts';
import { edgesOf, instantsOf, intervalsOf, rangeOf, type Days } from './intervals';
import type { QuarterRange, QueueSums, ReportStore } from './measure-store';
import { queueCountNames, queueRates } from './queue-counts';
import { surveyReport } from './survey-report';

interface ReportsDeps extends AvailabilityDeps {
  readonly store: ReportStore;
  /** Of a queue that is there now. */
  readonly queueName: (queueId: string) => string | null;
  readonly teams: () => Teams;
  /** The centre's own. */
  readonly timeZone: string;
  readonly now: () => number;
}

type QueueRow = Omit<QueueReport['rows'][number], 'figures'> & QueueSums;

export class Reports {
  readonly #deps: ReportsDeps;
  readonly #agents: AgentReports;

  constructor(deps: ReportsDeps) {
    this.#deps = deps;
    this.#agents = new AgentReports(deps);
  }

  async queues(query: QueueReportQuery): Promise<QueueReport> {
    const days = this.#daysOf(query);
    const range = rangeOf(days);
    const rows = await this.#queueRows(query, days, range);
    const total = { sums: zeros(queueCountNames), longestWaitMs: 0 };
    for (const { sums, longestWaitMs } of rows) {
      addTo(total.sums, sums);
      total.longestWaitMs = Math.max(total.longestWaitMs, longestWaitMs);
    }
    return {
      ...{ timeZone: days.timeZone, ...instantsOf(range), total: queueFigures(total) },
      rows: rows.map(({ sums, longestWaitMs, ...row }) => ({
        ...row,
        figures: queueFigures({ sums, longestWaitMs }),
      })),
    };
  }

  async agents(query: AgentReportQuery): Promise<AgentReport> {
    const days = this.#daysOf(query);
    const range = rangeOf(days);
    const figures = await this.#agents.figures(query, days, range);
    return { timeZone: days.timeZone, ...instantsOf(range), ...figures };
  }

  async promises(
    query: Omit<Days, 'timeZone'> & { readonly timeZone?: string | undefined },
  ): Promise<PromiseReport> {
    const rows = await this.#deps.store.promisesBetween(rangeOf(this.#daysOf(query)));
    return rows.map((row) => ({ ...row, keptRate: ratio(row.kept, row.closed) }));
  }

  async surveys(query: SurveyQuery): Promise<SurveyReport> {
    const range = rangeOf(this.#daysOf(query));
    return surveyReport(await this.#deps.store.surveyAnswersBetween(range, query.by));
  }

  campaigns(query: CampaignQuery): Promise<CampaignReport> {
    return campaignReport(this.#deps, query, this.#daysOf(query));
  }

  availability(query: AvailabilityQuery): Promise<AvailabilityReport> {
    return availabilityReport(this.#deps, query, this.#daysOf(query));
  }

  readonly queueCalls = (query: QueueCallsQuery) => this.#deps.store.queueCalls(query);

  readonly agentCalls = (query: AgentCallsQuery) =>
    this.#deps.store.agentCalls(query, { agentIds: this.#agents.members(query) });

  readonly campaignCalls = (query: CampaignCallsQuery) => this.#deps.store.campaignCalls(query);

  #daysOf({ from, to, timeZone }: { from: string; to: string; timeZone?: string | undefined }): Days {
    return { from, to, timeZone: timeZone ?? this.#deps.timeZone };
  }

  async #queueRows(query: QueueReportQuery, days: Days, range: QuarterRange): Promise<readonly QueueRow[]> {
    const { store, queueName } = this.#deps;
    const whole = { ...instantsOf(range), queueId: null, name: null, dialedNumber: null };
    const which = { queueId: query.queueId ?? null };
    if (query.by === 'number') {
      return (await store.numbersBetween(range, which)).map((row) => ({ ...whole, ...row }));
    }
    if (query.by === 'queue') {
      const rows = await store.queuesBetween(range);
      return rows
        .filter(({ queueId }) => which.queueId === null || queueId === which.queueId)
        .map((row) => ({ ...whole, ...row, name: queueName(row.queueId) }));
    }
    const edges = edgesOf(days, query.step);
    const found = new Map((await store.queueIntervals(edges, which)).map((row) => [row.nth, row]));
    return intervalsOf(edges).map((interval, nth): QueueRow => {
      const { sums, longestWaitMs } = found.get(nth) ?? { sums: zeros(queueCountNames), longestWaitMs: 0 };
      return { ...whole, ...instantsOf(interval), sums, longestWaitMs };
    });
  }
}

const queueFigures = ({ sums, longestWaitMs }: QueueSums): QueueReportFigures => ({
  ...sums,
  longestWaitMs,
  ...queueRates(sums),
});
