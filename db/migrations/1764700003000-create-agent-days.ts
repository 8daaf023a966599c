import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sums of agents by day, beside those by quarter of an hour, which are too many for a month of all agents. */
export class CreateAgentDays1764700003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE agent_days (LIKE agent_quarters INCLUDING DEFAULTS)`);
    await runner.query(`ALTER TABLE agent_days ADD CONSTRAINT agent_days_pkey PRIMARY KEY (agent_id, at)`);
    await runner.query(`CREATE INDEX agent_days_at_idx ON agent_days (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE agent_days`);
  }
}
