import { LessThanOrEqual, type DataSource } from 'typeorm';
import type {
  AgentCallsQuery,
  CampaignCallsQuery,
  QueueCallsQuery,
  SurveyQuery,
} from '../../server/contract/reports';
import type { CallSummary, Page } from '../../server/contract/rest';
import { agentCountNames, type AgentCounts } from '../../server/measures/agent-counts';
import type {
  AgentSelection,
  QuarterRange,
  CampaignSelection,
  QueueSelection,
  QueueSums,
  ReportStore,
} from '../../server/measures/measure-store';
import { DAY_MS, dayOf } from '../../server/measures/quarter';
import type { ServedAgain } from '../../server/measures/availability';
import { queueCountNames, type QueueCounts } from '../../server/measures/queue-counts';
import type { SurveyCount } from '../../server/measures/survey-report';
import { withDatabaseErrors } from '../database-error';
import { AgentInterval, CallEvent, User } from '../entities';
import { agentCallsWhere, queueCallsWhere } from './reported-calls';
import { CampaignSums } from './campaign-sums';
import { countUpTo, offsetOf, pageFrom, type Conditions, type Paged } from './paging';
import { sumColumns } from './sum-columns';
import { surveyAnswers } from './survey-answers';

const QUEUE_SUMS = `max(longest_wait_ms) AS "longestWaitMs", ${sumColumns(queueCountNames)}`;
const AGENT_SUMS = sumColumns(agentCountNames);
/** Which interval a row belongs to: edges are its beginnings. */
const NTH = 'width_bucket(at, $3::timestamptz[]) - 1';

/** What calls are shown by, newest first; a call is shown once, however often it was there. */
export type CallsById = (callIds: readonly string[]) => Promise<CallSummary[]>;

export class MeasureRepository implements ReportStore {
  readonly #dataSource: DataSource;
  readonly #callsById: CallsById;
  readonly #campaigns: CampaignSums;

  constructor(dataSource: DataSource, callsById: CallsById) {
    this.#dataSource = dataSource;
    this.#callsById = callsById;
    this.#campaigns = new CampaignSums(dataSource);
  }

  queuesBetween({ from, until }: QuarterRange) {
    return this.#queueSums<{ queueId: string }>(
      `SELECT queue_id AS "queueId", ${QUEUE_SUMS} FROM queue_quarters
       WHERE at >= $1 AND at < $2 GROUP BY queue_id ORDER BY queue_id`,
      [new Date(from), new Date(until)],
    );
  }

  numbersBetween({ from, until }: QuarterRange, { queueId }: QueueSelection) {
    return this.#queueSums<{ dialedNumber: string }>(
      `SELECT dialed_number AS "dialedNumber", ${QUEUE_SUMS} FROM queue_quarters
       WHERE at >= $1 AND at < $2 AND ($3::text IS NULL OR queue_id = $3)
       GROUP BY dialed_number ORDER BY dialed_number`,
      [new Date(from), new Date(until), queueId],
    );
  }

  queueIntervals(edges: readonly number[], { queueId }: QueueSelection) {
    return this.#queueSums<{ nth: number }>(
      `SELECT ${NTH} AS nth, ${QUEUE_SUMS} FROM queue_quarters
       WHERE at >= $1 AND at < $2 AND ($4::text IS NULL OR queue_id = $4) GROUP BY 1 ORDER BY 1`,
      [...intervals(edges), queueId],
    );
  }

  agentsBetween({ from, until }: QuarterRange) {
    return this.#agentSums<{ agentId: string }>(
      `SELECT agent_id AS "agentId", ${AGENT_SUMS} FROM (
         SELECT * FROM agent_quarters WHERE at >= $1 AND at < $3
         UNION ALL SELECT * FROM agent_days WHERE at >= $3 AND at < $4
         UNION ALL SELECT * FROM agent_quarters WHERE at >= $4 AND at < $2
       ) AS parts GROUP BY agent_id ORDER BY agent_id`,
      [from, until, ...wholeDays(from, until)].map((at) => new Date(at)),
    );
  }

  agentIntervals(edges: readonly number[], { agentIds }: AgentSelection) {
    return this.#agentSums<{ nth: number }>(
      `SELECT ${NTH} AS nth, ${AGENT_SUMS} FROM agent_quarters
       WHERE at >= $1 AND at < $2 AND ($4::text[] IS NULL OR agent_id = ANY($4)) GROUP BY 1 ORDER BY 1`,
      [...intervals(edges), agentIds],
    );
  }

  goingOn(until: number) {
    return withDatabaseErrors(async () => {
      const open = await this.#dataSource.manager
        .createQueryBuilder(AgentInterval, 'i')
        .where('i.untilAt IS NULL AND i.fromAt < :until', { until: new Date(until) })
        .getMany();
      return open.map(({ agentId, presence, state, productive, fromAt }) => ({
        ...{ agentId, presence, state, productive, fromAt },
      }));
    });
  }

  queueCalls(query: QueueCallsQuery): Promise<Page<CallSummary>> {
    return this.#calls('call_visits', queueCallsWhere(query), query);
  }

  agentCalls(query: AgentCallsQuery, which: AgentSelection): Promise<Page<CallSummary>> {
    return this.#calls('call_stints', agentCallsWhere(query, which), query);
  }

  promisesBetween({ from, until }: QuarterRange) {
    return withDatabaseErrors(() =>
      this.#dataSource.query<{ type: string; closed: number; kept: number }[]>(
        `SELECT type, count(*)::int AS closed, (count(*) FILTER (WHERE breached_at IS NULL))::int AS kept FROM work_orders
         WHERE closed_at >= $1 AND closed_at < $2 AND state = 'closed' GROUP BY type ORDER BY type`,
        [new Date(from), new Date(until)],
      ),
    );
  }

  surveyAnswersBetween(
    { from, until }: QuarterRange,
    by: SurveyQuery['by'],
  ): Promise<readonly SurveyCount[]> {
    return withDatabaseErrors(() =>
      this.#dataSource.query<SurveyCount[]>(surveyAnswers(by), [new Date(from), new Date(until)]),
    );
  }

  campaignsBetween({ from, until }: QuarterRange, { campaignId }: CampaignSelection) {
    return this.#campaigns.parts<{ campaignId: string }>('campaign_id AS "campaignId"', 3, [
      ...[new Date(from), new Date(until), campaignId],
    ]);
  }

  campaignIntervals(edges: readonly number[], { campaignId }: CampaignSelection) {
    return this.#campaigns.parts<{ nth: number }>(`${NTH} AS nth`, 4, [...intervals(edges), campaignId]);
  }

  campaignCalls(query: CampaignCallsQuery) {
    return this.#campaigns.calls(query);
  }

  sumCampaigns(before: number): Promise<void> {
    return this.#campaigns.sum(before);
  }

  campaignNames(): Promise<ReadonlyMap<string, string>> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ id: string; name: string }[]>(
        `SELECT campaign_id AS id, config->>'name' AS name FROM campaigns`,
      );
      return new Map(rows.map(({ id, name }) => [id, name]));
    });
  }

  servedAgainUntil(until: number): Promise<readonly ServedAgain[]> {
    return withDatabaseErrors(async () => {
      const events = await this.#dataSource.manager.find(CallEvent, {
        select: { at: true, data: true },
        where: { type: 'switch.served', at: LessThanOrEqual(new Date(until)) },
        order: { at: 'ASC', streamSeq: 'ASC' },
      });
      return events.flatMap(({ at, data }) => {
        const { switchId, since } = data;
        if (typeof switchId !== 'string') return [];
        return [{ switchId, at: at.getTime(), since: typeof since === 'number' ? since : null }];
      });
    });
  }

  agentNames(): Promise<ReadonlyMap<string, string>> {
    return withDatabaseErrors(async () => {
      const users = await this.#dataSource.manager.find(User, {
        select: { agentId: true, displayName: true },
      });
      return new Map(
        users.flatMap(({ agentId, displayName }) => (agentId === null ? [] : [[agentId, displayName]])),
      );
    });
  }

  #queueSums<Key extends object>(sql: string, parameters: unknown[]): Promise<(QueueSums & Key)[]> {
    return withDatabaseErrors(async () => {
      type Row = Key & Pick<QueueSums, 'longestWaitMs'>;
      const rows = await this.#dataSource.query<(Row & QueueCounts)[]>(sql, parameters);
      return rows.map((row) => withSums<Row, keyof QueueCounts>(row, queueCountNames));
    });
  }

  #agentSums<Key extends object>(sql: string, parameters: unknown[]) {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<(Key & AgentCounts)[]>(sql, parameters);
      return rows.map((row) => withSums<Key, keyof AgentCounts>(row, agentCountNames));
    });
  }

  #calls(table: string, where: Conditions, page: Paged): Promise<Page<CallSummary>> {
    return withDatabaseErrors(async () => {
      const { sql, parameters } = where;
      const rows = `FROM ${table} ${sql}`;
      const [counted] = await this.#dataSource.query<{ total: number }[]>(countUpTo(rows), parameters);
      const ids = await this.#dataSource.query<{ call_id: string }[]>(
        `SELECT call_id ${rows} ORDER BY began_at DESC, call_id, nth
         LIMIT ${page.pageSize} OFFSET ${offsetOf(page)}`,
        parameters,
      );
      return pageFrom(
        await this.#callsById(ids.map(({ call_id: callId }) => callId)),
        counted?.total ?? 0,
        page,
      );
    });
  }
}

/** Days of UTC that are whole in a time: from one to before the other. None: both are the end. */
function wholeDays(from: number, until: number): readonly [number, number] {
  const [first, last] = [dayOf(from + DAY_MS - 1), dayOf(until)];
  return first < last ? [first, last] : [until, until];
}

const intervals = (edges: readonly number[]) => [
  new Date(edges[0] ?? 0),
  new Date(edges.at(-1) ?? 0),
  edges.slice(0, -1).map((edge) => new Date(edge)),
];

/** A row's sums apart from what it is about. */
function withSums<Key extends object, Name extends string>(
  row: Key & Readonly<Record<Name, number>>,
  names: readonly Name[],
): Key & { readonly sums: Record<Name, number> } {
  const isSum = (name: string): boolean => names.some((known) => known === name);
  const key = Object.fromEntries(Object.entries(row).filter(([name]) => !isSum(name)));
  const sums = Object.fromEntries(names.map((name) => [name, row[name]])) as unknown as Record<Name, number>;
  return { ...key, sums } as unknown as Key & { readonly sums: Record<Name, number> };
}
