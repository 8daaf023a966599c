import type { DataSource, QueryRunner } from 'typeorm';

interface Index {
  readonly name: string;
  readonly definition: string;
}

/**
 * The steps of filling a database, each done once and committed with its mark: what was broken off goes on where it
 * was, and what is complete is used again.
 */
export class KeptSteps {
  readonly #dataSource: DataSource;
  readonly #say: (text: string) => void;
  #done = new Set<string>();

  constructor(dataSource: DataSource, say: (text: string) => void) {
    this.#dataSource = dataSource;
    this.#say = say;
  }

  /** @throws Error when the database was filled with something else */
  async begin(filledWith: string): Promise<void> {
    await this.#dataSource.query(`CREATE SCHEMA IF NOT EXISTS bench`);
    await this.#dataSource.query(`CREATE TABLE IF NOT EXISTS bench.filled_with (what text PRIMARY KEY)`);
    await this.#dataSource.query(`CREATE TABLE IF NOT EXISTS bench.steps (name text PRIMARY KEY)`);
    await this.#dataSource.query(
      `CREATE TABLE IF NOT EXISTS bench.indexes (name text PRIMARY KEY, definition text NOT NULL)`,
    );
    const [found] = await this.#dataSource.query<{ what: string }[]>(`SELECT what FROM bench.filled_with`);
    if (found && found.what !== filledWith) {
      throw new Error(`The kept data is ${found.what}, not ${filledWith}: name another directory.`);
    }
    await this.#dataSource.query(`INSERT INTO bench.filled_with VALUES ($1) ON CONFLICT DO NOTHING`, [
      filledWith,
    ]);
    const steps = await this.#dataSource.query<{ name: string }[]>(`SELECT name FROM bench.steps`);
    this.#done = new Set(steps.map((step) => step.name));
  }

  async once(name: string, work: (runner: QueryRunner) => Promise<void>): Promise<void> {
    if (this.#done.has(name)) return;
    const runner = this.#dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query(`SET LOCAL session_replication_role = replica`);
      await runner.query(`SET LOCAL maintenance_work_mem = '1GB'`);
      await work(runner);
      await runner.query(`INSERT INTO bench.steps VALUES ($1)`, [name]);
      await runner.commitTransaction();
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
    this.#done.add(name);
    this.#say(name);
  }

  /** For what cannot be part of a transaction, and may be done twice. */
  async onceOutside(name: string, statement: string): Promise<void> {
    if (this.#done.has(name)) return;
    await this.#dataSource.query(statement);
    await this.once(name, () => Promise.resolve());
  }

  /** Rows are written faster without; constraints keep theirs. */
  takeIndexesAway(tables: readonly string[]): Promise<void> {
    return this.once('indexes taken away', async (runner) => {
      const found = (await runner.query(
        `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
          WHERE schemaname = 'public' AND tablename = ANY($1)
            AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
        [tables],
      )) as Index[];
      for (const { name, definition } of found) {
        await runner.query(`INSERT INTO bench.indexes VALUES ($1, $2)`, [name, definition]);
        await runner.query(`DROP INDEX ${name}`);
      }
    });
  }

  async putIndexesBack(): Promise<void> {
    const indexes = await this.#dataSource.query<Index[]>(`SELECT name, definition FROM bench.indexes`);
    for (const { name, definition } of indexes) {
      await this.once(`index ${name}`, async (runner) => {
        await runner.query(definition);
      });
    }
  }
}
