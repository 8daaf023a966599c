import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { parse, stringify } from 'yaml';

interface QueueRow {
  queue_id: string;
  name: string;
  offer_timeout_s: number;
  wrap_up_s: number;
  survey_share: number;
  max_waiting: number | null;
  comfort_s: number;
  agents: string[];
}

/** What the tables of queues held becomes the first version of the configuration. */
export class CreateQueueVersions1764400001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE queue_versions (
        version integer NOT NULL,
        yaml text NOT NULL,
        hash text NOT NULL,
        origin text NOT NULL,
        rolled_back_to integer,
        applied_at timestamptz NOT NULL DEFAULT now(),
        applied_by text NOT NULL,
        why text NOT NULL,
        CONSTRAINT queue_versions_pkey PRIMARY KEY (version),
        CONSTRAINT queue_versions_version_check CHECK (version >= 1),
        CONSTRAINT queue_versions_hash_check CHECK (hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT queue_versions_origin_check CHECK (origin IN ('seed', 'migrated', 'applied', 'rollback'))
      )`);
    const queues = (await runner.query(`
      SELECT q.*, COALESCE(json_agg(a.agent_id ORDER BY a.agent_id) FILTER (WHERE a.agent_id IS NOT NULL), '[]') AS agents
      FROM queues q LEFT JOIN queue_assignments a USING (queue_id)
      GROUP BY q.queue_id ORDER BY q.position, q.queue_id`)) as QueueRow[];
    if (queues.length > 0) {
      const yaml = stringify({ queues: queues.map(asConfigured) }, { lineWidth: 0 });
      await runner.query(
        `INSERT INTO queue_versions (version, yaml, hash, origin, applied_by, why)
         VALUES (1, $1, $2, 'migrated', 'system', 'the queues of an older release')`,
        [yaml, createHash('sha256').update(yaml).digest('hex')],
      );
    }
    await runner.query(`DROP TABLE queue_assignments, queues`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE queues (
        queue_id text NOT NULL,
        name text NOT NULL,
        position integer NOT NULL DEFAULT 0,
        offer_timeout_s integer NOT NULL DEFAULT 20,
        wrap_up_s integer NOT NULL DEFAULT 30,
        survey_share real NOT NULL DEFAULT 1,
        max_waiting integer,
        comfort_s integer NOT NULL DEFAULT 30,
        CONSTRAINT queues_pkey PRIMARY KEY (queue_id),
        CONSTRAINT queues_queue_id_check CHECK (queue_id ~ '^[a-z0-9-]{1,40}$'),
        CONSTRAINT queues_offer_timeout_s_check CHECK (offer_timeout_s BETWEEN 3 AND 120),
        CONSTRAINT queues_wrap_up_s_check CHECK (wrap_up_s BETWEEN 0 AND 3600),
        CONSTRAINT queues_survey_share_check CHECK (survey_share BETWEEN 0 AND 1),
        CONSTRAINT queues_max_waiting_check CHECK (max_waiting >= 0),
        CONSTRAINT queues_comfort_s_check CHECK (comfort_s BETWEEN 0 AND 3600)
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
    const rows = (await runner.query(`SELECT yaml FROM queue_versions ORDER BY version DESC LIMIT 1`)) as {
      yaml: string;
    }[];
    for (const { yaml } of rows) await putBack(runner, yaml);
    await runner.query(`DROP TABLE queue_versions`);
  }
}

const asConfigured = (row: QueueRow): object => ({
  queueId: row.queue_id,
  name: row.name,
  agents: row.agents,
  offerTimeoutS: row.offer_timeout_s,
  wrapUpS: row.wrap_up_s,
  // real: 0.2 comes as 0.200000003.
  surveyShare: Number(row.survey_share.toPrecision(6)),
  maxWaiting: row.max_waiting,
  comfortS: row.comfort_s,
});

interface ConfiguredQueue {
  readonly queueId: string;
  readonly name: string;
  readonly agents?: readonly string[];
  readonly groups?: readonly string[];
  readonly offerTimeoutS?: number;
  readonly wrapUpS?: number;
  readonly surveyShare?: number;
  readonly maxWaiting?: number | null;
  readonly comfortS?: number;
}

/** As much of the newest version as the old tables can hold: skills and steps are lost. */
async function putBack(runner: QueryRunner, yaml: string): Promise<void> {
  const config = parse(yaml) as { groups?: Record<string, string[]>; queues: ConfiguredQueue[] };
  for (const [position, queue] of config.queues.entries()) {
    const { queueId, name, offerTimeoutS = 20, wrapUpS = 30, surveyShare = 1, maxWaiting = null } = queue;
    await runner.query(`INSERT INTO queues VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [
      ...[queueId, name, position, offerTimeoutS, wrapUpS, surveyShare, maxWaiting, queue.comfortS ?? 30],
    ]);
    const agents = [
      ...(queue.agents ?? []),
      ...(queue.groups ?? []).flatMap((name) => config.groups?.[name] ?? []),
    ];
    await runner.query(
      `INSERT INTO queue_assignments SELECT $1, agent_id FROM users WHERE agent_id = ANY($2)`,
      [queueId, agents],
    );
  }
}
