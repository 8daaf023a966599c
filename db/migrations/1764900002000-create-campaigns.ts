import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Campaigns, whom they call, and every decision to call somebody or not to. */
export class CreateCampaigns1764900002000 implements MigrationInterface {
  readonly name = 'CreateCampaigns1764900002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE campaigns (
      campaign_id text NOT NULL,
      config jsonb NOT NULL,
      state text NOT NULL,
      version integer NOT NULL,
      changed_by text NOT NULL,
      changed_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT campaigns_pkey PRIMARY KEY (campaign_id),
      CONSTRAINT campaigns_state_check CHECK (state IN ('draft', 'running', 'paused', 'done'))
    )`);
    await db.query(`CREATE TABLE campaign_versions (
      campaign_id text NOT NULL,
      version integer NOT NULL,
      config jsonb NOT NULL,
      changed_by text NOT NULL,
      changed_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT campaign_versions_pkey PRIMARY KEY (campaign_id, version)
    )`);
    await db.query(`CREATE TABLE campaign_contacts (
      contact_id uuid NOT NULL,
      campaign_id text NOT NULL,
      line text NOT NULL,
      number text NOT NULL,
      number_key text NOT NULL,
      name text NOT NULL,
      customer_id uuid,
      time_zone text,
      consent boolean NOT NULL,
      rank integer NOT NULL,
      variables jsonb NOT NULL,
      state text NOT NULL,
      attempts integer NOT NULL,
      next_at timestamptz NOT NULL,
      attempt_id uuid,
      mark text,
      mark_date date,
      last_result text,
      created_at timestamptz NOT NULL DEFAULT now(),
      done_at timestamptz,
      CONSTRAINT campaign_contacts_pkey PRIMARY KEY (contact_id),
      CONSTRAINT campaign_contacts_line_key UNIQUE (campaign_id, line),
      CONSTRAINT campaign_contacts_state_check CHECK (state IN ('open', 'dialing', 'done'))
    )`);
    await db.query(
      `CREATE INDEX campaign_contacts_due_idx ON campaign_contacts (campaign_id, rank, next_at)
       WHERE state = 'open'`,
    );
    await db.query(
      `CREATE INDEX campaign_contacts_standing_idx ON campaign_contacts (campaign_id, state, mark)`,
    );
    await db.query(`CREATE INDEX campaign_contacts_number_idx ON campaign_contacts (number_key)`);
    await db.query(`CREATE TABLE dial_decisions (
      decision_id uuid NOT NULL,
      campaign_id text NOT NULL,
      contact_id uuid NOT NULL,
      number text NOT NULL,
      number_key text NOT NULL,
      at timestamptz NOT NULL,
      decision text NOT NULL,
      rule text NOT NULL,
      evidence jsonb NOT NULL,
      until timestamptz,
      call_id uuid,
      result text,
      sip_status integer,
      cause text,
      ended_at timestamptz,
      mark text,
      mark_date date,
      CONSTRAINT dial_decisions_pkey PRIMARY KEY (decision_id),
      CONSTRAINT dial_decisions_call_key UNIQUE (call_id),
      CONSTRAINT dial_decisions_decision_check CHECK (decision IN ('dialled', 'not-dialled'))
    )`);
    await db.query(`CREATE INDEX dial_decisions_number_idx ON dial_decisions (number_key, at)`);
    await db.query(`CREATE INDEX dial_decisions_contact_idx ON dial_decisions (contact_id, at)`);
    await db.query(
      `CREATE INDEX dial_decisions_open_idx ON dial_decisions (at) WHERE decision = 'dialled' AND ended_at IS NULL`,
    );
    await db.query(`CREATE TABLE do_not_call (
      entry_id uuid NOT NULL,
      kind text NOT NULL,
      value text NOT NULL,
      reason text NOT NULL,
      until timestamptz,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT do_not_call_pkey PRIMARY KEY (entry_id),
      CONSTRAINT do_not_call_kind_check CHECK (kind IN ('number', 'prefix', 'customer'))
    )`);
    await db.query(`CREATE INDEX do_not_call_value_idx ON do_not_call (kind, value)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE do_not_call, dial_decisions, campaign_contacts, campaign_versions, campaigns`);
  }
}
