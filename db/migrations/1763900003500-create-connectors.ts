import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateConnectors1763900003500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payment_outbox (
        payment_id text NOT NULL,
        position bigserial NOT NULL,
        bill_id text NOT NULL,
        amount bigint NOT NULL,
        paid_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'waiting',
        attempts integer NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL,
        claimed_until timestamptz,
        last_error text,
        delivered_at timestamptz,
        note text,
        CONSTRAINT payment_outbox_pkey PRIMARY KEY (payment_id),
        CONSTRAINT payment_outbox_state_check CHECK (state IN ('waiting', 'delivered', 'refused', 'settled')),
        CONSTRAINT payment_outbox_amount_check CHECK (amount > 0)
      )`);
    await runner.query(
      `CREATE INDEX payment_outbox_bill_id_position_idx ON payment_outbox (bill_id, position)`,
    );
    await runner.query(
      `CREATE INDEX payment_outbox_state_next_try_at_idx ON payment_outbox (state, next_try_at)`,
    );
    await runner.query(`CREATE UNIQUE INDEX payment_outbox_position_idx ON payment_outbox (position)`);
    await runner.query(`
      CREATE TABLE prepaid_cards (
        card_id uuid NOT NULL DEFAULT gen_random_uuid(),
        number_digest text NOT NULL,
        last_four text NOT NULL,
        password_hash text,
        balance bigint NOT NULL,
        state text NOT NULL DEFAULT 'active',
        wrong_passwords integer NOT NULL DEFAULT 0,
        CONSTRAINT prepaid_cards_pkey PRIMARY KEY (card_id),
        CONSTRAINT prepaid_cards_number_digest_key UNIQUE (number_digest),
        CONSTRAINT prepaid_cards_state_check CHECK (state IN ('active', 'blocked')),
        CONSTRAINT prepaid_cards_balance_check CHECK (balance >= 0),
        CONSTRAINT prepaid_cards_last_four_check CHECK (last_four ~ '^[0-9]{4}$')
      )`);
    await runner.query(`
      CREATE TABLE prepaid_charges (
        payment_id text NOT NULL,
        card_id uuid,
        bill_id text NOT NULL,
        amount bigint NOT NULL,
        state text NOT NULL,
        reason text,
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT prepaid_charges_pkey PRIMARY KEY (payment_id),
        CONSTRAINT prepaid_charges_state_check CHECK (state IN ('accepted', 'declined')),
        CONSTRAINT prepaid_charges_amount_check CHECK (amount > 0),
        CONSTRAINT prepaid_charges_card_id_fkey FOREIGN KEY (card_id) REFERENCES prepaid_cards (card_id)
      )`);
    await runner.query(`CREATE INDEX prepaid_charges_card_id_at_idx ON prepaid_charges (card_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE prepaid_charges`);
    await runner.query(`DROP TABLE prepaid_cards`);
    await runner.query(`DROP TABLE payment_outbox`);
  }
}
