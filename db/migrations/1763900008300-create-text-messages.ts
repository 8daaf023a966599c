import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTextMessages1763900008300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE text_messages (
        text_id uuid NOT NULL,
        request_id text NOT NULL,
        to_number text NOT NULL,
        text text NOT NULL,
        language text NOT NULL,
        state text NOT NULL DEFAULT 'waiting',
        attempts integer NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL,
        valid_until timestamptz NOT NULL,
        claimed_until timestamptz,
        last_error text,
        reference text,
        requested_by text NOT NULL,
        call_id uuid,
        order_id uuid,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        reported_at timestamptz,
        CONSTRAINT text_messages_pkey PRIMARY KEY (text_id),
        CONSTRAINT text_messages_request_id_key UNIQUE (request_id),
        CONSTRAINT text_messages_state_check
          CHECK (state IN ('waiting', 'sent', 'delivered', 'undelivered', 'failed')),
        CONSTRAINT text_messages_language_check CHECK (language IN ('zh-CN', 'en-US'))
      )`);
    await runner.query(`
      CREATE INDEX text_messages_waiting_idx ON text_messages (next_try_at, created_at) WHERE state = 'waiting'`);
    await runner.query(`
      CREATE INDEX text_messages_created_at_text_id_idx ON text_messages (created_at, text_id)`);
    await runner.query(`CREATE INDEX text_messages_order_id_idx ON text_messages (order_id)`);
    await runner.query(`CREATE INDEX text_messages_call_id_idx ON text_messages (call_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE text_messages`);
  }
}
