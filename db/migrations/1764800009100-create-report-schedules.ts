import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that are sent by e-mail, and what became of each mail. */
export class CreateReportSchedules1764800009100 implements MigrationInterface {
  readonly name = 'CreateReportSchedules1764800009100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE report_schedules (
      schedule_id uuid NOT NULL,
      wish jsonb NOT NULL,
      next_at timestamptz,
      created_by text NOT NULL,
      changed_by text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT report_schedules_pkey PRIMARY KEY (schedule_id)
    )`);
    await db.query(`CREATE INDEX report_schedules_next_at_idx ON report_schedules (next_at)`);
    await db.query(`CREATE TABLE report_deliveries (
      delivery_id uuid NOT NULL,
      schedule_id uuid NOT NULL,
      wish jsonb NOT NULL,
      from_day date NOT NULL,
      to_day date NOT NULL,
      emails text[] NOT NULL,
      asked_by text,
      due_at timestamptz NOT NULL,
      state text NOT NULL,
      try_at timestamptz NOT NULL,
      claimed_until timestamptz,
      tries integer NOT NULL DEFAULT 0,
      fault text,
      ended_at timestamptz,
      CONSTRAINT report_deliveries_pkey PRIMARY KEY (delivery_id),
      CONSTRAINT report_deliveries_state_check CHECK (state IN ('planned', 'sending', 'sent', 'failed', 'unsure'))
    )`);
    await db.query(`CREATE INDEX report_deliveries_state_try_at_idx ON report_deliveries (state, try_at)`);
    await db.query(`CREATE INDEX report_deliveries_due_at_idx ON report_deliveries (due_at)`);
    await db.query(
      `CREATE UNIQUE INDEX report_deliveries_due_once_idx ON report_deliveries (schedule_id, due_at) WHERE asked_by IS NULL`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE report_deliveries, report_schedules`);
  }
}
