/** How long a table of customers takes to be tried, done, taken out and taken back, and what memory that needs. */
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { loadavg } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pino from 'pino';
import { createDatabase } from '../db';
import { startTestPostgres } from '../tests/support/postgres';
import { machineBusyPercent, markMachine } from './bench/process-meter';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const CUSTOMERS = Number(process.argv[2] ?? 100_000);
const author = { who: 'bench', why: '' };

function* customers(count: number): Generator<Buffer> {
  yield Buffer.from('合同号,客户名称,客户类型,地址,联系电话,电话线路\n');
  for (let first = 0; first < count; first += 500) {
    const rows = Array.from({ length: Math.min(500, count - first) }, (_, index) => {
      const number = first + index;
      const digits = (length: number) => String(number).padStart(length, '0');
      return `IMP${digits(7)},李明${number},个人,示范路${number}号,139${digits(8)},021-6${digits(7)}\n`;
    });
    yield Buffer.from(rows.join(''));
  }
}

const SAMPLE_MS = 2000;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** What is in use once what is not was collected: whether this grows tells whether a longer table needs more. */
function liveHeap(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function measured<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  let peak = 0;
  const live = [liveHeap()];
  const peaks = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  const samples = setInterval(() => live.push(liveHeap()), SAMPLE_MS);
  const [start, cpu, machine] = [performance.now(), process.cpuUsage(), markMachine()];
  try {
    return await work();
  } finally {
    clearInterval(peaks);
    clearInterval(samples);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const { user, system } = process.cpuUsage(cpu);
    const half = Math.ceil(live.length / 2);
    console.log(
      `${what.padEnd(8)} ${seconds.padStart(7)} s   own CPU ${((user + system) / 1e6).toFixed(1)} s   ` +
        `machine busy ${machineBusyPercent(machine)} %   peak ${megabytes(peak)}   ` +
        `live heap ${megabytes(Math.max(...live.slice(0, half)))}, later ${megabytes(Math.max(...live.slice(-half)))}`,
    );
  }
}

async function main(): Promise<void> {
  const postgres = await startTestPostgres();
  const database = await createDatabase({
    address: await postgres.freshDatabase(),
    logger: pino({ level: 'silent' }),
    numberFormat: { region: 'CN', areaCode: '21' },
  });
  await database.migrate();
  const { imports, exports } = database.maintenance;
  console.log(
    `${CUSTOMERS} customers; before: ${megabytes(process.memoryUsage().rss)}, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
  const wanted = { table: 'customers', existing: 'update', fileName: '', why: '' } as const;
  const tried = await measured('check', () =>
    imports.check(Readable.from(customers(CUSTOMERS)), wanted, author),
  );
  const done = await measured('commit', () => imports.commit(tried.importId, author));
  console.log(`${done.state}, ${done.created} created, ${done.faultCount} faults`);
  await measured('export', async () => {
    const csv = exports.export('customers', { language: 'zh-CN', delimiter: 'comma' });
    csv.resume();
    await finished(csv);
  });
  const undone = await measured('undo', () => imports.undo(tried.importId, author));
  console.log(`${undone.count} taken back`);
  await database.close();
  await postgres.stop();
}

void main();
