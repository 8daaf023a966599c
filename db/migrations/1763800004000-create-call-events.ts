import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCallEvents1763800004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE call_events (
        event_id text NOT NULL,
        stream_ms bigint NOT NULL,
        stream_seq bigint NOT NULL,
        type text NOT NULL,
        at timestamptz NOT NULL,
        call_id text,
        agent_id text,
        queue_id text,
        leg_id text,
        data jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT call_events_pkey PRIMARY KEY (event_id),
        CONSTRAINT call_events_event_id_check CHECK (event_id = stream_ms::text || '-' || stream_seq::text)
      )`);
    await runner.query(`
      CREATE INDEX call_events_call_id_stream_ms_stream_seq_idx
      ON call_events (call_id, stream_ms, stream_seq)`);
    await runner.query(`CREATE INDEX call_events_at_idx ON call_events (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE call_events`);
  }
}
