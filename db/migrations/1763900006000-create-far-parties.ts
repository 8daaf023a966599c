import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Far parties of calls, and what queues do with waiting and served callers. */
export class CreateFarParties1763900006000 implements MigrationInterface {
  readonly name = 'CreateFarParties1763900006000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE calls
        ADD connected_ms integer,
        DROP CONSTRAINT calls_durations_check,
        ADD CONSTRAINT calls_durations_check CHECK (wait_ms >= 0 AND talk_ms >= 0 AND connected_ms >= 0)
    `);
    await db.query(`
      ALTER TABLE call_legs
        DROP CONSTRAINT call_legs_role_check,
        ADD CONSTRAINT call_legs_role_check CHECK (role IN ('customer', 'agent', 'far-party'))
    `);
    await db.query(`
      ALTER TABLE queues
        ADD survey_share real NOT NULL DEFAULT 1,
        ADD max_waiting integer,
        ADD comfort_s integer NOT NULL DEFAULT 30,
        ADD CONSTRAINT queues_survey_share_check CHECK (survey_share BETWEEN 0 AND 1),
        ADD CONSTRAINT queues_max_waiting_check CHECK (max_waiting >= 0),
        ADD CONSTRAINT queues_comfort_s_check CHECK (comfort_s BETWEEN 0 AND 3600)
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE queues DROP survey_share, DROP max_waiting, DROP comfort_s`);
    await db.query(`
      DELETE FROM call_legs WHERE role = 'far-party'
    `);
    await db.query(`
      ALTER TABLE call_legs
        DROP CONSTRAINT call_legs_role_check,
        ADD CONSTRAINT call_legs_role_check CHECK (role IN ('customer', 'agent'))
    `);
    await db.query(`
      ALTER TABLE calls
        DROP CONSTRAINT calls_durations_check,
        DROP connected_ms,
        ADD CONSTRAINT calls_durations_check CHECK (wait_ms >= 0 AND talk_ms >= 0)
    `);
  }
}
