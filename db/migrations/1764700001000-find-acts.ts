import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What supervisors did is looked through newest first; it is a small part of the log. */
export class FindActs1764700001000 implements MigrationInterface {
  readonly name = 'FindActs1764700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX call_events_acts_idx ON call_events (stream_ms, stream_seq)
      WHERE type = 'supervisor.acted'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX call_events_acts_idx`);
  }
}
