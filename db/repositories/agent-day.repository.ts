import type { DataSource } from 'typeorm';
import type { AgentDays, AgentTimes } from '../../server/agents/agent-days';
import type { AgentId } from '../../server/contract/ids';
import { withDatabaseErrors } from '../database-error';

/**
 * An interval that reaches into the day may have begun before it: as far back as nobody stays in one state. A call counts
 * once, however often its agent was in it.
 */
const TIMES = `
  WITH day AS (
    SELECT $2::timestamptz AS begins, $3::timestamptz AS ends
  ), own AS (
    SELECT i.presence, i.state, i.call_id,
      extract(epoch FROM least(coalesce(i.until_at, day.ends), day.ends) - greatest(i.from_at, day.begins)) * 1000 AS ms
    FROM agent_intervals i, day
    WHERE i.agent_id = $1 AND i.from_at >= $2::timestamptz - interval '3 days' AND i.from_at < day.ends
      AND (i.until_at IS NULL OR i.until_at > day.begins)
  ), calls_of AS (
    SELECT c.direction FROM calls c
    WHERE c.call_id IN (SELECT call_id::uuid FROM own WHERE state = 'on-call' AND call_id ~ '^[0-9a-fA-F-]{36}$')
  )
  SELECT
    (SELECT count(*) FROM calls_of WHERE direction = 'inbound')::int AS answered,
    (SELECT count(*) FROM calls_of WHERE direction = 'outbound')::int AS dialled,
    coalesce(sum(ms) FILTER (WHERE state = 'on-call'), 0)::float8 AS on_call,
    coalesce(sum(ms) FILTER (WHERE state = 'wrap-up'), 0)::float8 AS wrap_up,
    coalesce(sum(ms) FILTER (WHERE state IN ('idle', 'offered') AND presence = 'ready'), 0)::float8 AS ready,
    coalesce(sum(ms) FILTER (WHERE state IN ('idle', 'offered') AND presence = 'break'), 0)::float8 AS break
  FROM own`;

interface TimesRow {
  answered: number;
  dialled: number;
  on_call: number;
  wrap_up: number;
  ready: number;
  break: number;
}

export class AgentDayRepository implements AgentDays {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  timesOf(agentId: AgentId, from: number, until: number): Promise<AgentTimes> {
    return withDatabaseErrors(async () => {
      const [row] = await this.#dataSource.query<TimesRow[]>(TIMES, [
        agentId,
        new Date(from),
        new Date(until),
      ]);
      return {
        answered: row?.answered ?? 0,
        dialled: row?.dialled ?? 0,
        onCallMs: Math.round(row?.on_call ?? 0),
        wrapUpMs: Math.round(row?.wrap_up ?? 0),
        readyMs: Math.round(row?.ready ?? 0),
        breakMs: Math.round(row?.break ?? 0),
      };
    });
  }
}
