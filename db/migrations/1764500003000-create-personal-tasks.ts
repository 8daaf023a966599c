import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents mean to do. */
export class CreatePersonalTasks1764500003000 implements MigrationInterface {
  readonly name = 'CreatePersonalTasks1764500003000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE personal_tasks (
      task_id uuid NOT NULL,
      agent_id text NOT NULL,
      text text NOT NULL,
      due_at timestamptz,
      done_at timestamptz,
      customer_id uuid,
      call_id uuid,
      order_id uuid,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT personal_tasks_pkey PRIMARY KEY (task_id),
      CONSTRAINT personal_tasks_text_check CHECK (char_length(text) BETWEEN 1 AND 500),
      CONSTRAINT personal_tasks_customer_id_fkey FOREIGN KEY (customer_id)
        REFERENCES customers (customer_id) ON DELETE SET NULL
    )`);
    await db.query(
      `CREATE INDEX personal_tasks_agent_id_done_at_due_at_idx ON personal_tasks (agent_id, done_at, due_at)`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE personal_tasks`);
  }
}
