import type { DataSource, Logger, QueryRunner } from 'typeorm';

interface Statement {
  readonly sql: string;
  readonly parameters: unknown[];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Takes down the statements of some work, to ask PostgreSQL how it would do them. */
export class StatementRecorder implements Logger {
  #statements: Statement[] | null = null;

  logQuery(sql: string, parameters: unknown[] = []): void {
    if (/^\s*(SELECT|WITH|SET LOCAL|COMMIT)/i.test(sql))
      this.#statements?.push({ sql, parameters: [...parameters] });
  }

  async of(work: () => Promise<unknown>): Promise<readonly Statement[]> {
    const statements: Statement[] = [];
    this.#statements = statements;
    try {
      await work();
    } finally {
      this.#statements = null;
    }
    return statements;
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

export interface ScanningPlan {
  readonly statement: string;
  readonly tables: readonly string[];
  readonly plan: unknown;
}

/** Plans that read one of these tables from end to end, under the settings their transactions had. */
export async function scanningPlans(
  dataSource: DataSource,
  statements: readonly Statement[],
  bigTables: ReadonlySet<string>,
): Promise<readonly ScanningPlan[]> {
  const found: ScanningPlan[] = [];
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    for (const { sql, parameters } of statements) {
      if (/^\s*SET/i.test(sql)) await runner.query(sql);
      else if (/^\s*COMMIT/i.test(sql)) await startAgain(runner);
      else found.push(...(await explained(runner, { sql, parameters }, bigTables)));
    }
    await runner.rollbackTransaction();
  } finally {
    await runner.release();
  }
  return found;
}

/** What was set for one transaction is no more. */
async function startAgain(runner: QueryRunner): Promise<void> {
  await runner.rollbackTransaction();
  await runner.startTransaction();
}

async function explained(
  runner: QueryRunner,
  { sql, parameters }: Statement,
  bigTables: ReadonlySet<string>,
): Promise<ScanningPlan[]> {
  const [row] = (await runner.query(`EXPLAIN (FORMAT JSON) ${sql}`, parameters)) as {
    'QUERY PLAN': { Plan: PlanNode }[];
  }[];
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  const tables = plan ? [...new Set(scanned(plan))].filter((table) => bigTables.has(table)) : [];
  return tables.length > 0 ? [{ statement: sql.replace(/\s+/g, ' ').trim(), tables, plan }] : [];
}

const scanned = (node: PlanNode): string[] => [
  ...(node['Node Type'] === 'Seq Scan' && node['Relation Name'] ? [node['Relation Name']] : []),
  ...(node.Plans ?? []).flatMap(scanned),
];
