import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What supervisors are told when a figure is over a limit. */
export class CreateAlerts1764700002000 implements MigrationInterface {
  readonly name = 'CreateAlerts1764700002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE alert_rules (
      rule_id uuid NOT NULL,
      name text NOT NULL,
      measure text NOT NULL,
      threshold double precision NOT NULL,
      for_s integer NOT NULL,
      queue_id text,
      roles text[] NOT NULL,
      emails text[] NOT NULL,
      active boolean NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT alert_rules_pkey PRIMARY KEY (rule_id)
    )`);
    await db.query(`CREATE TABLE alerts (
      alert_id uuid NOT NULL,
      rule_id uuid NOT NULL,
      subject text NOT NULL,
      state text NOT NULL,
      since timestamptz NOT NULL,
      began_at timestamptz NOT NULL,
      name text NOT NULL,
      measure text NOT NULL,
      threshold double precision NOT NULL,
      roles text[] NOT NULL,
      emails text[] NOT NULL,
      value double precision NOT NULL,
      raised_at timestamptz,
      acknowledged_at timestamptz,
      acknowledged_by text,
      cleared_at timestamptz,
      untold text[] NOT NULL,
      CONSTRAINT alerts_pkey PRIMARY KEY (alert_id),
      CONSTRAINT alerts_state_check CHECK (state IN ('pending', 'raised', 'clearing', 'cleared'))
    )`);
    await db.query(
      `CREATE UNIQUE INDEX alerts_open_idx ON alerts (rule_id, subject) WHERE state <> 'cleared'`,
    );
    await db.query(`CREATE INDEX alerts_untold_idx ON alerts (raised_at) WHERE untold <> '{}'::text[]`);
    await db.query(`CREATE INDEX alerts_raised_at_idx ON alerts (raised_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE alerts, alert_rules`);
  }
}
