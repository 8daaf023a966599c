import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsersAndQueues1763800001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        user_id uuid NOT NULL DEFAULT gen_random_uuid(),
        login text NOT NULL,
        display_name text NOT NULL,
        role text NOT NULL,
        agent_id text,
        password_hash text NOT NULL,
        disabled boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT users_pkey PRIMARY KEY (user_id),
        CONSTRAINT users_login_key UNIQUE (login),
        CONSTRAINT users_agent_id_key UNIQUE (agent_id),
        CONSTRAINT users_login_check CHECK (login = lower(login) AND login <> ''),
        CONSTRAINT users_role_check CHECK (role IN ('agent', 'supervisor', 'admin')),
        CONSTRAINT users_agent_id_check CHECK (agent_id ~ '^[0-9]{1,8}$'),
        CONSTRAINT users_agent_has_number_check CHECK (role <> 'agent' OR agent_id IS NOT NULL)
      )`);
    await runner.query(`
      CREATE TABLE queues (
        queue_id text NOT NULL,
        name text NOT NULL,
        position integer NOT NULL DEFAULT 0,
        offer_timeout_s integer NOT NULL DEFAULT 20,
        wrap_up_s integer NOT NULL DEFAULT 30,
        CONSTRAINT queues_pkey PRIMARY KEY (queue_id),
        CONSTRAINT queues_queue_id_check CHECK (queue_id ~ '^[a-z0-9-]{1,40}$'),
        CONSTRAINT queues_offer_timeout_s_check CHECK (offer_timeout_s BETWEEN 3 AND 120),
        CONSTRAINT queues_wrap_up_s_check CHECK (wrap_up_s BETWEEN 0 AND 3600)
      )`);
    await runner.query(`
      CREATE TABLE queue_assignments (
        queue_id text NOT NULL,
        agent_id text NOT NULL,
        CONSTRAINT queue_assignments_pkey PRIMARY KEY (queue_id, agent_id),
        CONSTRAINT queue_assignments_queue_id_fkey FOREIGN KEY (queue_id)
          REFERENCES queues (queue_id) ON DELETE CASCADE,
        CONSTRAINT queue_assignments_agent_id_fkey FOREIGN KEY (agent_id)
          REFERENCES users (agent_id) ON DELETE CASCADE ON UPDATE CASCADE
      )`);
    await runner.query(`CREATE INDEX queue_assignments_agent_id_idx ON queue_assignments (agent_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE queue_assignments, queues, users`);
  }
}
