import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the agent's leg sounded. */
export class AddCallQuality1764500001000 implements MigrationInterface {
  readonly name = 'AddCallQuality1764500001000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE calls ADD quality jsonb`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE calls DROP quality`);
  }
}
