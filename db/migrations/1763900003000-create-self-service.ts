import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSelfService1763900003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE caller_passwords (
        account_kind text NOT NULL,
        account_number text NOT NULL,
        hash text NOT NULL,
        set_at timestamptz NOT NULL,
        wrong_count integer NOT NULL DEFAULT 0,
        wrong_since timestamptz,
        locked_until timestamptz,
        CONSTRAINT caller_passwords_pkey PRIMARY KEY (account_kind, account_number),
        CONSTRAINT caller_passwords_account_kind_check CHECK (account_kind IN ('line', 'contract')),
        CONSTRAINT caller_passwords_wrong_count_check CHECK (wrong_count >= 0)
      )`);
    await runner.query(`CREATE INDEX caller_passwords_locked_until_idx ON caller_passwords (locked_until)`);
    await runner.query(`
      CREATE TABLE caller_password_notes (
        note_id uuid NOT NULL DEFAULT gen_random_uuid(),
        account_kind text NOT NULL,
        account_number text NOT NULL,
        deed text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        call_id uuid,
        reason text NOT NULL DEFAULT '',
        CONSTRAINT caller_password_notes_pkey PRIMARY KEY (note_id),
        CONSTRAINT caller_password_notes_deed_check
          CHECK (deed IN ('set', 'changed', 'locked', 'unlocked', 'removed', 'given'))
      )`);
    await runner.query(
      `CREATE INDEX caller_password_notes_account_kind_account_number_at_idx
         ON caller_password_notes (account_kind, account_number, at)`,
    );
    await this.#money(runner);
    await runner.query(`
      CREATE TABLE outages (
        outage_id uuid NOT NULL DEFAULT gen_random_uuid(),
        area_code text,
        number_prefix text,
        texts jsonb NOT NULL,
        sounds jsonb NOT NULL DEFAULT '{}',
        since timestamptz NOT NULL,
        until timestamptz,
        ended_at timestamptz,
        created_by text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT outages_pkey PRIMARY KEY (outage_id),
        CONSTRAINT outages_area_code_check CHECK (area_code ~ '^[0-9]{1,5}$'),
        CONSTRAINT outages_number_prefix_check CHECK (number_prefix ~ '^[0-9]{1,15}$'),
        CONSTRAINT outages_where_check CHECK (area_code IS NOT NULL OR number_prefix IS NOT NULL)
      )`);
    await runner.query(`CREATE INDEX outages_since_idx ON outages (since)`);
  }

  async #money(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payments (
        payment_id text NOT NULL,
        state text NOT NULL,
        reason text,
        reference text,
        account_kind text NOT NULL,
        account_number text NOT NULL,
        customer_id uuid,
        bill_id text NOT NULL,
        bill_kind text NOT NULL,
        amount integer NOT NULL,
        call_id uuid,
        caller_number text NOT NULL,
        started_at timestamptz NOT NULL,
        resolved_at timestamptz,
        recorded_at timestamptz,
        CONSTRAINT payments_pkey PRIMARY KEY (payment_id),
        CONSTRAINT payments_state_check CHECK (state IN ('started', 'pending', 'unknown', 'accepted', 'declined')),
        CONSTRAINT payments_account_kind_check CHECK (account_kind IN ('line', 'contract')),
        CONSTRAINT payments_bill_kind_check CHECK (bill_kind IN ('telephone', 'water', 'electricity', 'gas')),
        CONSTRAINT payments_amount_check CHECK (amount > 0)
      )`);
    await runner.query(
      `CREATE INDEX payments_customer_id_started_at_idx ON payments (customer_id, started_at)`,
    );
    await runner.query(`CREATE INDEX payments_started_at_idx ON payments (started_at)`);
    await runner.query(
      `CREATE UNIQUE INDEX payments_bill_id_idx ON payments (bill_id) WHERE state <> 'declined'`,
    );
    await runner.query(`
      CREATE TABLE charges (
        charge_id text NOT NULL,
        item_id text NOT NULL,
        category text NOT NULL,
        price integer NOT NULL,
        call_id uuid NOT NULL,
        caller_number text NOT NULL,
        customer_id uuid,
        accepted_at timestamptz NOT NULL,
        CONSTRAINT charges_pkey PRIMARY KEY (charge_id),
        CONSTRAINT charges_price_check CHECK (price > 0)
      )`);
    await runner.query(
      `CREATE INDEX charges_customer_id_accepted_at_idx ON charges (customer_id, accepted_at)`,
    );
    await runner.query(`CREATE INDEX charges_accepted_at_idx ON charges (accepted_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['outages', 'charges', 'payments', 'caller_password_notes', 'caller_passwords'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
