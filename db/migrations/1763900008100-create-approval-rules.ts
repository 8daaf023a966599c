import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which changes need approval becomes a setting; prices and what callers hear need it from the beginning. */
export class CreateApprovalRules1763900008100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE approval_rules (
        rule text NOT NULL,
        is_on boolean NOT NULL,
        version integer NOT NULL DEFAULT 1,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        why text NOT NULL,
        CONSTRAINT approval_rules_pkey PRIMARY KEY (rule),
        CONSTRAINT approval_rules_rule_check CHECK (rule IN ('price', 'texts', 'validity', 'offer'))
      )`);
    await runner.query(`
      INSERT INTO approval_rules (rule, is_on, changed_by, why) VALUES
        ('price', true, 'system', ''), ('texts', true, 'system', ''),
        ('validity', false, 'system', ''), ('offer', false, 'system', '')`);
    await runner.query(`ALTER TABLE proposals ADD COLUMN rules text[] NOT NULL DEFAULT '{}'`);
    await runner.query(
      `ALTER TABLE imports ADD COLUMN rules text[] NOT NULL DEFAULT '{}', ADD COLUMN committed_by text`,
    );
    await runner.query(`
      ALTER TABLE imports ADD CONSTRAINT imports_four_eyes_check
        CHECK (state NOT IN ('done', 'undone') OR cardinality(rules) = 0 OR committed_by <> who)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE imports DROP CONSTRAINT imports_four_eyes_check`);
    await runner.query(`ALTER TABLE imports DROP COLUMN rules, DROP COLUMN committed_by`);
    await runner.query(`ALTER TABLE proposals DROP COLUMN rules`);
    await runner.query(`DROP TABLE approval_rules`);
  }
}
