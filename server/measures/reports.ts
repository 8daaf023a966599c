import type {
  AgentCallsQuery,
  AgentReport,
  AgentReportFigures,
  AgentReportQuery,
  PromiseReport,
  QueueCallsQuery,
  QueueReport,
  QueueReportFigures,
  QueueReportQuery,
} from '../contract/reports';
import { agentCountNames, agentRates, type AgentCounts } from './agent-counts';
import { partsOf, timeNameOf } from './agent-time';
import { addTo, ratio, zeros } from './counts';
import { edgesOf, rangeOf, type Days } from './intervals';
import type { QuarterRange, QueueSums, ReportStore } from './measure-store';
import { queueCountNames, queueRates } from './queue-counts';

interface ReportsDeps {
  readonly store: ReportStore;
  /** Of a queue that is there now. */
  readonly queueName: (queueId: string) => string | null;
  /** The centre's own. */
  readonly timeZone: string;
  readonly now: () => number;
}

type QueueRow = Omit<QueueReport['rows'][number], 'figures'> & QueueSums;
type AgentRow = Omit<AgentReport['rows'][number], 'figures'> & { readonly sums: AgentCounts };

export class Reports {
  readonly #deps: ReportsDeps;

  constructor(deps: ReportsDeps) {
    this.#deps = deps;
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
    const rows = await this.#agentRows(query, days, range);
    const total = zeros(agentCountNames);
    for (const { sums } of rows) addTo(total, sums);
    return {
      ...{ timeZone: days.timeZone, ...instantsOf(range), total: agentFigures(total) },
      rows: rows.map(({ sums, ...row }) => ({ ...row, figures: agentFigures(sums) })),
    };
  }

  async promises(
    query: Omit<Days, 'timeZone'> & { readonly timeZone?: string | undefined },
  ): Promise<PromiseReport> {
    const rows = await this.#deps.store.promisesBetween(rangeOf(this.#daysOf(query)));
    return rows.map((row) => ({ ...row, keptRate: ratio(row.kept, row.closed) }));
  }

  readonly queueCalls = (query: QueueCallsQuery) => this.#deps.store.queueCalls(query);

  readonly agentCalls = (query: AgentCallsQuery) => this.#deps.store.agentCalls(query);

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

  /** With what agents do since some time, up to now: it is not in the sums before it is over. */
  async #agentRows(query: AgentReportQuery, days: Days, range: QuarterRange): Promise<readonly AgentRow[]> {
    const { store } = this.#deps;
    const names = await store.agentNames();
    const only = query.agentId ?? null;
    if (query.by === 'interval') {
      const edges = edgesOf(days, query.step);
      const found = new Map(
        (await store.agentIntervals(edges, { agentId: only })).map((row) => [row.nth, row.sums]),
      );
      for (const { agentId, at, sums } of await this.#goingOn(range)) {
        if (only !== null && agentId !== only) continue;
        const nth = edges.findLastIndex((edge) => edge <= at);
        const interval = found.get(nth) ?? zeros(agentCountNames);
        addTo(interval, sums);
        found.set(nth, interval);
      }
      return intervalsOf(edges).map((interval, nth) => ({
        ...{ ...instantsOf(interval), agentId: null, name: null },
        sums: found.get(nth) ?? zeros(agentCountNames),
      }));
    }
    const found = new Map((await store.agentsBetween(range)).map(({ agentId, sums }) => [agentId, sums]));
    for (const { agentId, sums } of await this.#goingOn(range)) {
      const own = found.get(agentId) ?? zeros(agentCountNames);
      addTo(own, sums);
      found.set(agentId, own);
    }
    return [...found]
      .filter(([agentId]) => only === null || agentId === only)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([agentId, sums]) => ({ ...instantsOf(range), agentId, name: names.get(agentId) ?? null, sums }));
  }

  async #goingOn({ from, until }: QuarterRange) {
    const { store, now } = this.#deps;
    const end = Math.min(until, now());
    if (end <= from) return [];
    return (await store.goingOn(end)).flatMap((interval) => {
      const cut = { fromAt: new Date(Math.max(interval.fromAt.getTime(), from)), untilAt: new Date(end) };
      const name = timeNameOf(interval);
      return [...partsOf(cut)].map(({ at, ms }) => ({ agentId: interval.agentId, at, sums: { [name]: ms } }));
    });
  }
}

const instantsOf = ({ from, until }: QuarterRange) => ({
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});

const intervalsOf = (edges: readonly number[]): QuarterRange[] =>
  edges.slice(0, -1).map((from, nth) => ({ from, until: edges[nth + 1] ?? from }));

const queueFigures = ({ sums, longestWaitMs }: QueueSums): QueueReportFigures => ({
  ...sums,
  longestWaitMs,
  ...queueRates(sums),
});

const agentFigures = (sums: AgentCounts): AgentReportFigures => ({ ...sums, ...agentRates(sums) });
