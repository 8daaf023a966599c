import type { DataSource, EntityManager } from 'typeorm';
import type {
  Campaign as CampaignConfig,
  CampaignProgress,
  CampaignState,
} from '../../server/contract/campaigns';
import type { CampaignId } from '../../server/contract/ids';
import type { CampaignStore, SaveResult, StoredCampaign } from '../../server/outbound/campaign-store';
import { withDatabaseErrors } from '../database-error';
import { Campaign, CampaignVersion, type CampaignContact } from '../entities';

export class CampaignRepository implements CampaignStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  all(): Promise<readonly StoredCampaign[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(Campaign, { order: { campaignId: 'ASC' } });
      return rows.map(stored);
    });
  }

  get(campaignId: CampaignId): Promise<StoredCampaign | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOneBy(Campaign, { campaignId });
      return row && stored(row);
    });
  }

  save(campaign: CampaignConfig, version: number | null, by: string): Promise<SaveResult> {
    return this.#changing(async (manager) => {
      const { campaignId } = campaign;
      const before = await manager.findOne(Campaign, {
        where: { campaignId },
        lock: { mode: 'pessimistic_write' },
      });
      if (before === null && version !== null) return 'gone';
      if ((before?.version ?? null) !== version) return 'changed-since';
      const row = { campaignId, config: campaign, version: (version ?? 0) + 1, changedBy: by };
      const changedAt = new Date();
      if (before) await manager.update(Campaign, { campaignId }, { ...row, changedAt });
      else {
        const { identifiers } = await manager
          .createQueryBuilder()
          .insert()
          .into(Campaign)
          .values({ ...row, changedAt, state: 'draft' })
          .orIgnore()
          .execute();
        if (identifiers.length === 0) return 'changed-since';
      }
      await manager.insert(CampaignVersion, { ...row, changedAt });
      return 'saved';
    });
  }

  setState(
    campaignId: CampaignId,
    from: readonly CampaignState[],
    to: CampaignState,
    by: string,
  ): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const [, changed] = await this.#dataSource.query<[unknown, number]>(
        `UPDATE campaigns SET state = $3, changed_by = $4, changed_at = now()
         WHERE campaign_id = $1 AND state = ANY($2)`,
        [campaignId, from, to, by],
      );
      return changed > 0;
    });
  }

  progress(campaignId: CampaignId): Promise<CampaignProgress> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<
        {
          state: CampaignContact['state'];
          mark: string | null;
          contacts: number;
          reached: number;
          attempts: number;
        }[]
      >(
        `SELECT state, mark, count(*)::int AS contacts,
         count(*) FILTER (WHERE state = 'done' AND last_result = 'reached')::int AS reached, sum(attempts)::int AS attempts
       FROM campaign_contacts WHERE campaign_id = $1 GROUP BY state, mark`,
        [campaignId],
      );
      const sum = (of: (row: (typeof rows)[number]) => number) =>
        rows.reduce((total, row) => total + of(row), 0);
      const inState = (state: CampaignContact['state']) =>
        sum((row) => (row.state === state ? row.contacts : 0));
      return {
        contacts: sum((row) => row.contacts),
        open: inState('open'),
        dialing: inState('dialing'),
        done: inState('done'),
        reached: sum((row) => row.reached),
        attempts: sum((row) => row.attempts),
        marks: Object.fromEntries(
          rows.flatMap(({ state, mark, contacts }) => (state === 'done' && mark ? [[mark, contacts]] : [])),
        ),
        promises: await this.#promises(campaignId),
      };
    });
  }

  /** Who has paid in the end has kept it; whoever is looked at anew, or came to anything else, has not. */
  async #promises(campaignId: CampaignId): Promise<CampaignProgress['promises']> {
    const [counted] = await this.#dataSource.query<CampaignProgress['promises'][]>(
      `SELECT count(*)::int AS made,
         count(*) FILTER (WHERE mark IN ('promise-kept', 'paid'))::int AS kept,
         count(*) FILTER (WHERE mark IS NULL OR mark NOT IN ('promise-kept', 'paid', 'promised'))::int AS broken
       FROM (SELECT DISTINCT contact_id FROM dial_decisions WHERE campaign_id = $1 AND mark = 'promised') said
       JOIN campaign_contacts USING (contact_id)`,
      [campaignId],
    );
    return counted ?? { made: 0, kept: 0, broken: 0 };
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#dataSource.transaction(work));
  }
}

const stored = ({ config, state, version, changedBy, changedAt }: Campaign): StoredCampaign => ({
  ...{ campaign: config, state, version, changedBy },
  changedAt: changedAt.toISOString(),
});
