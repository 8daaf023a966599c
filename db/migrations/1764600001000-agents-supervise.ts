import type { MigrationInterface, QueryRunner } from 'typeorm';

const check = (states: string) =>
  `ALTER TABLE agent_intervals
     DROP CONSTRAINT agent_intervals_state_check,
     ADD CONSTRAINT agent_intervals_state_check CHECK (state IN (${states}))`;

/** A supervisor's time at agents' ears. */
export class AgentsSupervise1764600001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(check(`'idle', 'offered', 'on-call', 'wrap-up', 'supervising'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE agent_intervals SET state = 'idle' WHERE state = 'supervising'`);
    await runner.query(check(`'idle', 'offered', 'on-call', 'wrap-up'`));
  }
}
