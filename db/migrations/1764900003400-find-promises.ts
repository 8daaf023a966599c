import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has promised something in a campaign is found without reading all of its calls. */
export class FindPromises1764900003400 implements MigrationInterface {
  readonly name = 'FindPromises1764900003400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX dial_decisions_promised_idx ON dial_decisions (campaign_id, contact_id) WHERE mark = 'promised'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX dial_decisions_promised_idx');
  }
}
