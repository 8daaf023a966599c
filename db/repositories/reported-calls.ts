import type { AgentCallsQuery, CampaignCallsQuery, QueueCallsQuery } from '../../server/contract/reports';
import type { AgentSelection } from '../../server/measures/measure-store';
import { cleanText } from '../projection/stored-event';
import { Conditions } from './paging';

/** The visits behind a figure of a queue: the same conditions that count them (server/measures/queue-counts.ts). */
const VISITS: Readonly<Record<QueueCallsQuery['kind'], string>> = {
  offered: 'true',
  answered: `outcome = 'answered'`,
  'answered-late': `outcome = 'answered' AND wait_ms > answer_within_ms`,
  abandoned: `outcome = 'abandoned'`,
  'short-abandoned': `outcome = 'abandoned' AND wait_ms < short_ms`,
  left: `outcome = 'left'`,
  lost: `outcome = 'lost'`,
  repeated: `outcome = 'answered' AND caller_key IS NOT NULL AND is_repeated`,
};

const STINTS: Readonly<Record<AgentCallsQuery['kind'], string>> = {
  answered: `kind = 'answered'`,
  dialled: `kind = 'dialled'`,
  missed: `kind = 'missed'`,
  declined: `kind = 'declined'`,
  'handed-on': `handed_on AND kind IN ('answered', 'dialled')`,
};

/** The calls of campaigns (server/measures/campaign-counts.ts). */
const ATTEMPTS: Readonly<Record<CampaignCallsQuery['kind'], string>> = {
  calls: `result IS DISTINCT FROM 'not-begun' AND result IS DISTINCT FROM 'withdrawn'`,
  reached: `result = 'reached'`,
  abandoned: `result = 'abandoned'`,
  machine: `result = 'machine'`,
  busy: `result = 'busy'`,
  'no-answer': `result = 'no-answer'`,
  refused: `result = 'refused'`,
  'wrong-number': `result = 'wrong-number'`,
  network: `result = 'network'`,
  broken: `result IN ('stopped', 'lost')`,
  withdrawn: `result = 'withdrawn'`,
};

export function queueCallsWhere({ from, until, kind, queueId, dialedNumber }: QueueCallsQuery): Conditions {
  const where = between('began_at', from, until);
  where.add('NOT is_callback');
  where.add(VISITS[kind]);
  where.where(queueId && cleanText(queueId), (value) => `queue_id = ${value}`);
  where.where(
    dialedNumber === undefined ? undefined : cleanText(dialedNumber),
    (value) => `dialed_number = ${value}`,
  );
  return where;
}

export function agentCallsWhere(
  { from, until, kind }: AgentCallsQuery,
  { agentIds }: AgentSelection,
): Conditions {
  const where = between('began_at', from, until);
  where.add(STINTS[kind]);
  where.where(agentIds?.map(cleanText), (value) => `agent_id = ANY(${value})`);
  return where;
}

export function campaignCallsWhere({ from, until, kind, campaignId, mark }: CampaignCallsQuery): Conditions {
  const where = between('at', from, until);
  where.add(`decision = 'dialled'`);
  where.add(ATTEMPTS[kind]);
  where.where(campaignId && cleanText(campaignId), (value) => `campaign_id = ${value}`);
  where.where(mark, (value) => `mark = ${value}`);
  return where;
}

function between(column: 'began_at' | 'at', from: string, until: string): Conditions {
  const where = new Conditions();
  where.where(new Date(from), (value) => `${column} >= ${value}`);
  where.where(new Date(until), (value) => `${column} < ${value}`);
  return where;
}
