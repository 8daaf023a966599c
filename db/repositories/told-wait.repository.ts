import type { DataSource } from 'typeorm';
import type { ToldWait, ToldWaits } from '../../server/queues/estimates/wait-estimates';
import { withDatabaseErrors } from '../database-error';

interface ToldRow {
  queue_id: string;
  minutes: number;
  took_ms: number | null;
}

/** The first thing that ended the wait in which it was told: only a talk tells how long it took. */
const TOLD = `
  SELECT t.queue_id, (t.data->>'minutes')::float8 AS minutes,
    CASE WHEN o.type = 'call.talking' THEN (extract(epoch FROM o.at - t.at) * 1000)::float8 END AS took_ms
  FROM call_events t LEFT JOIN LATERAL (
    SELECT type, at FROM call_events e
    WHERE e.call_id = t.call_id AND (e.stream_ms, e.stream_seq) > (t.stream_ms, t.stream_seq)
      AND e.type IN ('call.talking', 'call.left-queue', 'call.abandoned', 'call.ended')
    ORDER BY e.stream_ms, e.stream_seq LIMIT 1
  ) o ON true
  WHERE t.type = 'call.wait-told' AND t.at >= $1 AND t.at < $2 AND t.queue_id IS NOT NULL`;

const MINUTE_MS = 60_000;

export class ToldWaitRepository implements ToldWaits {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  toldWaits(from: number, until: number): Promise<readonly ToldWait[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<ToldRow[]>(TOLD, [new Date(from), new Date(until)]);
      return rows.map((row): ToldWait => ({
        queueId: row.queue_id,
        toldMs: row.minutes * MINUTE_MS,
        tookMs: row.took_ms,
      }));
    });
  }
}
