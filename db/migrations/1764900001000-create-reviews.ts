import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Quality: score cards, reviews of calls, and what they add to the measures of agents. */
export class CreateReviews1764900001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE quality_versions (
      version integer NOT NULL,
      yaml text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(),
      applied_by text NOT NULL,
      why text NOT NULL,
      CONSTRAINT quality_versions_pkey PRIMARY KEY (version),
      CONSTRAINT quality_versions_version_check CHECK (version >= 1)
    )`);
    await db.query(`CREATE TABLE calibrations (
      calibration_id uuid NOT NULL,
      created_by jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT calibrations_pkey PRIMARY KEY (calibration_id)
    )`);
    await db.query(`CREATE INDEX calibrations_created_at_idx ON calibrations (created_at)`);
    await db.query(`CREATE TABLE reviews (
      review_id uuid NOT NULL,
      call_id uuid NOT NULL,
      agent_id text NOT NULL,
      queue_id text,
      call_started_at timestamptz NOT NULL,
      talk_ms integer,
      origin text NOT NULL,
      rule_id text,
      week date,
      calibration_id uuid,
      card jsonb NOT NULL,
      card_version integer NOT NULL,
      state text NOT NULL DEFAULT 'open',
      reviewer_login text,
      reviewer_name text,
      answers jsonb NOT NULL DEFAULT '{}',
      comments jsonb NOT NULL DEFAULT '[]',
      remark text NOT NULL DEFAULT '',
      mark integer,
      is_fatal boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL,
      finished_at timestamptz,
      replied jsonb,
      answered jsonb,
      is_untold boolean NOT NULL DEFAULT false,
      CONSTRAINT reviews_pkey PRIMARY KEY (review_id),
      CONSTRAINT reviews_origin_check CHECK (origin IN ('drawn', 'chosen', 'calibration')),
      CONSTRAINT reviews_calibration_check CHECK ((calibration_id IS NOT NULL) = (origin = 'calibration')),
      CONSTRAINT reviews_rule_check CHECK (
        (rule_id IS NOT NULL) = (origin = 'drawn') AND (week IS NOT NULL) = (origin = 'drawn')),
      CONSTRAINT reviews_state_check CHECK (state IN ('open', 'finished')),
      CONSTRAINT reviews_finished_check CHECK (
        (state = 'finished') = (mark IS NOT NULL) AND (state = 'finished') = (finished_at IS NOT NULL)),
      CONSTRAINT reviews_mark_check CHECK (mark BETWEEN 0 AND 10000),
      CONSTRAINT reviews_reply_check CHECK (replied IS NULL OR state = 'finished'),
      CONSTRAINT reviews_answer_check CHECK (answered IS NULL OR replied IS NOT NULL)
    )`);
    await db.query(`CREATE UNIQUE INDEX reviews_call_idx ON reviews (call_id) WHERE calibration_id IS NULL`);
    await db.query(
      `CREATE UNIQUE INDEX reviews_calibration_idx ON reviews (calibration_id, reviewer_login) WHERE calibration_id IS NOT NULL`,
    );
    await db.query(`CREATE INDEX reviews_agent_id_created_at_idx ON reviews (agent_id, created_at)`);
    await db.query(`CREATE INDEX reviews_state_created_at_idx ON reviews (state, created_at)`);
    await db.query(`CREATE INDEX reviews_rule_id_week_idx ON reviews (rule_id, week)`);
    await db.query(`CREATE INDEX reviews_untold_idx ON reviews (created_at) WHERE is_untold`);
    await db.query(`ALTER TABLE call_stints ADD COLUMN quality_mark smallint`);
    for (const table of ['agent_quarters', 'agent_days'])
      await db.query(`ALTER TABLE ${table}
        ADD COLUMN reviewed integer NOT NULL DEFAULT 0,
        ADD COLUMN quality_sum bigint NOT NULL DEFAULT 0`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['agent_quarters', 'agent_days'])
      await db.query(`ALTER TABLE ${table} DROP COLUMN reviewed, DROP COLUMN quality_sum`);
    await db.query(`ALTER TABLE call_stints DROP COLUMN quality_mark`);
    await db.query(`DROP TABLE reviews, calibrations, quality_versions`);
  }
}
