/**
 * Measures what a screen waits for when there are many customers and bills.
 *
 *   npm run bench:crm -- [--json] [--customers 1000000] [--bills 5000000] [--times 100] [--data DIR] [--only TEXT]
 *
 * Starts a private PostgreSQL in a temporary directory, fills it, asks every question many times, each time about
 * somebody else, and prints how long the answers took, counting and reading of related rows included. Questions whose
 * plan reads a big table from end to end are named with the plan.
 *
 * With --data the database is kept in this directory: it is filled once, also in several runs, and used again. With
 * --only those questions are asked whose name holds the text.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import type { DataSource } from 'typeorm';
import { createCustomerData } from '../db/customer-data';
import { createDataSource, migrate } from '../db/data-source';
import { CallRepository } from '../db/repositories/call.repository';
import { startPrivatePostgres } from '../server/parts/private-postgres';
import { generate, type CrmSize } from './bench/crm-data';
import { questions, type Question } from './bench/crm-questions';
import { machineBusyPercent, markMachine } from './bench/process-meter';
import { scanningPlans, StatementRecorder, type ScanningPlan } from './bench/statement-recorder';

const GOAL_MS = 50;
const BIG_TABLE_ROWS = 10_000;

interface Figure {
  readonly question: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  readonly scans: readonly ScanningPlan[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      customers: { type: 'string', default: '1000000' },
      bills: { type: 'string', default: '5000000' },
      times: { type: 'string', default: '100' },
      data: { type: 'string' },
      only: { type: 'string', default: '' },
    },
  });
  const size = { customers: whole('customers', values.customers), bills: whole('bills', values.bills) };
  const asked = { times: whole('times', values.times), only: values.only };
  const runDir = values.data === undefined ? mkdtempSync(join(tmpdir(), 'kl-bench-')) : resolve(values.data);
  mkdirSync(runDir, { recursive: true });
  // PostgreSQL refuses root: its own user must be able to enter.
  chmodSync(runDir, 0o755);
  const postgres = await startPrivatePostgres({ runDir, logger: pino({ level: 'silent' }) });
  try {
    await report(postgres.connection, size, asked, values.json);
  } finally {
    await postgres.stop();
    if (values.data === undefined) rmSync(runDir, { recursive: true, force: true });
  }
}

interface Asked {
  readonly times: number;
  readonly only: string;
}

async function report(
  address: Parameters<typeof createDataSource>[0],
  size: CrmSize,
  asked: Asked,
  asJson: boolean,
): Promise<void> {
  const recorder = new StatementRecorder();
  const dataSource = createDataSource(address, pino({ level: 'silent' }), true);
  dataSource.setOptions({ logger: recorder, logging: ['query'] });
  await dataSource.initialize();
  const started = Date.now();
  const say = (text: string) => {
    if (!asJson) console.log(`${seconds(started).padStart(6)} s  ${text}`);
  };
  await dataSource.query(`ALTER SYSTEM SET max_wal_size = '16GB'`);
  await dataSource.query(`SELECT pg_reload_conf()`);
  const migrations = await migrate(dataSource);
  for (const name of migrations) say(`migration ${name}`);
  await generate(dataSource, size, say);
  // What a migration wrote on kept data, autovacuum would see to after a while.
  if (migrations.length > 0) await dataSource.query('VACUUM (ANALYZE)');
  const preparedS = Number(seconds(started));
  const before = markMachine();
  const figures = await measureAll(dataSource, recorder, size, asked);
  const machine = {
    cores: cpus().length,
    model: cpus()[0]?.model ?? '',
    load: loadavg()[0],
    busyPercent: machineBusyPercent(before),
    node: process.version,
  };
  const slowest = Math.max(...figures.map((figure) => figure.p95Ms));
  const summary = {
    machine,
    ...size,
    times: asked.times,
    preparedS,
    goalMs: GOAL_MS,
    slowestP95Ms: slowest,
    ratio: round(slowest / GOAL_MS),
  };
  await dataSource.destroy();
  if (asJson) console.log(JSON.stringify({ ...summary, figures }));
  else print(summary, figures);
}

async function measureAll(
  dataSource: DataSource,
  recorder: StatementRecorder,
  { customers }: CrmSize,
  { times, only }: Asked,
): Promise<Figure[]> {
  const numberFormat = { region: 'CN', areaCode: '21' } as const;
  const calls = new CallRepository(dataSource, numberFormat);
  const stores = createCustomerData({
    dataSource,
    numberFormat,
    recentCalls: calls.recentOf.bind(calls),
    today: () => '2026-11-22',
  });
  const big = await bigTables(dataSource);
  const figures = [];
  for (const question of questions(stores, calls).filter(({ name }) => name.includes(only))) {
    const statements = await recorder.of(() => question.ask(7));
    const scans = await scanningPlans(dataSource, statements, big);
    figures.push({ ...(await measure(question, customers, times)), scans });
  }
  return figures;
}

async function measure(question: Question, customers: number, times: number): Promise<Omit<Figure, 'scans'>> {
  const took: number[] = [];
  for (let asked = 0; asked < times; asked += 1) {
    const customer = 1 + ((asked * 7919 + 13) % customers);
    const from = performance.now();
    await question.ask(customer);
    took.push(performance.now() - from);
  }
  took.sort((one, other) => one - other);
  const at = (share: number) =>
    round(took[Math.min(took.length - 1, Math.ceil(share * took.length) - 1)] ?? 0);
  return { question: question.name, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

async function bigTables(dataSource: DataSource): Promise<ReadonlySet<string>> {
  const rows = await dataSource.query<{ relname: string }[]>(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > ${BIG_TABLE_ROWS}`,
  );
  return new Set(rows.map((row) => row.relname));
}

function print(summary: object, figures: readonly Figure[]): void {
  for (const [name, value] of Object.entries(summary)) {
    console.log(`${name.padEnd(14)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  }
  const cells = (values: readonly number[]) => values.map((value) => value.toFixed(1).padStart(9)).join('');
  console.log(`\n${'ms'.padEnd(44)}${['p50', 'p95', 'max'].map((name) => name.padStart(9)).join('')}`);
  for (const { question, p50Ms, p95Ms, maxMs, scans } of figures) {
    const mark = `${p95Ms > GOAL_MS ? '  over the goal' : ''}${scans.length > 0 ? '  scans' : ''}`;
    console.log(`${question.padEnd(44)}${cells([p50Ms, p95Ms, maxMs])}${mark}`);
  }
  for (const { question, scans } of figures) {
    for (const { statement, tables, plan } of scans) {
      console.log(
        `\n${question} reads ${tables.join(', ')} from end to end:\n${statement}\n${JSON.stringify(plan)}`,
      );
    }
  }
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100_000_000) {
    throw new Error(`--${name} is a whole number from 1 to 100000000`);
  }
  return value;
}

const seconds = (from: number): string => ((Date.now() - from) / 1000).toFixed(1);
const round = (value: number): number => Math.round(value * 100) / 100;

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
