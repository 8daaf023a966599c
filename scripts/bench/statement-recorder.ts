import type { DataSource, Logger } from 'typeorm';

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
    if (/^\s*(SELECT|WITH)/i.test(sql)) this.#statements?.push({ sql, parameters: [...parameters] });
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

/** Plans that read one of these tables from end to end. */
export async function scanningPlans(
  dataSource: DataSource,
  statements: readonly Statement[],
  bigTables: ReadonlySet<string>,
): Promise<readonly ScanningPlan[]> {
  const found: ScanningPlan[] = [];
  for (const { sql, parameters } of statements) {
    const [row] = await dataSource.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
      `EXPLAIN (FORMAT JSON) ${sql}`,
      parameters,
    );
    const plan = row?.['QUERY PLAN'][0]?.Plan;
    const tables = plan ? [...new Set(scanned(plan))].filter((table) => bigTables.has(table)) : [];
    if (tables.length > 0) found.push({ statement: sql.replace(/\s+/g, ' ').trim(), tables, plan });
  }
  return found;
}

const scanned = (node: PlanNode): string[] => [
  ...(node['Node Type'] === 'Seq Scan' && node['Relation Name'] ? [node['Relation Name']] : []),
  ...(node.Plans ?? []).flatMap(scanned),
];
