import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What callers say into the flow is kept, held and deleted as talks are; its pack says for how long. */
export class KeepMessages1764900003600 implements MigrationInterface {
  readonly name = 'KeepMessages1764900003600';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE recordings ADD COLUMN pack_id text`);
    await db.query(`ALTER TABLE recording_log ADD COLUMN pack_id text`);
    // Files of before are long closed: somebody sees to them now. Their pack is the one the call was in.
    await db.query(`UPDATE recordings SET closes_at = started_at, pack_id = (
        SELECT event.data->>'pack' FROM call_events event
        WHERE event.call_id = recordings.call_id::text AND event.type = 'ivr.entered'
          AND event.data->>'pack' IS NOT NULL AND event.at <= recordings.started_at
        ORDER BY event.at DESC LIMIT 1)
      WHERE kind = 'message' AND closes_at IS NULL`);
    await db.query(`UPDATE calls SET recordings = (
        SELECT jsonb_agg(view || '{"kind": "talk"}') FROM jsonb_array_elements(calls.recordings) AS view)
      WHERE jsonb_array_length(recordings) > 0`);
    await db.query(`UPDATE calls SET recordings = calls.recordings || messages.views
      FROM (
        SELECT call_id, jsonb_agg(jsonb_build_object('recordingId', recording_id, 'kind', 'message', 'ms', null,
          'startedAt', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'paused', '[]'::jsonb, 'fault', null) ORDER BY started_at) AS views
        FROM recordings WHERE kind = 'message' GROUP BY call_id) AS messages
      WHERE messages.call_id = calls.call_id`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE calls SET recordings = coalesce((
        SELECT jsonb_agg(view - 'kind') FROM jsonb_array_elements(calls.recordings) AS view
        WHERE view->>'kind' = 'talk'), '[]')
      WHERE jsonb_array_length(recordings) > 0`);
    await db.query(`ALTER TABLE recording_log DROP COLUMN pack_id`);
    await db.query(`ALTER TABLE recordings DROP COLUMN pack_id`);
  }
}
