import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCustomers1763800002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customers (
        customer_id uuid NOT NULL DEFAULT gen_random_uuid(),
        name text NOT NULL,
        kind text NOT NULL,
        contract_number text,
        address text,
        notes text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT customers_pkey PRIMARY KEY (customer_id),
        CONSTRAINT customers_contract_number_key UNIQUE (contract_number),
        CONSTRAINT customers_kind_check CHECK (kind IN ('person', 'company', 'key-account'))
      )`);
    await runner.query(`CREATE INDEX customers_name_customer_id_idx ON customers (name, customer_id)`);
    await runner.query(`
      CREATE TABLE customer_phones (
        phone_id uuid NOT NULL DEFAULT gen_random_uuid(),
        customer_id uuid NOT NULL,
        position integer NOT NULL DEFAULT 0,
        as_written text NOT NULL,
        e164 text,
        digits text NOT NULL,
        CONSTRAINT customer_phones_pkey PRIMARY KEY (phone_id),
        CONSTRAINT customer_phones_customer_id_digits_key UNIQUE (customer_id, digits),
        CONSTRAINT customer_phones_customer_id_fkey FOREIGN KEY (customer_id)
          REFERENCES customers (customer_id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE lines (
        line_id uuid NOT NULL DEFAULT gen_random_uuid(),
        customer_id uuid NOT NULL,
        position integer NOT NULL DEFAULT 0,
        number text NOT NULL,
        e164 text,
        digits text,
        kind text NOT NULL,
        status text NOT NULL,
        address text,
        CONSTRAINT lines_pkey PRIMARY KEY (line_id),
        CONSTRAINT lines_kind_check CHECK (kind IN ('fixed', 'mobile', 'broadband')),
        CONSTRAINT lines_status_check CHECK (status IN ('active', 'suspended', 'closed')),
        CONSTRAINT lines_customer_id_fkey FOREIGN KEY (customer_id)
          REFERENCES customers (customer_id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX customer_phones_e164_idx ON customer_phones (e164)`);
    await runner.query(`CREATE INDEX customer_phones_digits_idx ON customer_phones (digits)`);
    await runner.query(`CREATE INDEX lines_customer_id_idx ON lines (customer_id)`);
    await runner.query(`CREATE INDEX lines_e164_idx ON lines (e164)`);
    await runner.query(`CREATE INDEX lines_digits_idx ON lines (digits)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE lines, customer_phones, customers`);
  }
}
