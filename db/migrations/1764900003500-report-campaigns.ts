import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports of campaigns read the calls of their days, and nothing else of the table. */
export class ReportCampaigns1764900003500 implements MigrationInterface {
  readonly name = 'ReportCampaigns1764900003500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX dial_decisions_day_idx ON dial_decisions (at)
       INCLUDE (campaign_id, result, mark, answered_at, ended_at) WHERE decision = 'dialled'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX dial_decisions_day_idx');
  }
}
