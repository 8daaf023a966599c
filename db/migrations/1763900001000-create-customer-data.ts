import type { MigrationInterface, QueryRunner } from 'typeorm';
import { nameKey, nameTerms, termsVector } from '../../server/crm/name-terms';

/** Contracts, bills, service orders, the directory (114), information items, notes, and the log of changes. */
export class CreateCustomerData1763900001000 implements MigrationInterface {
  name = 'CreateCustomerData1763900001000';

  async up(runner: QueryRunner): Promise<void> {
    // A trusted extension: whoever may create tables here may install it, no superuser is needed.
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await extendCustomers(runner);
    for (const statement of [...contracts, ...bills, ...serviceOrders, ...offered, ...changes]) {
      await runner.query(statement);
    }
    await fillSearch(runner);
    await runner.query(`CREATE INDEX customers_terms_idx ON customers USING gin (terms)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE changes, customer_notes, information_items, directory_entries, service_orders, bill_payments, bills`);
    await runner.query(`DROP FUNCTION refuse_change()`);
    await runner.query(`DROP INDEX lines_number_idx`);
    await runner.query(`
      ALTER TABLE lines DROP COLUMN contract_id, DROP COLUMN features, DROP COLUMN area_code, DROP COLUMN since`);
    await runner.query(`DROP TABLE contracts`);
    await runner.query(`DROP INDEX customers_created_at_customer_id_idx, customers_kind_created_at_idx`);
    await runner.query(`
      ALTER TABLE customers DROP COLUMN name_key, DROP COLUMN terms, DROP COLUMN version`);
    await runner.query(`CREATE INDEX customers_name_customer_id_idx ON customers (name, customer_id)`);
    for (const table of ['customer_phones', 'lines']) {
      await runner.query(`DROP INDEX ${table}_digits_trgm_idx, ${table}_digits_idx`);
      await runner.query(`CREATE INDEX ${table}_digits_idx ON ${table} (digits)`);
    }
  }
}

async function extendCustomers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE customers
      ADD COLUMN name_key text COLLATE "C" NOT NULL DEFAULT '',
      ADD COLUMN terms tsvector NOT NULL DEFAULT '',
      ADD COLUMN version integer NOT NULL DEFAULT 1`);
  await runner.query(`DROP INDEX customers_name_customer_id_idx`);
  await runner.query(`CREATE INDEX customers_name_key_customer_id_idx ON customers (name_key, customer_id)`);
  await runner.query(
    `CREATE INDEX customers_created_at_customer_id_idx ON customers (created_at, customer_id)`,
  );
  await runner.query(`CREATE INDEX customers_kind_name_key_idx ON customers (kind, name_key, customer_id)`);
  await runner.query(
    `CREATE INDEX customers_kind_created_at_idx ON customers (kind, created_at, customer_id)`,
  );
  for (const table of ['customer_phones', 'lines']) {
    // Serves "begins with" whatever the database's locale is, and "is" as before.
    await runner.query(`DROP INDEX ${table}_digits_idx`);
    await runner.query(`CREATE INDEX ${table}_digits_idx ON ${table} (digits text_pattern_ops)`);
    await runner.query(`CREATE INDEX ${table}_digits_trgm_idx ON ${table} USING gin (digits gin_trgm_ops)`);
  }
}

const contracts = [
  `CREATE TABLE contracts (
    contract_id uuid NOT NULL DEFAULT gen_random_uuid(),
    customer_id uuid NOT NULL,
    contract_number text NOT NULL,
    digits text NOT NULL,
    status text NOT NULL DEFAULT 'active',
    since date,
    CONSTRAINT contracts_pkey PRIMARY KEY (contract_id),
    CONSTRAINT contracts_contract_number_key UNIQUE (contract_number),
    CONSTRAINT contracts_status_check CHECK (status IN ('active', 'suspended', 'closed')),
    CONSTRAINT contracts_customer_id_fkey FOREIGN KEY (customer_id)
      REFERENCES customers (customer_id) ON DELETE CASCADE
  )`,
  `INSERT INTO contracts (customer_id, contract_number, digits)
    SELECT customer_id, contract_number, regexp_replace(contract_number, '[^0-9]', '', 'g')
    FROM customers WHERE contract_number IS NOT NULL`,
  `CREATE INDEX contracts_customer_id_idx ON contracts (customer_id)`,
  `CREATE INDEX contracts_digits_idx ON contracts (digits text_pattern_ops)`,
  `CREATE INDEX contracts_number_prefix_idx ON contracts (lower(contract_number) text_pattern_ops)`,
  `ALTER TABLE lines
    ADD COLUMN contract_id uuid,
    ADD COLUMN features text[] NOT NULL DEFAULT '{}',
    ADD COLUMN area_code text,
    ADD COLUMN since date,
    ADD CONSTRAINT lines_contract_id_fkey FOREIGN KEY (contract_id)
      REFERENCES contracts (contract_id) ON DELETE SET NULL`,
  `UPDATE lines SET contract_id = contracts.contract_id FROM contracts WHERE contracts.customer_id = lines.customer_id`,
  `CREATE INDEX lines_contract_id_idx ON lines (contract_id)`,
  // Broadband accounts are no telephone numbers: they are found as they are written.
  `CREATE INDEX lines_number_idx ON lines (lower(number))`,
];

const bills = [
  `CREATE TABLE bills (
    bill_id uuid NOT NULL DEFAULT gen_random_uuid(),
    customer_id uuid NOT NULL,
    contract_id uuid,
    line_id uuid,
    kind text NOT NULL,
    month text NOT NULL,
    amount integer NOT NULL,
    paid integer NOT NULL DEFAULT 0,
    due_date date NOT NULL,
    CONSTRAINT bills_pkey PRIMARY KEY (bill_id),
    CONSTRAINT bills_account_check CHECK (line_id IS NOT NULL OR contract_id IS NOT NULL),
    CONSTRAINT bills_kind_check CHECK (kind IN ('telephone', 'water', 'electricity', 'gas')),
    CONSTRAINT bills_month_check CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    CONSTRAINT bills_amounts_check CHECK (amount >= 0 AND paid >= 0),
    CONSTRAINT bills_customer_id_fkey FOREIGN KEY (customer_id)
      REFERENCES customers (customer_id) ON DELETE CASCADE,
    CONSTRAINT bills_contract_id_fkey FOREIGN KEY (contract_id)
      REFERENCES contracts (contract_id) ON DELETE CASCADE,
    CONSTRAINT bills_line_id_fkey FOREIGN KEY (line_id) REFERENCES lines (line_id) ON DELETE CASCADE
  )`,
  `CREATE INDEX bills_customer_id_month_idx ON bills (customer_id, month)`,
  `CREATE INDEX bills_month_bill_id_idx ON bills (month, bill_id)`,
  `CREATE UNIQUE INDEX bills_line_id_month_kind_key ON bills (line_id, month, kind) WHERE line_id IS NOT NULL`,
  // Also serves the unpaid bills of a contract that has one bill for all its lines.
  `CREATE UNIQUE INDEX bills_contract_id_month_kind_key ON bills (contract_id, month, kind) WHERE line_id IS NULL`,
  `CREATE INDEX bills_month_kind_bill_id_idx ON bills (month, kind, bill_id)`,
  `CREATE INDEX bills_unpaid_idx ON bills (due_date, bill_id) WHERE paid < amount`,
  `CREATE INDEX bills_unpaid_kind_idx ON bills (kind, due_date, bill_id) WHERE paid < amount`,
  `CREATE INDEX bills_unpaid_month_idx ON bills (month, due_date, bill_id) WHERE paid < amount`,
  `CREATE TABLE bill_payments (
    payment_id text NOT NULL,
    bill_id uuid NOT NULL,
    amount integer NOT NULL,
    paid_at timestamptz NOT NULL,
    CONSTRAINT bill_payments_pkey PRIMARY KEY (payment_id),
    CONSTRAINT bill_payments_amount_check CHECK (amount > 0),
    CONSTRAINT bill_payments_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills (bill_id) ON DELETE CASCADE
  )`,
  `CREATE INDEX bill_payments_bill_id_idx ON bill_payments (bill_id)`,
];

const serviceOrders = [
  `CREATE TABLE service_orders (
    order_id uuid NOT NULL DEFAULT gen_random_uuid(),
    order_number text NOT NULL,
    type text NOT NULL,
    stage text NOT NULL,
    promised_date date,
    customer_id uuid,
    line_id uuid,
    contact_key text,
    serial text,
    closed_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT service_orders_pkey PRIMARY KEY (order_id),
    CONSTRAINT service_orders_order_number_key UNIQUE (order_number),
    CONSTRAINT service_orders_customer_id_fkey FOREIGN KEY (customer_id)
      REFERENCES customers (customer_id) ON DELETE SET NULL,
    CONSTRAINT service_orders_line_id_fkey FOREIGN KEY (line_id) REFERENCES lines (line_id) ON DELETE SET NULL
  )`,
  `CREATE INDEX service_orders_customer_id_created_at_idx ON service_orders (customer_id, created_at)`,
  `CREATE INDEX service_orders_line_id_created_at_idx ON service_orders (line_id, created_at)`,
  `CREATE INDEX service_orders_contact_key_created_at_idx ON service_orders (contact_key, created_at)`,
  `CREATE INDEX service_orders_serial_idx ON service_orders (serial)`,
  `CREATE INDEX service_orders_created_at_order_id_idx ON service_orders (created_at, order_id)`,
  `CREATE INDEX service_orders_stage_created_at_idx ON service_orders (stage, created_at)`,
  `CREATE INDEX service_orders_type_created_at_idx ON service_orders (type, created_at)`,
  `CREATE INDEX service_orders_promised_idx ON service_orders (promised_date, order_id) WHERE closed_at IS NULL`,
  `CREATE INDEX service_orders_open_idx ON service_orders (created_at, order_id) WHERE closed_at IS NULL`,
];

/** What is told to callers, and what is noted about them. */
const offered = [
  `CREATE TABLE directory_entries (
    entry_id uuid NOT NULL DEFAULT gen_random_uuid(),
    name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    terms tsvector NOT NULL,
    category text NOT NULL,
    number text NOT NULL,
    e164 text,
    digits text NOT NULL,
    address text,
    is_listed boolean NOT NULL DEFAULT true,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT directory_entries_pkey PRIMARY KEY (entry_id)
  )`,
  `CREATE INDEX directory_entries_name_key_entry_id_idx ON directory_entries (name_key, entry_id)`,
  `CREATE INDEX directory_entries_category_name_key_idx ON directory_entries (category, name_key)`,
  // What callers may be told: counted and paged without a look at the rows.
  `CREATE INDEX directory_entries_listed_idx ON directory_entries (name_key, entry_id) WHERE is_listed`,
  `CREATE INDEX directory_entries_listed_category_idx ON directory_entries (category, name_key, entry_id)
    WHERE is_listed`,
  `CREATE INDEX directory_entries_e164_idx ON directory_entries (e164)`,
  `CREATE INDEX directory_entries_digits_idx ON directory_entries (digits text_pattern_ops)`,
  `CREATE INDEX directory_entries_digits_trgm_idx ON directory_entries USING gin (digits gin_trgm_ops)`,
  `CREATE INDEX directory_entries_terms_idx ON directory_entries USING gin (terms)`,
  `CREATE TABLE information_items (
    item_id uuid NOT NULL DEFAULT gen_random_uuid(),
    category text NOT NULL,
    topic text NOT NULL,
    class text NOT NULL,
    titles jsonb NOT NULL,
    texts jsonb NOT NULL,
    price integer NOT NULL DEFAULT 0,
    title_sounds jsonb NOT NULL,
    sounds jsonb NOT NULL,
    fax_document text,
    valid_from date,
    valid_until date,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT information_items_pkey PRIMARY KEY (item_id),
    CONSTRAINT information_items_category_check CHECK (category ~ '^[0-9]{3}$'),
    CONSTRAINT information_items_class_check CHECK (class IN ('public', 'charged', 'confidential')),
    CONSTRAINT information_items_price_check CHECK (price >= 0 AND (class = 'charged') = (price > 0))
  )`,
  `CREATE INDEX information_items_category_created_at_idx ON information_items (category, created_at)`,
  `CREATE INDEX information_items_topic_category_idx ON information_items (topic, category)`,
  `CREATE TABLE customer_notes (
    note_id uuid NOT NULL DEFAULT gen_random_uuid(),
    customer_id uuid NOT NULL,
    author text NOT NULL,
    at timestamptz NOT NULL,
    text text NOT NULL,
    pinned boolean NOT NULL DEFAULT false,
    CONSTRAINT customer_notes_pkey PRIMARY KEY (note_id),
    CONSTRAINT customer_notes_customer_id_fkey FOREIGN KEY (customer_id)
      REFERENCES customers (customer_id) ON DELETE CASCADE
  )`,
  `CREATE INDEX customer_notes_customer_id_at_idx ON customer_notes (customer_id, at)`,
];

const changes = [
  `CREATE TABLE changes (
    change_id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT now(),
    who text NOT NULL,
    why text NOT NULL DEFAULT '',
    entity text NOT NULL,
    entity_id text NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT changes_pkey PRIMARY KEY (change_id)
  )`,
  `CREATE INDEX changes_entity_entity_id_change_id_idx ON changes (entity, entity_id, change_id)`,
  `CREATE INDEX changes_at_idx ON changes (at)`,
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,
  `CREATE TRIGGER changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON changes
    EXECUTE FUNCTION refuse_change()`,
];

const BATCH = 5000;

/** Customers who were there before are found by their names, too: pinyin is computed here, not in PostgreSQL. */
async function fillSearch(runner: QueryRunner): Promise<void> {
  for (;;) {
    const rows = (await runner.query(
      `SELECT customer_id, name FROM customers WHERE name_key = '' AND version = 1 LIMIT ${BATCH}`,
    )) as { customer_id: string; name: string }[];
    if (rows.length === 0) return;
    await runner.query(
      `UPDATE customers SET name_key = filled.name_key, terms = filled.terms::tsvector
        FROM unnest($1::uuid[], $2::text[], $3::text[]) AS filled (customer_id, name_key, terms)
        WHERE customers.customer_id = filled.customer_id`,
      [
        rows.map((row) => row.customer_id),
        // A space for an empty name: it must not be asked for again.
        rows.map((row) => nameKey(row.name) || ' '),
        rows.map((row) => termsVector(nameTerms(row.name))),
      ],
    );
  }
}
