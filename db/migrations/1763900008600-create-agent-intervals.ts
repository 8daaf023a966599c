import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAgentIntervals1763900008600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agent_intervals (
        agent_id text NOT NULL,
        stream_ms bigint NOT NULL,
        stream_seq bigint NOT NULL,
        presence text NOT NULL,
        reason text,
        productive boolean NOT NULL,
        state text NOT NULL,
        call_id text,
        from_at timestamptz NOT NULL,
        until_at timestamptz,
        CONSTRAINT agent_intervals_pkey PRIMARY KEY (agent_id, stream_ms, stream_seq),
        CONSTRAINT agent_intervals_presence_check CHECK (presence IN ('break', 'ready', 'not-responding')),
        CONSTRAINT agent_intervals_state_check CHECK (state IN ('idle', 'offered', 'on-call', 'wrap-up')),
        CONSTRAINT agent_intervals_until_at_check CHECK (until_at > from_at)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX agent_intervals_open_idx ON agent_intervals (agent_id) WHERE until_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX agent_intervals_agent_id_from_at_idx ON agent_intervals (agent_id, from_at)`,
    );
    await runner.query(`CREATE INDEX agent_intervals_from_at_idx ON agent_intervals (from_at)`);
    // What the intervals are computed from, found without reading calls.
    await runner.query(`
      CREATE INDEX call_events_agent_idx ON call_events (agent_id, stream_ms, stream_seq)
      WHERE type IN ('agent.presence-changed', 'agent.state-changed')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX call_events_agent_idx`);
    await runner.query(`DROP TABLE agent_intervals`);
  }
}
