import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When switches were served again: few events of a large log. */
export class FindOutages1764800009200 implements MigrationInterface {
  readonly name = 'FindOutages1764800009200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX call_events_served_idx ON call_events (at) WHERE type = 'switch.served'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX call_events_served_idx`);
  }
}
