import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePackVersions1763900006500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE pack_versions (
        pack_id text NOT NULL,
        version integer NOT NULL,
        pack_yaml text NOT NULL,
        work_orders_yaml text,
        origin text NOT NULL,
        rolled_back_to integer,
        applied_at timestamptz NOT NULL DEFAULT now(),
        applied_by text NOT NULL,
        why text NOT NULL,
        replaced_at timestamptz,
        CONSTRAINT pack_versions_pkey PRIMARY KEY (pack_id, version),
        CONSTRAINT pack_versions_origin_check CHECK (origin IN ('seed', 'applied', 'rollback')),
        CONSTRAINT pack_versions_version_check CHECK (version >= 1)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX pack_versions_pack_id_idx ON pack_versions (pack_id) WHERE replaced_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE pack_versions`);
  }
}
