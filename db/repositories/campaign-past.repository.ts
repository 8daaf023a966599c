import type { DataSource } from 'typeorm';
import type { CampaignId } from '../../server/contract/ids';
import type {
  CampaignPast,
  CampaignSpeed,
  QueuePast,
  StoredReached,
} from '../../server/outbound/paced/campaign-past';
import type { EndedAttempt, Handled } from '../../server/outbound/pacing/observed';
import { withDatabaseErrors } from '../database-error';

const MINUTE_MS = 60_000;
const CALLS_OVER_MS = 3 * MINUTE_MS;
const DONE_OVER_MS = 15 * MINUTE_MS;
const ARRIVALS_OVER_S = 600;
/** A wrap-up that is not over says nothing of how long they are. */
const WRAPPED_UP_WITHIN = '10 minutes';

export class CampaignPastRepository implements CampaignPast {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** Answered ones count from their answer on: those who talk for long would be missing otherwise, and it would seem that nobody answers. */
  attempts(campaignId: CampaignId, limit: number): Promise<readonly EndedAttempt[]> {
    return this.#ask<EndedAttempt>(
      `SELECT extract(epoch FROM known_at - at)::float8 * 1000 AS ms,
         CASE WHEN answered_at IS NULL THEN 'none'
              WHEN answerer->>'answerer' IN ('machine', 'fax') THEN 'machine' ELSE 'person' END AS "end"
       FROM (SELECT *, coalesce(answered_at, ended_at) AS known_at FROM dial_decisions
             WHERE campaign_id = $1 AND decision = 'dialled' AND coalesce(answered_at, ended_at) IS NOT NULL
               AND coalesce(result, '') NOT IN ('withdrawn', 'stopped', 'lost', 'not-begun')
             ORDER BY coalesce(answered_at, ended_at) DESC LIMIT $2) newest
       ORDER BY known_at`,
      [campaignId, limit],
    );
  }

  async reached(campaignId: CampaignId, size: number): Promise<StoredReached> {
    const [row] = await this.#ask<StoredReached>(
      `SELECT count(*)::int AS reached,
         coalesce(array_agg(nth::int ORDER BY nth) FILTER (WHERE result = 'abandoned'), '{}') AS abandoned,
         coalesce(array_agg(decision_id::text) FILTER (WHERE ended_at > now() - interval '5 minutes'), '{}') AS newest
       FROM (SELECT *, row_number() OVER (ORDER BY ended_at, decision_id) AS nth
             FROM (SELECT decision_id, result, ended_at FROM dial_decisions
                   WHERE campaign_id = $1 AND result IN ('reached', 'abandoned')
                   ORDER BY ended_at DESC LIMIT $2) newest) numbered`,
      [campaignId, size],
    );
    return row ?? { reached: 0, abandoned: [], newest: [] };
  }

  async speed(campaignId: CampaignId, now: number): Promise<CampaignSpeed> {
    const [row] = await this.#ask<{ calls: number; since: Date | null; done: number; left: number }>(
      `SELECT
         (SELECT count(*)::int FROM dial_decisions
            WHERE campaign_id = $1 AND decision = 'dialled' AND at > $2) AS calls,
         (SELECT min(at) FROM dial_decisions
            WHERE campaign_id = $1 AND decision = 'dialled' AND at > $3) AS since,
         (SELECT count(*)::int FROM campaign_contacts
            WHERE campaign_id = $1 AND state = 'done' AND done_at > $3) AS done,
         (SELECT count(*)::int FROM campaign_contacts WHERE campaign_id = $1 AND state <> 'done') AS left`,
      [campaignId, new Date(now - CALLS_OVER_MS), new Date(now - DONE_OVER_MS)],
    );
    const dialledMs = row?.since ? Math.max(MINUTE_MS / 4, now - row.since.getTime()) : 0;
    const perMinute = (count: number, overMs: number): number =>
      dialledMs === 0 ? 0 : (count * MINUTE_MS) / Math.min(dialledMs, overMs);
    return {
      callsPerMinute: perMinute(row?.calls ?? 0, CALLS_OVER_MS),
      donePerMinute: perMinute(row?.done ?? 0, DONE_OVER_MS),
      left: row?.left ?? 0,
    };
  }

  async hasDue(campaignId: CampaignId, now: number): Promise<boolean> {
    const rows = await this.#ask(
      `SELECT 1 FROM campaign_contacts WHERE campaign_id = $1 AND state = 'open' AND next_at <= $2 LIMIT 1`,
      [campaignId, new Date(now)],
    );
    return rows.length > 0;
  }

  async queue(
    { queueId, servedBesides, wrapUpMs }: Parameters<CampaignPast['queue']>[0],
    now: number,
    limit: number,
  ): Promise<QueuePast> {
    const [handled, [arrived]] = await Promise.all([
      this.#ask<Handled>(
        `SELECT "talkMs", "wrapUpMs" FROM (
           SELECT v.began_at, v.talk_ms + v.held_ms AS "talkMs", v.wrap_up_ms AS "wrapUpMs"
           FROM call_visits v JOIN calls c USING (call_id)
           WHERE v.queue_id = $1 AND v.outcome = 'answered' AND c.ended_at IS NOT NULL
             AND ($2 = 0 OR v.wrap_up_ms > 0 OR c.ended_at < now() - interval '${WRAPPED_UP_WITHIN}')
           ORDER BY v.began_at DESC LIMIT $3) newest ORDER BY began_at`,
        [queueId, wrapUpMs, limit],
      ),
      this.#ask<{ count: number }>(
        `SELECT count(*)::int AS count FROM call_visits v
         WHERE v.queue_id = ANY($1) AND v.nth = 0 AND v.began_at > $2
           AND NOT EXISTS (SELECT 1 FROM dial_decisions d WHERE d.call_id = v.call_id)`,
        [servedBesides, new Date(now - ARRIVALS_OVER_S * 1000)],
      ),
    ]);
    return { handled, arrivalsPerS: (arrived?.count ?? 0) / ARRIVALS_OVER_S };
  }

  #ask<Row>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return withDatabaseErrors(() => this.#dataSource.query<Row[]>(sql, [...values]));
  }
}
