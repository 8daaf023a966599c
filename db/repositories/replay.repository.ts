import type { DataSource } from 'typeorm';
import type {
  Recorded,
  RecordedCall,
  RecordedShift,
  ReplaySource,
} from '../../server/queues/replay/recorded';
import { withDatabaseErrors } from '../database-error';

interface CallRow {
  call_id: string;
  queue_id: string;
  queued_at: Date;
  talking_at: Date | null;
  left_at: Date | null;
  left_why: string | null;
  callback: boolean;
  head_start_ms: number;
  ring_ms: number;
  talk_ms: number;
  wrap_up_ms: number;
}

interface ShiftRow {
  agent_id: string;
  from_at: Date;
  until_at: Date;
}

/** Calls are followed this much longer than they are looked for: so long a wait and a talk may last. */
const FOLLOW_MS = 6 * 3_600_000;

export class ReplayRepository implements ReplaySource {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  recorded(from: number, until: number, mostCalls: number): Promise<Recorded> {
    return withDatabaseErrors(async () => {
      const [begin, end, followed] = [from, until, until + FOLLOW_MS].map((at) => new Date(at));
      const calls = await this.#dataSource.query<CallRow[]>(CALLS, [begin, end, followed, mostCalls]);
      const shifts = await this.#dataSource.query<ShiftRow[]>(SHIFTS, [begin, followed]);
      return { calls: calls.map(toCall), shifts: joined(shifts), until };
    });
  }
}

/**
 * The first time each call came to a queue; a call that came back keeps that one. It left it when it went back into the flow,
 * gave up or ended, whatever was first. A callback without an answer is no wait of anybody's, only the attempt of one.
 */
const CALLS = `
  WITH arrived AS (
    SELECT DISTINCT ON (call_id) call_id, queue_id, at, data, stream_ms, stream_seq FROM call_events
    WHERE type = 'call.queued' AND at >= $1 AND at < $2 AND call_id IS NOT NULL AND queue_id IS NOT NULL
    ORDER BY call_id, stream_ms, stream_seq
  ), first_ones AS (SELECT * FROM arrived ORDER BY at, call_id LIMIT $4),
  times AS (
    SELECT s.call_id,
      min(e.at) FILTER (WHERE e.type = 'call.talking') AS talking_at,
      min(e.at) FILTER (WHERE e.type <> 'call.talking') AS left_at,
      (array_agg(e.data->>'why' ORDER BY e.stream_ms, e.stream_seq) FILTER (WHERE e.type <> 'call.talking'))[1]
        AS left_why
    FROM first_ones s JOIN call_events e USING (call_id)
    WHERE (e.stream_ms, e.stream_seq) > (s.stream_ms, s.stream_seq)
      AND e.type IN ('call.talking', 'call.abandoned', 'call.left-queue', 'call.ended')
    GROUP BY s.call_id
  ), busy AS (
    SELECT call_id, state, sum(extract(epoch FROM until_at - from_at) * 1000) AS ms FROM agent_intervals
    WHERE from_at >= $1 AND from_at < $3 AND until_at IS NOT NULL AND state <> 'idle' AND call_id IS NOT NULL
    GROUP BY call_id, state
  )
  SELECT s.call_id, s.queue_id, s.at AS queued_at, t.talking_at,
    CASE WHEN t.talking_at IS NULL THEN t.left_at END AS left_at, t.left_why,
    s.data ? 'callbackId' AS callback,
    CASE WHEN s.data ? 'callbackId'
      THEN greatest(0, extract(epoch FROM s.at) * 1000 - (s.data->>'score')::float8) ELSE 0 END::float8 AS head_start_ms,
    COALESCE(max(b.ms) FILTER (WHERE b.state = 'offered'), 0)::float8 AS ring_ms,
    COALESCE(max(b.ms) FILTER (WHERE b.state = 'on-call'), 0)::float8 AS talk_ms,
    COALESCE(max(b.ms) FILTER (WHERE b.state = 'wrap-up'), 0)::float8 AS wrap_up_ms
  FROM first_ones s LEFT JOIN times t USING (call_id) LEFT JOIN busy b USING (call_id)
  GROUP BY s.call_id, s.queue_id, s.at, s.data, t.talking_at, t.left_at, t.left_why
  ORDER BY s.at, s.call_id`;

/** Ready, and not busy with a call that came to no queue: one he dialled. */
const SHIFTS = `
  SELECT i.agent_id, greatest(i.from_at, $1) AS from_at, least(COALESCE(i.until_at, $2), $2) AS until_at
  FROM agent_intervals i
  WHERE i.from_at < $2 AND COALESCE(i.until_at, $2) > $1
    AND (i.state IN ('offered', 'wrap-up', 'on-call') OR i.presence = 'ready')
    AND (i.call_id IS NULL OR EXISTS (
      SELECT FROM call_events e WHERE e.call_id = i.call_id AND e.type = 'call.queued'))
  ORDER BY i.agent_id, i.from_at`;

const toCall = (row: CallRow): RecordedCall => ({
  callId: row.call_id,
  queueId: row.queue_id,
  queuedAt: row.queued_at.getTime(),
  talkingAt: row.talking_at && row.talking_at.getTime(),
  leftAt: row.left_at && row.left_at.getTime(),
  left: row.left_at === null ? null : leftBy(row.left_why),
  isCallback: row.callback,
  headStartMs: row.head_start_ms,
  ringMs: row.ring_ms,
  talkMs: row.talk_ms,
  wrapUpMs: row.wrap_up_ms,
});

function leftBy(why: string | null): RecordedCall['left'] {
  if (why === null) return 'abandoned';
  return why === 'key' || why === 'callback' ? 'key' : 'sent';
}

/** Times that follow one another are one. */
function joined(rows: readonly ShiftRow[]): RecordedShift[] {
  const shifts: { agentId: string; from: number; until: number }[] = [];
  for (const row of rows) {
    const [from, until] = [row.from_at.getTime(), row.until_at.getTime()];
    const last = shifts.at(-1);
    if (last?.agentId === row.agent_id && from <= last.until) last.until = Math.max(last.until, until);
    else shifts.push({ agentId: row.agent_id, from, until });
  }
  return shifts;
}
