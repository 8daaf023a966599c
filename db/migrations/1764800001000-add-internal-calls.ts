import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls between colleagues; whoever was called finds them among his own. */
export class AddInternalCalls1764800001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE calls DROP CONSTRAINT calls_direction_check,
        ADD CONSTRAINT calls_direction_check CHECK (direction IN ('inbound', 'outbound', 'internal'))`);
    await runner.query(`
      CREATE INDEX calls_dialed_number_started_at_idx ON calls (dialed_number, started_at) WHERE direction = 'internal'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX calls_dialed_number_started_at_idx`);
    await runner.query(`DELETE FROM calls WHERE direction = 'internal'`);
    await runner.query(`
      ALTER TABLE calls DROP CONSTRAINT calls_direction_check,
        ADD CONSTRAINT calls_direction_check CHECK (direction IN ('inbound', 'outbound'))`);
  }
}
