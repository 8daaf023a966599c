import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of recordings' files, and what was done with them. */
export class CreateRecordings1764600003000 implements MigrationInterface {
  readonly name = 'CreateRecordings1764600003000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE recordings (
      recording_id uuid NOT NULL,
      kind text NOT NULL DEFAULT 'talk',
      call_id uuid NOT NULL,
      queue_id text,
      started_at timestamptz NOT NULL,
      closes_at timestamptz,
      state text NOT NULL DEFAULT 'open',
      claimed_until timestamptz,
      bytes integer,
      ms integer,
      sha256 text,
      key_id text,
      peaks bytea,
      keep_until timestamptz,
      legal_hold jsonb,
      deletion jsonb,
      CONSTRAINT recordings_pkey PRIMARY KEY (recording_id),
      CONSTRAINT recordings_kind_check CHECK (kind IN ('talk', 'message')),
      CONSTRAINT recordings_state_check CHECK (state IN ('open', 'sealed', 'kept', 'lost', 'deleting', 'deleted')),
      CONSTRAINT recordings_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
      CONSTRAINT recordings_sealed_check CHECK (state IN ('open', 'lost') OR sha256 IS NOT NULL),
      CONSTRAINT recordings_hold_check CHECK (legal_hold IS NULL OR state NOT IN ('deleting', 'deleted')),
      CONSTRAINT recordings_deletion_check CHECK ((deletion IS NOT NULL) = (state IN ('deleting', 'deleted')))
    )`);
    await db.query(`CREATE INDEX recordings_call_id_idx ON recordings (call_id)`);
    await db.query(`CREATE INDEX recordings_state_closes_at_idx ON recordings (state, closes_at)`);
    await db.query(`CREATE INDEX recordings_state_keep_until_idx ON recordings (state, keep_until)`);
    await db.query(`CREATE TABLE recording_log (
      log_id uuid NOT NULL,
      at timestamptz NOT NULL,
      recording_id uuid NOT NULL,
      call_id uuid NOT NULL,
      queue_id text,
      deed text NOT NULL,
      by jsonb,
      why text,
      days integer,
      bytes integer,
      sha256 text,
      CONSTRAINT recording_log_pkey PRIMARY KEY (log_id),
      CONSTRAINT recording_log_deed_check CHECK (deed IN ('held', 'released', 'deleted'))
    )`);
    await db.query(`CREATE INDEX recording_log_at_log_id_idx ON recording_log (at, log_id)`);
    await this.#takeOver(db);
  }

  /** What was recorded before; the queue is the one the call was in last. */
  async #takeOver(db: QueryRunner): Promise<void> {
    await db.query(`INSERT INTO recordings (recording_id, call_id, queue_id, started_at, closes_at)
      SELECT (view->>'recordingId')::uuid, call_id, queue_id, (view->>'startedAt')::timestamptz,
        coalesce((view->>'startedAt')::timestamptz + (view->>'ms')::int * interval '1 ms', ended_at)
      FROM calls, jsonb_array_elements(recordings) AS view
      ON CONFLICT DO NOTHING`);
    await db.query(`INSERT INTO recordings (recording_id, kind, call_id, started_at)
      SELECT (data->>'messageId')::uuid, 'message', call_id::uuid, at
      FROM call_events
      WHERE type = 'ivr.message-recorded' AND data->>'messageId' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        AND call_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      ON CONFLICT DO NOTHING`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE recording_log`);
    await db.query(`DROP TABLE recordings`);
  }
}
