/**
 * Measures what a supervisor waits for when he asks for a report over a million calls.
 *
 *   npm run bench:reports -- [--json] [--calls 1000000] [--times 40]
 *
 * Starts a private PostgreSQL with its default settings in a temporary directory, fills 90 days with calls, what they count for and
 * agents' time, sums it as a rebuild does, and asks every report many times, each time of other days: what a route's handler takes.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { createDatabase, type Database } from '../db';
import { createDataSource } from '../db/data-source';
import { agentReportFile } from '../server/measures/report-files';
import { Reports } from '../server/measures/reports';
import { startPrivatePostgres } from '../server/parts/private-postgres';
import { machineBusyPercent, markMachine } from './bench/process-meter';
import { fillReports, LAST_MIDNIGHT, someDays, type ReportSize } from './bench/report-data';

const GOAL_MS = 200;

interface Question {
  readonly question: string;
  readonly ask: (nth: number) => Promise<unknown>;
}

function questions(reports: Reports, size: ReportSize): Question[] {
  const page = { page: 1, pageSize: 50 };
  const days = (span: number, nth: number) => someDays(size, span, nth);
  const instants = (span: number, nth: number) => {
    const { from, to } = days(span, nth);
    return { from: `${from}T00:00:00+08:00`, until: `${to}T24:00:00+08:00` };
  };
  const queueId = (nth: number) => `queue-${nth % size.queues}`;
  const agentId = (nth: number) => String(1001 + (nth % size.agents));
  const interval = (step: 'quarter' | 'hour' | 'day' | 'week' | 'month', span: number) => (nth: number) =>
    reports.queues({ by: 'interval', step, ...days(span, nth) });
  return [
    { question: 'centre: a day by quarter of an hour', ask: interval('quarter', 1) },
    { question: 'centre: a week by hour', ask: interval('hour', 7) },
    { question: 'centre: 31 days by hour', ask: interval('hour', 31) },
    { question: 'centre: 30 days by day', ask: interval('day', 30) },
    { question: 'centre: 90 days by week', ask: interval('week', 90) },
    { question: 'centre: 90 days by month', ask: interval('month', 90) },
    {
      question: 'one queue: 30 days by day',
      ask: (nth) => reports.queues({ by: 'interval', step: 'day', queueId: queueId(nth), ...days(30, nth) }),
    },
    ...[1, 30, 90].map((span) => ({
      question: `queues: ${span} days`,
      ask: (nth: number) => reports.queues({ by: 'queue', step: 'day', ...days(span, nth) }),
    })),
    ...[30, 90].map((span) => ({
      question: `numbers called: ${span} days`,
      ask: (nth: number) => reports.queues({ by: 'number', step: 'day', ...days(span, nth) }),
    })),
    ...[1, 7, 30, 90].map((span) => ({
      question: `all agents: ${span} days`,
      ask: (nth: number) => reports.agents({ by: 'agent', step: 'day', ...days(span, nth) }),
    })),
    {
      question: 'one agent: 30 days by day',
      ask: (nth) => reports.agents({ by: 'interval', step: 'day', agentId: agentId(nth), ...days(30, nth) }),
    },
    {
      question: 'all agents: 30 days as CSV',
      ask: async (nth) => {
        const span = days(30, nth);
        const report = await reports.agents({ by: 'agent', step: 'day', ...span });
        const { content } = await agentReportFile(report, { ...span, language: 'zh-CN', format: 'csv' });
        if (Buffer.isBuffer(content)) return;
        content.stream.resume();
        await finished(content.stream);
      },
    },
    {
      question: 'calls: answered by a queue in a day',
      ask: (nth) =>
        reports.queueCalls({ kind: 'answered', queueId: queueId(nth), ...instants(1, nth), ...page }),
    },
    {
      question: 'calls: answered late in 30 days',
      ask: (nth) => reports.queueCalls({ kind: 'answered-late', ...instants(30, nth), ...page }),
    },
    {
      question: 'calls: abandoned in a queue in 90 days',
      ask: (nth) =>
        reports.queueCalls({ kind: 'abandoned', queueId: queueId(nth), ...instants(90, nth), ...page }),
    },
    {
      question: 'calls: missed by an agent in 30 days',
      ask: (nth) =>
        reports.agentCalls({ kind: 'missed', agentId: agentId(nth), ...instants(30, nth), ...page }),
    },
    ...[1, 30, 90].map((span) => ({
      question: `campaigns: ${span} days`,
      ask: (nth: number) => reports.campaigns({ by: 'campaign', step: 'day', ...days(span, nth) }),
    })),
    {
      question: 'one campaign: 30 days by day',
      ask: (nth) =>
        reports.campaigns({
          ...{ by: 'interval', step: 'day', campaignId: `campaign-${nth % 20}`, ...days(30, nth) },
        }),
    },
    { question: 'promises kept: 30 days', ask: (nth) => reports.promises(days(30, nth)) },
  ];
}

async function timed({ question, ask }: Question, times: number) {
  const took: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const start = performance.now();
    await ask(nth);
    took.push(performance.now() - start);
  }
  took.sort((one, other) => one - other);
  const at = (share: number): number => Math.round((took[Math.ceil(share * times) - 1] ?? 0) * 10) / 10;
  return { question, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      calls: { type: 'string', default: '1000000' },
      times: { type: 'string', default: '40' },
    },
  });
  const size: ReportSize = { calls: Number(values.calls), days: 90, agents: 300, queues: 20 };
  const runDir = mkdtempSync(join(tmpdir(), 'kl-bench-'));
  // PostgreSQL refuses root: its own user must be able to enter.
  chmodSync(runDir, 0o755);
  const logger = pino({ level: 'silent' });
  const postgres = await startPrivatePostgres({ runDir, logger });
  try {
    const database = await createDatabase({ address: postgres.connection, logger });
    await database.migrate();
    const patient = await createDataSource(postgres.connection, logger, true).initialize();
    const started = performance.now();
    const calls = await fillReports(patient, size);
    // Of the last day it is read call by call, as in a running centre.
    await database.measures.sumCampaigns(LAST_MIDNIGHT - 86_400_000);
    const filledS = Math.round((performance.now() - started) / 1000);
    await patient.destroy();
    await report(database, size, { calls, filledS, times: Number(values.times), asJson: values.json });
    await database.close();
  } finally {
    await postgres.stop();
    rmSync(runDir, { recursive: true, force: true });
  }
}

async function report(
  database: Database,
  size: ReportSize,
  { calls, filledS, times, asJson }: { calls: number; filledS: number; times: number; asJson: boolean },
): Promise<void> {
  const reports = new Reports({
    store: database.measures,
    queueName: (queueId) => queueId,
    teams: () => ({}),
    service: () => Promise.resolve({ now: LAST_MIDNIGHT, switchIds: [], marks: new Map() }),
    timeZone: 'Asia/Shanghai',
    now: () => LAST_MIDNIGHT,
  });
  const mark = markMachine();
  const figures = [];
  for (const question of questions(reports, size)) figures.push(await timed(question, times));
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? ''}, load ${(loadavg()[0] ?? 0).toFixed(1)}, ${machineBusyPercent(mark)} % busy`;
  if (asJson) {
    console.log(JSON.stringify({ machine, ...size, calls, filledS, figures }));
    return;
  }
  console.log(
    `${calls} calls, ${size.days} days, ${size.agents} agents, ${size.queues} queues, filled in ${filledS} s; ${machine}`,
  );
  for (const { question, p50Ms, p95Ms, maxMs } of figures)
    console.log(
      `${question.padEnd(42)} p50 ${String(p50Ms).padStart(7)}  p95 ${String(p95Ms).padStart(7)}  most ${String(maxMs).padStart(7)} ms` +
        (p95Ms > GOAL_MS ? `  over ${GOAL_MS}` : ''),
    );
}

void main();
