import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody answered, and who that was; and what a pace is read from, quickly. */
export class PaceCampaigns1764900003100 implements MigrationInterface {
  readonly name = 'PaceCampaigns1764900003100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `ALTER TABLE dial_decisions ADD COLUMN answered_at timestamptz, ADD COLUMN answerer jsonb`,
    );
    await db.query(
      `CREATE INDEX dial_decisions_begun_idx ON dial_decisions (campaign_id, at) WHERE decision = 'dialled'`,
    );
    await db.query(
      `CREATE INDEX dial_decisions_known_idx ON dial_decisions (campaign_id, coalesce(answered_at, ended_at))
       WHERE decision = 'dialled'`,
    );
    await db.query(
      `CREATE INDEX dial_decisions_reached_idx ON dial_decisions (campaign_id, ended_at)
       WHERE result IN ('reached', 'abandoned')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `DROP INDEX dial_decisions_reached_idx, dial_decisions_known_idx, dial_decisions_begun_idx`,
    );
    await db.query(`ALTER TABLE dial_decisions DROP COLUMN answered_at, DROP COLUMN answerer`);
  }
}
