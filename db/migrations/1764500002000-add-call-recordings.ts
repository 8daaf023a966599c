import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was recorded of a call. */
export class AddCallRecordings1764500002000 implements MigrationInterface {
  readonly name = 'AddCallRecordings1764500002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE calls ADD recordings jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE calls DROP recordings`);
  }
}
