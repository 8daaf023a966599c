import type { DataSource, EntityManager } from 'typeorm';
import type { CampaignCall, CampaignCallsQuery } from '../../server/contract/reports';
import type { Page } from '../../server/contract/rest';
import type { CampaignCalls } from '../../server/measures/campaign-counts';
import type { CampaignPart } from '../../server/measures/measure-store';
import { withDatabaseErrors } from '../database-error';
import { countUpTo, offsetOf, pageFrom } from './paging';
import { campaignCallsWhere } from './reported-calls';

type Parts<Key> = readonly (CampaignCalls & CampaignPart & Key)[];

const QUARTER = `date_bin('15 minutes', at, 'epoch')`;
const CONNECTED = `coalesce(sum(extract(epoch FROM ended_at - answered_at) * 1000), 0)`;

/**
 * A call is over within hours, and what came of it is said before its agent's wrap-up is over. $1: summed so far · $2: until there;
 * one that goes on, or nobody has settled, is waited for.
 */
const NEXT = `
  SELECT date_bin('15 minutes', least($2, (
    SELECT min(at) FROM dial_decisions WHERE decision = 'dialled' AND ended_at IS NULL AND at >= $1
  )), 'epoch') AS next`;

/**
 * A call has changed that may be added up already: told late, after the database was away for long. What is summed from there on is added
 * up again. Of the same transaction as the change: a sum that is under way waits for it, or is waited for.
 */
export async function sumAgainFrom(manager: EntityManager, at: Date): Promise<void> {
  await manager.query('SELECT 1 FROM campaign_sums FOR KEY SHARE');
  await manager.query(
    `WITH late AS (
       UPDATE campaign_sums SET until = date_bin('15 minutes', $1, 'epoch') WHERE until > $1 RETURNING until
     ) DELETE FROM campaign_quarters USING late WHERE at >= late.until`,
    [at],
  );
}

/** Calls of campaigns, added up once nothing of them can change. */
export class CampaignSums {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** Adds up what was begun before that moment, Unix ms, and is not yet. Of several servers one does it. */
  sum(before: number): Promise<void> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const [sums] = await manager.query<{ until: Date }[]>('SELECT until FROM campaign_sums FOR UPDATE');
        if (!sums) return;
        const [{ next } = { next: sums.until }] = await manager.query<{ next: Date }[]>(NEXT, [
          ...[sums.until, new Date(before)],
        ]);
        if (next <= sums.until) return;
        await manager.query(
          `INSERT INTO campaign_quarters (at, campaign_id, result, mark, calls, connected_ms)
           SELECT ${QUARTER}, campaign_id, result, coalesce(mark, ''), count(*), ${CONNECTED}
           FROM dial_decisions WHERE decision = 'dialled' AND at >= $1 AND at < $2 GROUP BY 1, 2, 3, 4`,
          [sums.until, next],
        );
        await manager.query('UPDATE campaign_sums SET until = $1', [next]);
      }),
    );
  }

  /**
   * Calls begun from $1 until $2, both on a quarter of an hour: from the sums as far as these go, else from the calls themselves.
   * @param key what they are told apart by, of the columns `at` and `campaign_id`
   * @param nth the parameter that names the one campaign; null: of all
   */
  parts<Key>(key: string, nth: number, parameters: unknown[]): Promise<Parts<Key>> {
    const which = `($${nth}::text IS NULL OR campaign_id = $${nth})`;
    return withDatabaseErrors(() =>
      this.#dataSource.query<(CampaignCalls & CampaignPart & Key)[]>(
        `SELECT ${key}, result, mark, sum(calls)::int AS calls, sum(connected_ms)::float8 AS "connectedMs"
         FROM (
           SELECT at, campaign_id, result, nullif(mark, '') AS mark, calls, connected_ms
           FROM campaign_quarters
           WHERE at >= $1 AND at < least($2, (SELECT until FROM campaign_sums)) AND ${which}
           UNION ALL
           SELECT ${QUARTER}, campaign_id, result, mark, count(*), ${CONNECTED}
           FROM dial_decisions
           WHERE decision = 'dialled' AND at >= greatest($1, (SELECT until FROM campaign_sums)) AND at < $2 AND ${which}
           GROUP BY 1, 2, 3, 4
         ) AS parts GROUP BY 1, 2, 3 ORDER BY 1`,
        parameters,
      ),
    );
  }

  /** The calls behind a figure, the newest first. */
  calls(query: CampaignCallsQuery): Promise<Page<CampaignCall>> {
    return withDatabaseErrors(async () => {
      const { sql, parameters } = campaignCallsWhere(query);
      const rows = `FROM dial_decisions ${sql}`;
      const [counted] = await this.#dataSource.query<{ total: number }[]>(countUpTo(rows), parameters);
      const found = await this.#dataSource.query<(Omit<CampaignCall, 'at'> & { at: Date })[]>(
        `SELECT found.decision_id AS "attemptId", calls.call_id AS "callId", found.campaign_id AS "campaignId", found.at,
           found.number, coalesce(contacts.name, '') AS name, found.result, found.mark,
           extract(epoch FROM found.ended_at - found.answered_at)::float8 * 1000 AS "connectedMs"
         FROM (SELECT * ${rows} ORDER BY at DESC, decision_id LIMIT ${query.pageSize} OFFSET ${offsetOf(query)}) found
         LEFT JOIN calls USING (call_id)
         LEFT JOIN campaign_contacts contacts USING (contact_id)
         ORDER BY found.at DESC, found.decision_id`,
        parameters,
      );
      const items = found.map(({ at, ...call }) => ({ ...call, at: at.toISOString() }));
      return pageFrom(items, counted?.total ?? 0, query);
    });
  }
}
