import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports of campaigns over many days read sums, not each call. */
export class SumCampaigns1764900003700 implements MigrationInterface {
  readonly name = 'SumCampaigns1764900003700';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE campaign_quarters (
      at timestamptz NOT NULL,
      campaign_id text NOT NULL,
      result text NOT NULL,
      mark text NOT NULL,
      calls integer NOT NULL,
      connected_ms bigint NOT NULL,
      CONSTRAINT campaign_quarters_pkey PRIMARY KEY (at, campaign_id, result, mark)
    )`);
    await db.query(`CREATE TABLE campaign_sums (
      id smallint NOT NULL,
      until timestamptz NOT NULL,
      CONSTRAINT campaign_sums_pkey PRIMARY KEY (id)
    )`);
    await db.query(`INSERT INTO campaign_sums (id, until) VALUES (1, 'epoch')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE campaign_sums, campaign_quarters');
  }
}
