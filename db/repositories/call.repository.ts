import { In, type DataSource, type SelectQueryBuilder } from 'typeorm';
import type { CallHistory } from '../../server/calls/call-history';
import type { CallId, CustomerId } from '../../server/contract/ids';
import type { CallDetail, CallQuery, CallSummary, DispositionView, Page } from '../../server/contract/rest';
import { candidates, type NumberFormat } from '../../server/crm/number-matching';
import { withDatabaseErrors } from '../database-error';
import { Call, CallEvent, CallLeg, Disposition, Recording } from '../entities';
import { isUuid } from '../projection/event-fields';
import { cleanText } from '../projection/stored-event';
import { customerNames } from './customer-names';
import { LIST_CAP, offsetOf, pageFrom } from './paging';
import { toCallSummary, toLegView, toRecordingViews, toTimelineEntry } from './call-views';

export class CallRepository implements CallHistory {
  readonly #dataSource: DataSource;
  readonly #format: NumberFormat;

  constructor(dataSource: DataSource, format: NumberFormat) {
    this.#dataSource = dataSource;
    this.#format = format;
  }

  /** Newest first. A number is looked for on both sides of the call, in every way of writing it. */
  list(query: CallQuery): Promise<Page<CallSummary>> {
    return withDatabaseErrors(async () => {
      const select = this.#dataSource.manager.createQueryBuilder(Call, 'call');
      this.#filter(select, query);
      const offset = offsetOf(query);
      const counted = await this.#count(select);
      const calls = await this.#page(select, offset, query.pageSize);
      return pageFrom(await this.#summaries(calls), counted, query);
    });
  }

  /** The newest calls of a customer. */
  recentOf(customerId: CustomerId, limit: number): Promise<CallSummary[]> {
    return withDatabaseErrors(async () => {
      const select = this.#dataSource.manager.createQueryBuilder(Call, 'call');
      const calls = await newestFirst(select.where('call.customerId = :customerId', { customerId }))
        .limit(limit)
        .getMany();
      return this.#summaries(calls);
    });
  }

  /** In the order they are asked for; those that are not there are left out. */
  byIds(callIds: readonly string[]): Promise<CallSummary[]> {
    return withDatabaseErrors(async () => {
      const found = await this.#dataSource.manager.findBy(Call, { callId: In([...callIds]) });
      const byId = new Map((await this.#summaries(found)).map((call) => [call.callId, call]));
      return callIds.map((callId) => byId.get(callId)).filter((call) => call !== undefined);
    });
  }

  get(callId: CallId): Promise<CallDetail | null> {
    if (!isUuid(callId)) return Promise.resolve(null);
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const id = callId.toLowerCase();
      const call = await manager.findOneBy(Call, { callId: id });
      if (!call) return null;
      const [summary] = await this.#summaries([call]);
      const legs = await manager.find(CallLeg, {
        where: { callId: id },
        order: { startedAt: 'ASC', legId: 'ASC' },
      });
      const events = await manager.find(CallEvent, {
        where: { callId: id },
        order: { streamMs: 'ASC', streamSeq: 'ASC' },
      });
      const files = call.recordings.length === 0 ? [] : await manager.findBy(Recording, { callId: id });
      return summary
        ? {
            ...summary,
            quality: call.quality,
            recordings: toRecordingViews(call.recordings, files),
            legs: legs.map(toLegView),
            timeline: events.map(toTimelineEntry),
          }
        : null;
    });
  }

  dispositions(): Promise<readonly DispositionView[]> {
    return withDatabaseErrors(async () => {
      const all = await this.#dataSource.manager.find(Disposition, {
        order: { position: 'ASC', code: 'ASC' },
      });
      return all.map(({ code, names }) => ({ code, names }));
    });
  }

  /** Calls before the page are passed over in an index, not read. */
  async #page(select: SelectQueryBuilder<Call>, offset: number, limit: number): Promise<Call[]> {
    const rows = await newestFirst(select.clone().select('call.callId', 'id'))
      .offset(offset)
      .limit(limit)
      .getRawMany<{ id: string }>();
    if (rows.length === 0) return [];
    const found = this.#dataSource.manager.createQueryBuilder(Call, 'call');
    return newestFirst(found.whereInIds(rows.map(({ id }) => id))).getMany();
  }

  /** Stops when there are more than a list shows. */
  async #count(select: SelectQueryBuilder<Call>): Promise<number> {
    const [sql, parameters] = select
      .clone()
      .select('1', 'one')
      .limit(LIST_CAP + 1)
      .getQueryAndParameters();
    const [counted] = await this.#dataSource.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM (${sql}) AS counted`,
      parameters,
    );
    return counted?.total ?? 0;
  }

  #filter(select: SelectQueryBuilder<Call>, query: CallQuery): void {
    const { customerId, agentId, number } = query;
    if (customerId !== undefined) {
      if (isUuid(customerId)) select.andWhere('call.customerId = :customerId', { customerId });
      else select.andWhere('false');
    }
    if (agentId !== undefined)
      select.andWhere(
        `(call.agentId = :agentId OR (call.direction = 'internal' AND call.dialedNumber = :agentId))`,
        { agentId: cleanText(agentId) },
      );
    if (number !== undefined && number.trim() !== '') {
      const keys = candidates(number, this.#format);
      select.andWhere('(call.callerKey = ANY(:keys) OR call.dialedKey = ANY(:keys))', { keys });
    }
  }

  async #summaries(calls: readonly Call[]): Promise<CallSummary[]> {
    const ids = calls.map((call) => call.customerId).filter((id) => id !== null);
    const names = await customerNames(this.#dataSource.manager, ids);
    return calls.map((call) => toCallSummary(call, names.get(call.customerId ?? '') ?? null));
  }
}

const newestFirst = (select: SelectQueryBuilder<Call>): SelectQueryBuilder<Call> =>
  select.orderBy('call.startedAt', 'DESC').addOrderBy('call.callId', 'DESC');
