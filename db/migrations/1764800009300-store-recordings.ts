import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings that are kept in a store of objects; and that one was refused because it was changed. */
export class StoreRecordings1764800009300 implements MigrationInterface {
  readonly name = 'StoreRecordings1764800009300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE recordings ADD COLUMN store_state text,
      ADD CONSTRAINT recordings_store_state_check CHECK (store_state IN ('uploaded', 'stored'))`);
    await db.query(`CREATE INDEX recordings_to_store_idx ON recordings (closes_at)
      WHERE state = 'kept' AND store_state IS DISTINCT FROM 'stored'`);
    await db.query(`ALTER TABLE recording_log DROP CONSTRAINT recording_log_deed_check,
      ADD CONSTRAINT recording_log_deed_check CHECK (deed IN ('held', 'released', 'deleted', 'refused'))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM recording_log WHERE deed = 'refused'`);
    await db.query(`ALTER TABLE recording_log DROP CONSTRAINT recording_log_deed_check,
      ADD CONSTRAINT recording_log_deed_check CHECK (deed IN ('held', 'released', 'deleted'))`);
    await db.query(`DROP INDEX recordings_to_store_idx`);
    await db.query(`ALTER TABLE recordings DROP COLUMN store_state`);
  }
}
