import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIntegration1763900005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        key_id uuid NOT NULL DEFAULT gen_random_uuid(),
        name text NOT NULL,
        scopes text[] NOT NULL,
        digest text NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by text,
        CONSTRAINT api_keys_pkey PRIMARY KEY (key_id),
        CONSTRAINT api_keys_digest_key UNIQUE (digest)
      )`);
    await runner.query(`
      CREATE TABLE webhooks (
        webhook_id uuid NOT NULL DEFAULT gen_random_uuid(),
        name text NOT NULL,
        url text NOT NULL,
        events text[] NOT NULL,
        active boolean NOT NULL DEFAULT true,
        sealed_secret text NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT webhooks_pkey PRIMARY KEY (webhook_id)
      )`);
    await runner.query(`
      CREATE TABLE webhook_deliveries (
        delivery_id uuid NOT NULL DEFAULT gen_random_uuid(),
        webhook_id uuid NOT NULL,
        event_id text NOT NULL,
        event_type text NOT NULL,
        body text NOT NULL,
        state text NOT NULL DEFAULT 'pending',
        attempts integer NOT NULL DEFAULT 0,
        last_status integer,
        last_error text,
        last_attempt_at timestamptz,
        next_attempt_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (delivery_id),
        CONSTRAINT webhook_deliveries_webhook_id_event_id_key UNIQUE (webhook_id, event_id),
        CONSTRAINT webhook_deliveries_state_check CHECK (state IN ('pending', 'delivered', 'failed')),
        CONSTRAINT webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id)
          REFERENCES webhooks (webhook_id) ON DELETE CASCADE
      )`);
    await runner.query(
      `CREATE INDEX webhook_deliveries_webhook_id_created_at_idx ON webhook_deliveries (webhook_id, created_at)`,
    );
    await runner.query(
      `CREATE INDEX webhook_deliveries_pending_idx ON webhook_deliveries (created_at) WHERE state = 'pending'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE webhook_deliveries, webhooks, api_keys`);
  }
}
