import type { MigrationInterface, QueryRunner } from 'typeorm';

const callIndexes = [
  ['started_at', 'call_id'],
  ['customer_id', 'started_at'],
  ['agent_id', 'started_at'],
  ['caller_key', 'started_at'],
  ['dialed_key', 'started_at'],
];

export class CreateCalls1763800003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calls (
        call_id uuid NOT NULL,
        direction text NOT NULL,
        switch_id text,
        caller_number text NOT NULL,
        caller_name text NOT NULL,
        dialed_number text NOT NULL,
        caller_key text,
        dialed_key text,
        customer_id uuid,
        agent_id text,
        queue_id text,
        topic text,
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        outcome text NOT NULL,
        wait_ms integer,
        talk_ms integer,
        disposition_code text,
        note text NOT NULL DEFAULT '',
        CONSTRAINT calls_pkey PRIMARY KEY (call_id),
        CONSTRAINT calls_direction_check CHECK (direction IN ('inbound', 'outbound')),
        CONSTRAINT calls_outcome_check CHECK (
          outcome IN ('in-progress', 'answered', 'abandoned', 'self-served', 'not-reached', 'lost')
        ),
        CONSTRAINT calls_durations_check CHECK (wait_ms >= 0 AND talk_ms >= 0)
      )`);
    for (const columns of callIndexes) {
      await runner.query(`CREATE INDEX calls_${columns.join('_')}_idx ON calls (${columns.join(', ')})`);
    }
    await runner.query(`
      CREATE TABLE call_legs (
        call_id uuid NOT NULL,
        leg_id uuid NOT NULL,
        role text NOT NULL,
        agent_id text,
        number text,
        started_at timestamptz NOT NULL,
        answered_at timestamptz,
        ended_at timestamptz,
        hangup_cause text,
        sip_status integer,
        CONSTRAINT call_legs_pkey PRIMARY KEY (call_id, leg_id),
        CONSTRAINT call_legs_role_check CHECK (role IN ('customer', 'agent')),
        CONSTRAINT call_legs_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls (call_id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE dispositions (
        code text NOT NULL,
        names jsonb NOT NULL,
        position integer NOT NULL DEFAULT 0,
        CONSTRAINT dispositions_pkey PRIMARY KEY (code),
        CONSTRAINT dispositions_code_check CHECK (code ~ '^[a-z0-9-]{1,40}$')
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE dispositions, call_legs, calls`);
  }
}
