import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Undo, imports and proposals; lines and contracts get a version, as they are edited from now on. */
export class CreateMaintenance1763900007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        import_id uuid NOT NULL DEFAULT gen_random_uuid(),
        table_name text NOT NULL,
        file_name text NOT NULL,
        existing text NOT NULL,
        state text NOT NULL,
        encoding text NOT NULL,
        delimiter text NOT NULL,
        rows integer NOT NULL DEFAULT 0,
        created integer NOT NULL DEFAULT 0,
        changed integer NOT NULL DEFAULT 0,
        unchanged integer NOT NULL DEFAULT 0,
        fault_count integer NOT NULL DEFAULT 0,
        faults jsonb NOT NULL DEFAULT '[]',
        who text NOT NULL,
        why text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        committed_at timestamptz,
        CONSTRAINT imports_pkey PRIMARY KEY (import_id),
        CONSTRAINT imports_existing_check CHECK (existing IN ('update', 'refuse')),
        CONSTRAINT imports_state_check CHECK (state IN ('checked', 'faulty', 'done', 'undone'))
      )`);
    await runner.query(`CREATE INDEX imports_created_at_idx ON imports (created_at)`);
    await runner.query(`
      CREATE TABLE import_parts (
        import_id uuid NOT NULL,
        seq integer NOT NULL,
        bytes bytea NOT NULL,
        CONSTRAINT import_parts_pkey PRIMARY KEY (import_id, seq),
        CONSTRAINT import_parts_import_id_fkey FOREIGN KEY (import_id)
          REFERENCES imports (import_id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE proposals (
        proposal_id uuid NOT NULL DEFAULT gen_random_uuid(),
        subject text NOT NULL,
        subject_id text NOT NULL,
        version integer,
        before jsonb NOT NULL,
        after jsonb NOT NULL,
        recording bytea,
        state text NOT NULL DEFAULT 'pending',
        proposed_by text NOT NULL,
        why text NOT NULL,
        proposed_at timestamptz NOT NULL DEFAULT now(),
        decided_by text,
        decided_at timestamptz,
        reason text,
        CONSTRAINT proposals_pkey PRIMARY KEY (proposal_id),
        CONSTRAINT proposals_subject_check CHECK (subject IN ('information-item', 'sound')),
        CONSTRAINT proposals_state_check CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn')),
        CONSTRAINT proposals_four_eyes_check CHECK (state <> 'approved' OR decided_by <> proposed_by)
      )`);
    await runner.query(`CREATE INDEX proposals_proposed_at_idx ON proposals (proposed_at)`);
    await runner.query(`CREATE INDEX proposals_state_proposed_at_idx ON proposals (state, proposed_at)`);
    await runner.query(`ALTER TABLE changes ADD COLUMN import_id uuid, ADD COLUMN undoes bigint`);
    await runner.query(
      `CREATE INDEX changes_import_id_idx ON changes (import_id) WHERE import_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX changes_undoes_idx ON changes (undoes) WHERE undoes IS NOT NULL`);
    for (const table of ['lines', 'contracts']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN version integer NOT NULL DEFAULT 1`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['lines', 'contracts']) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN version`);
    }
    await runner.query(`DROP INDEX changes_import_id_idx, changes_undoes_idx`);
    await runner.query(`ALTER TABLE changes DROP COLUMN import_id, DROP COLUMN undoes`);
    await runner.query(`DROP TABLE proposals, import_parts, imports`);
  }
}
