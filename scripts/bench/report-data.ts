import type { DataSource } from 'typeorm';
import { sumAgain } from '../../db/projection/sum-again';

export interface ReportSize {
  readonly calls: number;
  readonly days: number;
  readonly agents: number;
  readonly queues: number;
}

/** Midnight in Shanghai of the day after the last one. */
export const LAST_MIDNIGHT = Date.UTC(2026, 10, 29, 16);
const DAY_MS = 86_400_000;
const HOUR_S = 3600;

/** An answered call of an agent every so often in shifts that overlap; one call in eleven gives up. */
const CALLS = `
  CREATE TEMPORARY TABLE made AS
  SELECT md5('call' || row_number() OVER ())::uuid AS call_id, m.*,
    'queue-' || (m.seed % $1) AS queue_id,
    '139' || lpad(((m.seed * 7919) % 400000)::text, 8, '0') AS caller_key,
    CASE WHEN m.seed % 10 = 0 THEN '112' ELSE '1000' END AS dialed_number,
    CASE WHEN m.seed % 5 = 0 THEN 15000 + m.seed % 90000 ELSE m.seed % 15000 END AS wait_ms,
    60000 + m.seed % 180000 AS talk_ms
  FROM (
    SELECT agent, day,
      $2::timestamptz - make_interval(days => $3 - day)
        + make_interval(secs => 8 * ${HOUR_S} + (agent % 3) * 5400 + n * 900 + floor(random() * 300)) AS began_at,
      floor(random() * 1000000)::bigint AS seed
    FROM generate_series(0, $3 - 1) AS day, generate_series(1, $4) AS agent, generate_series(0, $5 - 1) AS n
    UNION ALL
    SELECT NULL, day,
      $2::timestamptz - make_interval(days => $3 - day) + make_interval(secs => 8 * ${HOUR_S} + floor(random() * 12 * ${HOUR_S})),
      floor(random() * 1000000)::bigint
    FROM generate_series(0, $3 - 1) AS day, generate_series(1, $6) AS n
  ) AS m`;

const FILL = [
  `INSERT INTO calls (call_id, direction, caller_number, caller_name, dialed_number, caller_key, dialed_key, agent_id, queue_id,
     started_at, ended_at, outcome, wait_ms, talk_ms)
   SELECT call_id, 'inbound', caller_key, '', dialed_number, caller_key, dialed_number, (1000 + agent)::text, queue_id, began_at,
     began_at + interval '5 minutes', CASE WHEN agent IS NULL THEN 'abandoned' ELSE 'answered' END, wait_ms,
     CASE WHEN agent IS NULL THEN NULL ELSE talk_ms END FROM made`,
  `INSERT INTO call_visits (call_id, nth, queue_id, began_at, dialed_number, caller_key, is_callback, outcome, wait_ms,
     answer_within_ms, short_ms, agent_id, talk_ms, held_ms, wrap_up_ms, asked, mark, is_repeated)
   SELECT call_id, 0, queue_id, began_at, dialed_number, caller_key, false,
     CASE WHEN agent IS NULL THEN 'abandoned' ELSE 'answered' END, wait_ms, 20000, 5000, (1000 + agent)::text,
     CASE WHEN agent IS NULL THEN 0 ELSE talk_ms END, 0, CASE WHEN agent IS NULL THEN 0 ELSE 30000 END,
     agent IS NOT NULL AND seed % 2 = 0, CASE WHEN agent IS NOT NULL AND seed % 4 = 0 THEN 1 + seed % 5 END, seed % 9 = 0 FROM made`,
  `INSERT INTO call_stints (call_id, nth, agent_id, queue_id, kind, began_at, reached, handed_on, talk_ms, held_ms, wrap_up_ms,
     asked, mark)
   SELECT call_id, 0, (1000 + agent)::text, queue_id, CASE WHEN seed % 40 = 0 THEN 'missed' ELSE 'answered' END, began_at,
     seed % 40 <> 0, seed % 20 = 1, talk_ms, 0, 30000, seed % 2 = 0, CASE WHEN seed % 4 = 0 THEN 1 + seed % 5 END
   FROM made WHERE agent IS NOT NULL`,
  // Ready until the next call, on call, in wrap-up.
  `INSERT INTO agent_intervals (agent_id, stream_ms, stream_seq, presence, productive, state, call_id, from_at, until_at)
   SELECT (1000 + agent)::text, floor(extract(epoch FROM from_at) * 1000), part, 'ready', true, state, NULL, from_at, until_at
   FROM (
     SELECT agent, part, state, from_at, least(until_at, coalesce(next, until_at)) AS until_at FROM (
       SELECT agent, began_at, talk_ms, lead(began_at) OVER (PARTITION BY agent, day ORDER BY began_at) AS next
       FROM made WHERE agent IS NOT NULL
     ) AS stints
     CROSS JOIN LATERAL (VALUES
       (0, 'on-call', began_at, began_at + talk_ms * interval '1 ms'),
       (1, 'wrap-up', began_at + talk_ms * interval '1 ms', began_at + (talk_ms + 30000) * interval '1 ms'),
       (2, 'idle', began_at + (talk_ms + 30000) * interval '1 ms', next)
     ) AS parts (part, state, from_at, until_at)
   ) AS intervals WHERE until_at > from_at`,
];

/** Calls of campaigns: $1 of them by twenty campaigns, in the $3 days before $2; four of ten answer. */
const CAMPAIGN_CALLS = `
  INSERT INTO dial_decisions (decision_id, campaign_id, contact_id, number, number_key, at, decision, rule, evidence,
    call_id, result, mark, answered_at, ended_at)
  SELECT id, 'campaign-' || (seed % 20), id, '139', '+86139', at, 'dialled', 'allowed', '{}', id, result,
    CASE WHEN result = 'reached' THEN (ARRAY['told', 'promised', 'paid'])[1 + seed % 3] END,
    CASE WHEN result IN ('reached', 'abandoned', 'machine') THEN at + interval '9 seconds' END,
    at + make_interval(secs => 20 + seed % 120)
  FROM (
    SELECT md5('attempt' || n)::uuid AS id, n AS seed,
      $2::timestamptz - make_interval(secs => floor(random() * $3) * 86400 + 4 * ${HOUR_S} + floor(random() * 11 * ${HOUR_S})) AS at,
      (ARRAY['reached', 'reached', 'reached', 'machine', 'busy', 'no-answer', 'no-answer', 'no-answer', 'refused',
        'abandoned'])[1 + n % 10] AS result
    FROM generate_series(1, $1) AS n
  ) AS made`;

/** Fills calls, what they count for, and agents' time; then sums it all as a rebuild does. Answers with the number of calls. */
export async function fillReports(dataSource: DataSource, size: ReportSize): Promise<number> {
  const { calls, days, agents, queues } = size;
  const perDay = Math.floor((calls * 10) / 11 / days / agents);
  const givenUp = Math.round(calls / days) - perDay * agents;
  await dataSource.transaction(async (manager) => {
    await manager.query('SELECT setseed(0.5)');
    await manager.query(CALLS, [queues, new Date(LAST_MIDNIGHT), days, agents, perDay, givenUp]);
    for (const statement of FILL) await manager.query(statement);
    await manager.query(CAMPAIGN_CALLS, [calls, new Date(LAST_MIDNIGHT), days]);
    await sumAgain(manager);
  });
  await dataSource.query('VACUUM ANALYZE');
  const [counted] = await dataSource.query<{ calls: number }[]>('SELECT count(*)::int AS calls FROM calls');
  return counted?.calls ?? 0;
}

/** Some day of those that were filled, the last `span` of which are left out; YYYY-MM-DD. */
export const someDays = (size: ReportSize, span: number, nth: number): { from: string; to: string } => {
  const first = (nth * 17) % (size.days - span + 1);
  const day = (number: number): string =>
    new Date(LAST_MIDNIGHT - (size.days - number) * DAY_MS + DAY_MS / 2).toISOString().slice(0, 10);
  return { from: day(first), to: day(first + span - 1) };
};
