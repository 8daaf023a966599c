import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents call contacts themselves, one is kept for each for a while; and they say what has come of it. */
export class AgentsCallContacts1764900003200 implements MigrationInterface {
  readonly name = 'AgentsCallContacts1764900003200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `ALTER TABLE campaign_contacts ADD COLUMN reserved_by text, ADD COLUMN reserved_until timestamptz`,
    );
    await db.query(
      `CREATE INDEX campaign_contacts_reserved_idx ON campaign_contacts (reserved_by) WHERE reserved_by IS NOT NULL`,
    );
    await db.query(`ALTER TABLE dial_decisions ADD COLUMN agent_id text, ADD COLUMN marked_at timestamptz`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE dial_decisions DROP COLUMN agent_id, DROP COLUMN marked_at`);
    await db.query(`ALTER TABLE campaign_contacts DROP COLUMN reserved_by, DROP COLUMN reserved_until`);
  }
}
