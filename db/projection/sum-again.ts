import type { EntityManager } from 'typeorm';
import { agentTimeNames, stintCountNames } from '../../server/measures/agent-counts';
import { queueCountNames } from '../../server/measures/queue-counts';
import { snake } from '../naming-strategy';

type Terms<Name extends string> = Readonly<Record<Name, string>>;

const whole = (name: string): string => `sum(${name})`;
const when = (condition: string): string => `count(*) FILTER (WHERE ${condition})`;
const whenSum = (name: string, condition: string): string =>
  `coalesce(sum(${name}) FILTER (WHERE ${condition}), 0)`;

const CALLER = 'NOT is_callback';
/** What countsOfVisit says of one visit, said of all at once. */
const VISIT_TERMS: Terms<(typeof queueCountNames)[number]> = {
  offered: when(CALLER),
  answered: when(`${CALLER} AND outcome = 'answered'`),
  answeredWithin: when(`${CALLER} AND outcome = 'answered' AND wait_ms <= answer_within_ms`),
  abandoned: when(`${CALLER} AND outcome = 'abandoned'`),
  shortAbandoned: when(`${CALLER} AND outcome = 'abandoned' AND wait_ms < short_ms`),
  leftQueue: when(`${CALLER} AND outcome = 'left'`),
  leftForCallback: when(`${CALLER} AND outcome = 'left' AND left_because = 'callback'`),
  lost: when(`${CALLER} AND outcome = 'lost'`),
  answeredWaitMs: whenSum('wait_ms', `${CALLER} AND outcome = 'answered'`),
  abandonedWaitMs: whenSum('wait_ms', `${CALLER} AND outcome = 'abandoned'`),
  talkMs: whole('talk_ms'),
  heldMs: whole('held_ms'),
  wrapUpMs: whole('wrap_up_ms'),
  asked: when(`${CALLER} AND asked`),
  marked: when(`${CALLER} AND mark IS NOT NULL`),
  marksSum: whenSum('mark', CALLER),
  satisfied: when(`${CALLER} AND mark >= 4`),
  known: when(`${CALLER} AND outcome = 'answered' AND caller_key IS NOT NULL`),
  repeated: when(`${CALLER} AND outcome = 'answered' AND caller_key IS NOT NULL AND is_repeated`),
  callbacks: when('is_callback'),
  callbacksReached: when(`is_callback AND outcome = 'answered'`),
};

const TALKED = `kind IN ('answered', 'dialled')`;
const STINT_TERMS: Terms<(typeof stintCountNames)[number]> = {
  answered: when(`kind = 'answered'`),
  dialled: when(`kind = 'dialled'`),
  reached: when(`kind = 'dialled' AND reached`),
  missed: when(`kind = 'missed'`),
  declined: when(`kind = 'declined'`),
  handedOn: when(`${TALKED} AND handed_on`),
  talkMs: whenSum('talk_ms', TALKED),
  heldMs: whenSum('held_ms', TALKED),
  asked: when(`${TALKED} AND asked`),
  marked: when(`${TALKED} AND mark IS NOT NULL`),
  marksSum: whenSum('mark', TALKED),
  satisfied: when(`${TALKED} AND mark >= 4`),
  reviewed: when(`${TALKED} AND quality_mark IS NOT NULL`),
  qualitySum: whenSum('quality_mark', TALKED),
};

const IDLE = `state IN ('idle', 'offered')`;
const TIME_TERMS: Terms<(typeof agentTimeNames)[number]> = {
  readyMs: whenSum('ms', `${IDLE} AND presence = 'ready'`),
  breakMs: whenSum('ms', `${IDLE} AND presence = 'break' AND NOT productive`),
  productiveBreakMs: whenSum('ms', `${IDLE} AND presence = 'break' AND productive`),
  notRespondingMs: whenSum('ms', `${IDLE} AND presence = 'not-responding'`),
  onCallMs: whenSum('ms', `state = 'on-call'`),
  wrapUpMs: whenSum('ms', `state = 'wrap-up'`),
  supervisingMs: whenSum('ms', `state = 'supervising'`),
};

const QUARTER_OF = (at: string): string => `date_bin('15 minutes', ${at}, 'epoch')`;
const columnsOf = (terms: Readonly<Record<string, string>>): string =>
  Object.keys(terms).map(snake).join(', ');
const listOf = (terms: Readonly<Record<string, string>>): string => Object.values(terms).join(', ');

const namedTerms = (terms: Readonly<Record<string, string>>): string =>
  Object.entries(terms)
    .map(([name, term]) => `${term} AS ${snake(name)}`)
    .join(', ');
const zerosOf = (terms: Readonly<Record<string, string>>): string =>
  Object.keys(terms)
    .map((name) => `0 AS ${snake(name)}`)
    .join(', ');
const sumsOf = (terms: Readonly<Record<string, string>>): string =>
  Object.keys(terms)
    .map((name) => whole(snake(name)))
    .join(', ');

/** All sums anew from visits, stints and intervals, within one transaction; in the order of time, as they come to be. */
export async function sumAgain(manager: EntityManager): Promise<void> {
  // Those of campaigns are read call by call until they are added up again.
  await manager.query(`UPDATE campaign_sums SET until = 'epoch'`);
  await manager.query('DELETE FROM campaign_quarters');
  await manager.query('DELETE FROM queue_quarters');
  await manager.query(
    `INSERT INTO queue_quarters (queue_id, at, dialed_number, longest_wait_ms, ${columnsOf(VISIT_TERMS)})
     SELECT queue_id, ${QUARTER_OF('began_at')}, dialed_number,
       coalesce(max(wait_ms) FILTER (WHERE ${CALLER}), 0), ${listOf(VISIT_TERMS)}
     FROM call_visits GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
  );
  await manager.query('DELETE FROM agent_quarters');
  await manager.query(
    `INSERT INTO agent_quarters (agent_id, at, ${columnsOf(STINT_TERMS)}, ${columnsOf(TIME_TERMS)})
     SELECT agent_id, at, ${sumsOf(STINT_TERMS)}, ${sumsOf(TIME_TERMS)} FROM (
       SELECT agent_id, ${QUARTER_OF('began_at')} AS at, ${namedTerms(STINT_TERMS)}, ${zerosOf(TIME_TERMS)}
       FROM call_stints GROUP BY 1, 2
       UNION ALL
       SELECT agent_id, at, ${zerosOf(STINT_TERMS)}, ${namedTerms(TIME_TERMS)} FROM (
         SELECT i.*, q.at, extract(epoch FROM least(i.until_at, q.at + interval '15 minutes') - greatest(i.from_at, q.at)) * 1000 AS ms
         FROM agent_intervals i
         CROSS JOIN LATERAL generate_series(${QUARTER_OF('i.from_at')}, i.until_at, interval '15 minutes') AS q (at)
         WHERE i.until_at IS NOT NULL AND q.at < i.until_at
       ) AS parts GROUP BY 1, 2
     ) AS both_of_them GROUP BY 1, 2 ORDER BY 2, 1`,
  );
  await manager.query('DELETE FROM agent_days');
  await manager.query(
    `INSERT INTO agent_days (agent_id, at, ${columnsOf(STINT_TERMS)}, ${columnsOf(TIME_TERMS)})
     SELECT agent_id, date_bin('1 day', at, 'epoch'), ${sumsOf(STINT_TERMS)}, ${sumsOf(TIME_TERMS)}
     FROM agent_quarters GROUP BY 1, 2 ORDER BY 2, 1`,
  );
}
