import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFaxes1763900004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE faxes (
        fax_id uuid NOT NULL,
        request_id text,
        to_number text,
        title text NOT NULL,
        pages integer NOT NULL,
        state text NOT NULL,
        round integer NOT NULL DEFAULT 1,
        next_attempt_at timestamptz,
        is_cancelled boolean NOT NULL DEFAULT false,
        requested_by text NOT NULL,
        call_id uuid,
        customer_id uuid,
        created_at timestamptz NOT NULL,
        ended_at timestamptz,
        told_at timestamptz,
        CONSTRAINT faxes_pkey PRIMARY KEY (fax_id),
        CONSTRAINT faxes_request_id_key UNIQUE (request_id),
        CONSTRAINT faxes_pages_check CHECK (pages > 0),
        CONSTRAINT faxes_state_check
          CHECK (state IN ('queued', 'sending', 'failed', 'sent', 'given-up', 'cancelled'))
      )`);
    await runner.query(`
      CREATE INDEX faxes_waiting_idx ON faxes (next_attempt_at, created_at)
        WHERE state IN ('queued', 'failed')`);
    await runner.query(`CREATE INDEX faxes_sending_idx ON faxes (state) WHERE state = 'sending'`);
    await runner.query(`
      CREATE INDEX faxes_untold_idx ON faxes (fax_id) WHERE state = 'given-up' AND told_at IS NULL`);
    await runner.query(`CREATE INDEX faxes_created_at_fax_id_idx ON faxes (created_at, fax_id)`);
    await runner.query(`CREATE INDEX faxes_to_number_idx ON faxes (to_number)`);
    await runner.query(`CREATE INDEX faxes_call_id_idx ON faxes (call_id)`);
    await runner.query(`CREATE INDEX faxes_customer_id_idx ON faxes (customer_id)`);
    await runner.query(`
      CREATE TABLE fax_documents (
        fax_id uuid NOT NULL,
        tiff bytea NOT NULL,
        CONSTRAINT fax_documents_pkey PRIMARY KEY (fax_id),
        CONSTRAINT fax_documents_fax_id_fkey FOREIGN KEY (fax_id) REFERENCES faxes (fax_id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE fax_attempts (
        attempt_id uuid NOT NULL,
        fax_id uuid NOT NULL,
        number integer NOT NULL,
        round integer NOT NULL,
        leg_id uuid NOT NULL,
        switch_id text NOT NULL,
        t38 boolean NOT NULL,
        ecm boolean NOT NULL,
        v17 boolean NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        outcome text,
        result_code integer,
        result_text text,
        cause text,
        sip_status integer,
        pages_sent integer NOT NULL DEFAULT 0,
        rate integer NOT NULL DEFAULT 0,
        used_t38 boolean NOT NULL DEFAULT false,
        CONSTRAINT fax_attempts_pkey PRIMARY KEY (attempt_id),
        CONSTRAINT fax_attempts_fax_id_number_key UNIQUE (fax_id, number),
        CONSTRAINT fax_attempts_outcome_check CHECK (outcome IN ('sent', 'busy', 'no-answer', 'wrong-number',
          'refused', 'no-fax', 'broken', 'congestion', 'lost')),
        CONSTRAINT fax_attempts_fax_id_fkey FOREIGN KEY (fax_id) REFERENCES faxes (fax_id) ON DELETE CASCADE
      )`);
    // One transmission at a time: of a fax, and on a leg.
    await runner.query(`
      CREATE UNIQUE INDEX fax_attempts_open_fax_idx ON fax_attempts (fax_id) WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE UNIQUE INDEX fax_attempts_open_leg_idx ON fax_attempts (leg_id) WHERE ended_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE fax_attempts, fax_documents, faxes`);
  }
}
