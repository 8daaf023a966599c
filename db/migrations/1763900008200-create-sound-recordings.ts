import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings get a row that their file follows; replacing one may need approval. */
export class CreateSoundRecordings1763900008200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sound_recordings (
        language text NOT NULL,
        sound_group text NOT NULL,
        name text NOT NULL,
        hash text,
        staged_as uuid,
        note jsonb,
        is_placed boolean NOT NULL DEFAULT false,
        kept_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT sound_recordings_pkey PRIMARY KEY (language, sound_group, name),
        CONSTRAINT sound_recordings_wanted_check
          CHECK ((hash IS NULL) = (note IS NULL) AND (hash IS NULL) = (staged_as IS NULL)),
        CONSTRAINT sound_recordings_hash_check CHECK (hash ~ '^[0-9a-f]{64}$')
      )`);
    await runner.query(
      `CREATE INDEX sound_recordings_kept_at_idx ON sound_recordings (kept_at) WHERE NOT is_placed`,
    );
    await this.#rules(runner, `'price', 'texts', 'validity', 'offer', 'recordings'`);
    await runner.query(
      `INSERT INTO approval_rules (rule, is_on, changed_by, why) VALUES ('recordings', false, 'system', '')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM approval_rules WHERE rule = 'recordings'`);
    await this.#rules(runner, `'price', 'texts', 'validity', 'offer'`);
    await runner.query(`DROP TABLE sound_recordings`);
  }

  async #rules(runner: QueryRunner, rules: string): Promise<void> {
    await runner.query(
      `ALTER TABLE approval_rules DROP CONSTRAINT approval_rules_rule_check,
        ADD CONSTRAINT approval_rules_rule_check CHECK (rule IN (${rules}))`,
    );
  }
}
