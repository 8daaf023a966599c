import type { MigrationInterface, QueryRunner } from 'typeorm';

const orderIndexes = [
  ['desk', 'state', 'due_at'],
  ['state', 'due_at'],
  ['assignee_id', 'state'],
  ['customer_id', 'created_at'],
  ['contact_key'],
  ['line_key'],
  ['call_id'],
  ['created_at', 'order_id'],
];

const orders = `
  CREATE TABLE work_orders (
    order_id uuid NOT NULL,
    serial text NOT NULL,
    request_id text,
    request_contents text NOT NULL,
    pack text NOT NULL,
    type text NOT NULL,
    state text NOT NULL,
    desk text NOT NULL,
    stage text NOT NULL,
    priority smallint NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    fields jsonb NOT NULL,
    documents jsonb NOT NULL,
    language text NOT NULL,
    customer_id uuid,
    customer_name text,
    contact_name text,
    contact_number text,
    contact_key text,
    line_number text,
    line_key text,
    contract_number text,
    call_id uuid,
    assignee_id text,
    created_by jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    closed_at timestamptz,
    result text,
    survey boolean NOT NULL,
    return_call_needed boolean NOT NULL,
    return_call_done boolean NOT NULL,
    reopened integer NOT NULL,
    breached_at timestamptz,
    parent_order_id uuid,
    clock_state text NOT NULL,
    clock_run integer NOT NULL,
    clock_total_ms bigint NOT NULL,
    clock_remaining_ms bigint,
    due_at timestamptz,
    events integer NOT NULL,
    chain_seal text NOT NULL,
    CONSTRAINT work_orders_pkey PRIMARY KEY (order_id),
    CONSTRAINT work_orders_serial_key UNIQUE (serial),
    CONSTRAINT work_orders_request_id_key UNIQUE (request_id),
    CONSTRAINT work_orders_serial_check CHECK (serial ~ '^[0-9]{9,11}$'),
    CONSTRAINT work_orders_state_check CHECK (state IN ('open', 'assigned', 'in-progress', 'waiting-for-customer',
      'return-call', 'resolved', 'closed', 'cancelled')),
    CONSTRAINT work_orders_priority_check CHECK (priority BETWEEN 0 AND 3),
    CONSTRAINT work_orders_clock_check CHECK (clock_state = 'ended' OR (clock_state = 'paused') = (due_at IS NULL))
  )`;

const parts = [
  `CREATE TABLE work_order_days (
    day text NOT NULL,
    orders integer NOT NULL,
    CONSTRAINT work_order_days_pkey PRIMARY KEY (day)
  )`,
  `CREATE TABLE work_order_events (
    order_id uuid NOT NULL,
    seq integer NOT NULL,
    at timestamptz NOT NULL,
    actor jsonb NOT NULL,
    type text NOT NULL,
    data jsonb NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT work_order_events_pkey PRIMARY KEY (order_id, seq),
    CONSTRAINT work_order_events_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders (order_id)
  )`,
  `CREATE TABLE work_order_alarms (
    alarm_id uuid NOT NULL DEFAULT gen_random_uuid(),
    order_id uuid NOT NULL,
    run integer NOT NULL,
    kind text NOT NULL,
    step integer NOT NULL,
    due_at timestamptz,
    state text NOT NULL,
    rung_at timestamptz,
    CONSTRAINT work_order_alarms_pkey PRIMARY KEY (alarm_id),
    CONSTRAINT work_order_alarms_order_id_run_kind_step_key UNIQUE (order_id, run, kind, step),
    CONSTRAINT work_order_alarms_kind_check CHECK (kind IN ('reminder', 'escalation', 'breach')),
    CONSTRAINT work_order_alarms_state_check CHECK (state IN ('planned', 'rung', 'cancelled')),
    CONSTRAINT work_order_alarms_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders (order_id)
  )`,
  `CREATE INDEX work_order_alarms_state_due_at_idx ON work_order_alarms (state, due_at)`,
  `CREATE TABLE work_order_calls (
    order_id uuid NOT NULL,
    call_id uuid NOT NULL,
    purpose text NOT NULL,
    at timestamptz NOT NULL,
    agent_id text,
    recording_id text,
    CONSTRAINT work_order_calls_pkey PRIMARY KEY (order_id, call_id),
    CONSTRAINT work_order_calls_purpose_check CHECK (purpose IN ('origin', 'return-call', 'other')),
    CONSTRAINT work_order_calls_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders (order_id)
  )`,
  `CREATE INDEX work_order_calls_call_id_idx ON work_order_calls (call_id)`,
  `CREATE TABLE work_order_attachments (
    attachment_id uuid NOT NULL,
    order_id uuid NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    sha256 text NOT NULL,
    added_at timestamptz NOT NULL,
    added_by jsonb NOT NULL,
    CONSTRAINT work_order_attachments_pkey PRIMARY KEY (attachment_id),
    CONSTRAINT work_order_attachments_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT work_order_attachments_order_id_fkey FOREIGN KEY (order_id) REFERENCES work_orders (order_id)
  )`,
  `CREATE INDEX work_order_attachments_order_id_idx ON work_order_attachments (order_id)`,
  `CREATE TABLE work_order_news (
    news_id bigserial NOT NULL,
    event jsonb NOT NULL,
    CONSTRAINT work_order_news_pkey PRIMARY KEY (news_id)
  )`,
];

/** By mistake nobody changes history; on purpose it shows in the chain. */
const appendOnly = [
  `CREATE FUNCTION refuse_change_of_work_order_events() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'work_order_events are only ever added'; END $$`,
  `CREATE TRIGGER work_order_events_append_only BEFORE UPDATE OR DELETE ON work_order_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_work_order_events()`,
  `CREATE TRIGGER work_order_events_no_truncate BEFORE TRUNCATE ON work_order_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_work_order_events()`,
];

export class CreateWorkOrders1763900002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(orders);
    for (const columns of orderIndexes) {
      await runner.query(
        `CREATE INDEX work_orders_${columns.join('_')}_idx ON work_orders (${columns.join(', ')})`,
      );
    }
    for (const statement of [...parts, ...appendOnly]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE work_order_news, work_order_attachments, work_order_calls, work_order_alarms,
      work_order_events, work_order_days, work_orders`);
    await runner.query(`DROP FUNCTION refuse_change_of_work_order_events`);
  }
}
