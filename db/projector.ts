import type { DataSource, EntityManager } from 'typeorm';
import type { DomainEvent } from '../server/contract/events';
import type { NumberFormat } from '../server/crm/number-matching';
import { OperationalError } from '../server/errors';
import type { Logger } from '../server/logging';
import { MEASURED_EVENTS } from '../server/measures/measured-event';
import type { MeasureSettings } from '../server/measures/settings';
import { toAppError, withDatabaseErrors } from './database-error';
import { AgentLog } from './projection/agent-log';
import { AnswerTargets } from './projection/answer-targets';
import { CALL_EVENTS, CallLog } from './projection/call-log';
import { malformedFields } from './projection/event-fields';
import { MeasureLog } from './projection/measure-log';
import { sumAgain } from './projection/sum-again';
import { toStored, type StoredEvent } from './projection/stored-event';

/** One projection at a time, over all servers: records are computed from the log, which must not grow meanwhile. */
const PROJECTION_LOCK = 7_100_002;
const CALLS_PER_PAGE = 500;

interface ProjectorDeps {
  readonly dataSource: DataSource;
  /** A data source without time limits, for a rebuild. */
  readonly patientDataSource: () => DataSource;
  readonly numberFormat: NumberFormat;
  readonly measures: MeasureSettings;
  readonly logger: Logger;
}

/**
 * Brings the event stream into PostgreSQL: events into the log, calls, legs and agents' intervals computed from it. Any event may
 * come again, late, out of order or in another batch: the tables are the same afterwards.
 */
export class Projector {
  readonly #deps: ProjectorDeps;
  readonly #targets = new AnswerTargets();

  constructor(deps: ProjectorDeps) {
    this.#deps = deps;
  }

  /**
   * Resolves when every event is stored.
   * @throws OperationalError when the database is away: hand the same batch over again
   */
  readonly apply = async (events: readonly DomainEvent[]): Promise<void> => {
    const stored = events.map((event) => this.#toStored(event)).filter((event) => event !== null);
    if (stored.length > 0) await this.#applyOrDivide(stored);
  };

  /** Computes calls, legs and agents' intervals anew from the log, in one transaction. Returns how many calls. */
  async rebuild(): Promise<number> {
    const dataSource = this.#deps.patientDataSource();
    return withDatabaseErrors(async () => {
      await dataSource.initialize();
      try {
        return await dataSource.transaction((manager) => this.#rebuildIn(manager));
      } finally {
        await dataSource.destroy();
      }
    });
  }

  /**
   * Counts a portion of all calls anew from their events, in the order of their ids; after the last one all sums. Each portion is a
   * transaction of its own, so that events go on being stored meanwhile.
   * @param after the last call of the portion before; null: from the beginning
   * @returns the last call of this portion; null when all is done
   */
  async measureAgain(
    after: string | null,
  ): Promise<{ readonly after: string | null; readonly calls: number }> {
    const dataSource = this.#deps.patientDataSource();
    return withDatabaseErrors(async () => {
      await dataSource.initialize();
      try {
        return await dataSource.transaction(async (manager) => {
          await lockProjection(manager);
          const callIds = await callIdsAfter(manager, after ?? '');
          await this.#callLog(manager).refresh(callIds);
          if (callIds.length === 0) await sumAgain(manager);
          return { after: callIds.at(-1) ?? null, calls: callIds.length };
        });
      } finally {
        await dataSource.destroy();
      }
    });
  }

  /**
   * One event the database refuses must not keep all history waiting: the batch is divided until that event
   * stands alone, and then it is left out.
   */
  async #applyOrDivide(events: readonly StoredEvent[]): Promise<void> {
    try {
      await this.#deps.dataSource.transaction((manager) => this.#applyIn(manager, events));
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error instanceof OperationalError) throw error;
      if (events.length === 1) {
        this.#deps.logger.error({ eventId: events[0]?.eventId, err: error }, 'event left out of history');
        return;
      }
      const middle = Math.ceil(events.length / 2);
      await this.#applyOrDivide(events.slice(0, middle));
      await this.#applyOrDivide(events.slice(middle));
    }
  }

  async #applyIn(manager: EntityManager, events: readonly StoredEvent[]): Promise<void> {
    await lockProjection(manager);
    const log = this.#callLog(manager);
    const added = await log.append(events);
    const news = events.filter((event) => added.has(event.eventId));
    for (const event of news) this.#reportMalformed(event);
    const callsOf = (types: readonly string[]): ReadonlySet<string> =>
      new Set(news.flatMap(({ type, callId }) => (callId !== null && types.includes(type) ? [callId] : [])));
    await log.refresh([...callsOf(CALL_EVENTS)], callsOf(MEASURED_EVENTS));
    await new AgentLog(manager).refresh(news);
  }

  async #rebuildIn(manager: EntityManager): Promise<number> {
    await lockProjection(manager);
    for (const table of [
      'calls',
      'call_visits',
      'call_stints',
      'queue_quarters',
      'agent_quarters',
      'agent_days',
    ])
      await manager.query(`DELETE FROM ${table}`);
    await new AgentLog(manager).rebuild();
    const log = this.#callLog(manager);
    let last = '';
    for (;;) {
      const callIds = await callIdsAfter(manager, last);
      const end = callIds.at(-1);
      if (end === undefined) break;
      await log.refresh(callIds);
      last = end;
    }
    const [counted] = await manager.query<{ calls: number }[]>('SELECT count(*)::int AS calls FROM calls');
    return counted?.calls ?? 0;
  }

  #callLog(manager: EntityManager): CallLog {
    const { numberFormat, measures } = this.#deps;
    return new CallLog(manager, numberFormat, new MeasureLog(manager, measures, this.#targets));
  }

  #toStored(event: DomainEvent): StoredEvent | null {
    const stored = toStored(event);
    if (!stored)
      this.#deps.logger.error({ eventId: event.id, type: event.type }, 'event without a usable id or time');
    return stored;
  }

  #reportMalformed(event: StoredEvent): void {
    const fields = malformedFields(event.type, event.data);
    if (fields.length === 0) return;
    const { eventId, type, callId } = event;
    this.#deps.logger.warn({ eventId, type, callId, fields }, 'malformed event data, stored as it came');
  }
}

async function callIdsAfter(manager: EntityManager, last: string): Promise<readonly string[]> {
  const rows = await manager.query<{ call_id: string }[]>(
    `SELECT DISTINCT call_id FROM call_events WHERE call_id > $1 ORDER BY call_id LIMIT ${CALLS_PER_PAGE}`,
    [last],
  );
  return rows.map((row) => row.call_id);
}

async function lockProjection(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [PROJECTION_LOCK]);
}
