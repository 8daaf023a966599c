import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of calls in queues and at agents, and the sums of it that reports are made from. */
export class CreateMeasures1764600002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createDetails(runner);
    await createSums(runner);
    // Orders whose promise was kept or not, by when they were closed.
    await runner.query(`CREATE INDEX work_orders_closed_at_idx ON work_orders (closed_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX work_orders_closed_at_idx`);
    for (const table of ['agent_quarters', 'queue_quarters', 'call_stints', 'call_visits'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

async function createDetails(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE call_visits (
      call_id uuid NOT NULL,
      nth smallint NOT NULL,
      queue_id text NOT NULL,
      began_at timestamptz NOT NULL,
      dialed_number text NOT NULL,
      caller_key text,
      is_callback boolean NOT NULL,
      outcome text NOT NULL,
      left_because text,
      wait_ms integer,
      answer_within_ms integer NOT NULL,
      short_ms integer NOT NULL,
      agent_id text,
      talk_ms integer NOT NULL,
      held_ms integer NOT NULL,
      wrap_up_ms integer NOT NULL,
      asked boolean NOT NULL,
      mark smallint,
      is_repeated boolean NOT NULL DEFAULT false,
      CONSTRAINT call_visits_pkey PRIMARY KEY (call_id, nth),
      CONSTRAINT call_visits_outcome_check CHECK (outcome IN ('waiting', 'answered', 'abandoned', 'left', 'lost'))
    )`);
  await runner.query(`CREATE INDEX call_visits_queue_id_began_at_idx ON call_visits (queue_id, began_at)`);
  await runner.query(`CREATE INDEX call_visits_began_at_idx ON call_visits (began_at)`);
  // Whether a caller called again: those who have are many, those who have not yet are few per caller.
  await runner.query(
    `CREATE INDEX call_visits_caller_idx ON call_visits (queue_id, caller_key, began_at) WHERE caller_key IS NOT NULL`,
  );
  await runner.query(
    `CREATE INDEX call_visits_once_idx ON call_visits (queue_id, caller_key, began_at)
     WHERE caller_key IS NOT NULL AND NOT is_repeated`,
  );
  await runner.query(`
    CREATE TABLE call_stints (
      call_id uuid NOT NULL,
      nth smallint NOT NULL,
      agent_id text NOT NULL,
      queue_id text,
      kind text NOT NULL,
      began_at timestamptz NOT NULL,
      reached boolean NOT NULL,
      handed_on boolean NOT NULL,
      talk_ms integer NOT NULL,
      held_ms integer NOT NULL,
      wrap_up_ms integer NOT NULL,
      asked boolean NOT NULL,
      mark smallint,
      CONSTRAINT call_stints_pkey PRIMARY KEY (call_id, nth),
      CONSTRAINT call_stints_kind_check CHECK (kind IN ('answered', 'dialled', 'missed', 'declined'))
    )`);
  await runner.query(`CREATE INDEX call_stints_agent_id_began_at_idx ON call_stints (agent_id, began_at)`);
  await runner.query(`CREATE INDEX call_stints_began_at_idx ON call_stints (began_at)`);
}

async function createSums(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE queue_quarters (
      queue_id text NOT NULL,
      at timestamptz NOT NULL,
      dialed_number text NOT NULL,
      longest_wait_ms integer NOT NULL DEFAULT 0,
      offered integer NOT NULL DEFAULT 0,
      answered integer NOT NULL DEFAULT 0,
      answered_within integer NOT NULL DEFAULT 0,
      abandoned integer NOT NULL DEFAULT 0,
      short_abandoned integer NOT NULL DEFAULT 0,
      left_queue integer NOT NULL DEFAULT 0,
      left_for_callback integer NOT NULL DEFAULT 0,
      lost integer NOT NULL DEFAULT 0,
      asked integer NOT NULL DEFAULT 0,
      marked integer NOT NULL DEFAULT 0,
      marks_sum integer NOT NULL DEFAULT 0,
      satisfied integer NOT NULL DEFAULT 0,
      known integer NOT NULL DEFAULT 0,
      repeated integer NOT NULL DEFAULT 0,
      callbacks integer NOT NULL DEFAULT 0,
      callbacks_reached integer NOT NULL DEFAULT 0,
      answered_wait_ms bigint NOT NULL DEFAULT 0,
      abandoned_wait_ms bigint NOT NULL DEFAULT 0,
      talk_ms bigint NOT NULL DEFAULT 0,
      held_ms bigint NOT NULL DEFAULT 0,
      wrap_up_ms bigint NOT NULL DEFAULT 0,
      CONSTRAINT queue_quarters_pkey PRIMARY KEY (queue_id, at, dialed_number)
    )`);
  await runner.query(`CREATE INDEX queue_quarters_at_idx ON queue_quarters (at)`);
  await runner.query(`
    CREATE TABLE agent_quarters (
      agent_id text NOT NULL,
      at timestamptz NOT NULL,
      answered integer NOT NULL DEFAULT 0,
      dialled integer NOT NULL DEFAULT 0,
      reached integer NOT NULL DEFAULT 0,
      missed integer NOT NULL DEFAULT 0,
      declined integer NOT NULL DEFAULT 0,
      handed_on integer NOT NULL DEFAULT 0,
      asked integer NOT NULL DEFAULT 0,
      marked integer NOT NULL DEFAULT 0,
      marks_sum integer NOT NULL DEFAULT 0,
      satisfied integer NOT NULL DEFAULT 0,
      talk_ms bigint NOT NULL DEFAULT 0,
      held_ms bigint NOT NULL DEFAULT 0,
      ready_ms integer NOT NULL DEFAULT 0,
      break_ms integer NOT NULL DEFAULT 0,
      productive_break_ms integer NOT NULL DEFAULT 0,
      not_responding_ms integer NOT NULL DEFAULT 0,
      on_call_ms integer NOT NULL DEFAULT 0,
      wrap_up_ms integer NOT NULL DEFAULT 0,
      supervising_ms integer NOT NULL DEFAULT 0,
      CONSTRAINT agent_quarters_pkey PRIMARY KEY (agent_id, at)
    )`);
  await runner.query(`CREATE INDEX agent_quarters_at_idx ON agent_quarters (at)`);
}
