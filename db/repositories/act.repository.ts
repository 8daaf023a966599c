import type { DataSource } from 'typeorm';
import { auditEntrySchema, type AuditEntry, type AuditQuery } from '../../server/contract/audit';
import type { Page } from '../../server/contract/rest';
import { withDatabaseErrors } from '../database-error';
import { cleanText } from '../projection/stored-event';
import { Conditions, countUpTo, offsetOf, pageFrom } from './paging';

interface ActRow {
  readonly event_id: string;
  readonly at: Date;
  readonly call_id: string | null;
  readonly queue_id: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What supervisors did, read from the event log. */
export class ActRepository {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** Newest first. */
  list(query: AuditQuery): Promise<Page<AuditEntry>> {
    return withDatabaseErrors(async () => {
      const offset = offsetOf(query);
      const conditions = new Conditions();
      // In the words of the index call_events_acts_idx, or it would not be used.
      conditions.add(`e.type = 'supervisor.acted'`);
      conditions.where(query.act, (value) => `e.data ->> 'act' = ${value}`);
      conditions.where(query.login && cleanText(query.login), (value) => `e.data ->> 'login' = ${value}`);
      conditions.where(
        query.toAgentId && cleanText(query.toAgentId),
        (value) => `e.data ->> 'toAgentId' = ${value}`,
      );
      const rows = `FROM call_events e ${conditions.sql}`;
      const [counted] = await this.#dataSource.query<{ total: number }[]>(
        countUpTo(rows),
        conditions.parameters,
      );
      const found = await this.#dataSource.query<ActRow[]>(
        `SELECT e.event_id, e.at, e.call_id, e.queue_id, e.data ${rows}
         ORDER BY e.stream_ms DESC, e.stream_seq DESC
         LIMIT ${conditions.bind(query.pageSize)} OFFSET ${conditions.bind(offset)}`,
        conditions.parameters,
      );
      return pageFrom(found.map(entryOf), counted?.total ?? 0, query);
    });
  }
}

const entryOf = ({ event_id, at, call_id, queue_id, data }: ActRow): AuditEntry =>
  auditEntrySchema.parse({
    entryId: event_id,
    at: at.toISOString(),
    login: data['login'],
    name: data['name'],
    act: data['act'],
    toAgentId: data['toAgentId'] ?? null,
    callId: call_id,
    queueId: queue_id,
    details: data['details'] ?? {},
  });
