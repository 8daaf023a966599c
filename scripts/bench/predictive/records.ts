import { Client } from 'pg';
import type { Centre } from '../../../tests/support/centre';
import type { BenchAgent } from '../acd/bench-centre';

export interface PlacedCall {
  readonly number: string;
  /** Unix ms, as all times here. */
  readonly at: number;
  /** null: it is not over. */
  readonly result: string | null;
  readonly answeredAt: number | null;
  /** When an agent had him; null: none did. */
  readonly agentAt: number | null;
}

/** What an agent was from one moment to the next. */
export interface AgentSpan {
  readonly agentId: string;
  readonly state: string;
  readonly from: number;
  readonly until: number;
}

export interface Records {
  readonly calls: readonly PlacedCall[];
  readonly spans: readonly AgentSpan[];
}

/** What is stored of a campaign's calls and of its agents' time. */
export async function readRecords(
  centre: Centre,
  campaignId: string,
  agents: readonly BenchAgent[],
): Promise<Records> {
  const client = new Client(centre.stores.postgres);
  await client.connect();
  try {
    const calls = await client.query<Dated<PlacedCall>>(
      `SELECT d.number, d.at, d.result, d.answered_at AS "answeredAt", min(i.from_at) AS "agentAt"
       FROM dial_decisions d LEFT JOIN agent_intervals i ON i.call_id = d.call_id::text AND i.state = 'on-call'
       WHERE d.campaign_id = $1 AND d.decision = 'dialled' GROUP BY d.decision_id ORDER BY d.at`,
      [campaignId],
    );
    const spans = await client.query<Dated<AgentSpan>>(
      `SELECT agent_id AS "agentId", state, from_at AS "from", coalesce(until_at, now()) AS "until"
       FROM agent_intervals WHERE agent_id = ANY ($1) ORDER BY from_at`,
      [agents.map(({ agentId }) => agentId)],
    );
    return {
      calls: calls.rows.map((row) => ({
        ...{ number: row.number, result: row.result, at: row.at.getTime() },
        ...{ answeredAt: row.answeredAt?.getTime() ?? null, agentAt: row.agentAt?.getTime() ?? null },
      })),
      spans: spans.rows.map(({ agentId, state, from, until }) => ({
        ...{ agentId, state, from: from.getTime(), until: until.getTime() },
      })),
    };
  } finally {
    await client.end();
  }
}

/** The same with dates in the place of numbers, as the database gives them. */
type Dated<Row> = {
  readonly [Key in keyof Row]: number extends Row[Key] ? Date | Exclude<Row[Key], number> : Row[Key];
};
