import { join } from 'node:path';
import { createDatabase, type Database } from '../../../db';
import type { BusinessSystem } from '../../../server/crm/business-system';
import { HttpBusinessSystem } from '../../../server/connectors/business-system-http/http-business-system';
import { loadBusinessSystemFile } from '../../../server/connectors/business-system-http/load-configuration';
import { ResilientBusinessSystem } from '../../../server/connectors/resilient-business-system';
import { businessFixture, fixtureBills } from '../../support/business-fixture';
import { ManualJobs } from '../../fakes/manual-jobs';
import { eventually } from '../../support/eventually';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';
import { ReferenceBusinessSystem } from '../../support/reference-business-system';
import { describeBusinessSystem } from './business-system-contract';

const example = loadBusinessSystemFile(join(__dirname, '../../../docs/examples/business-system.yaml'));
const account = { kind: 'line', number: '862163330001' } as const;
const [november, october] = fixtureBills;
const FRESH_MS = 10_000;
const STALE_MS = 60_000;

let postgres: TestPostgres;
let address: TestAddress;
let database: Database;
let reference: ReferenceBusinessSystem;
let opened: ResilientBusinessSystem[];
let databases: Database[];
/** Added to the clock of whatever is under test. */
let aheadMs: number;
let reads: string[];
let jobs: ManualJobs;

beforeAll(async () => {
  postgres = await startTestPostgres();
}, 60_000);
afterAll(() => postgres.stop(), 60_000);

beforeEach(async () => {
  aheadMs = 0;
  opened = [];
  databases = [];
  reads = [];
  jobs = new ManualJobs();
  address = await postgres.freshDatabase();
  database = await connect();
  await database.migrate();
  reference = new ReferenceBusinessSystem(businessFixture);
  await reference.start();
}, 60_000);
afterEach(async () => {
  for (const system of opened) system.close();
  await Promise.allSettled(opened.map((system) => system.deliverDue()));
  for (const each of databases) await each.close();
  await reference.stop();
}, 60_000);

async function connect(): Promise<Database> {
  const made = await createDatabase({ address, logger: silentLogger });
  databases.push(made);
  return made;
}

function open(
  options: { atOnce?: number; freshMs?: number; firstPauseMs?: number; db?: Database } = {},
): ResilientBusinessSystem {
  const { atOnce = 20, freshMs = FRESH_MS, firstPauseMs = 20, db = database } = options;
  const system = new ResilientBusinessSystem({
    system: new HttpBusinessSystem({
      configuration: { ...example, baseUrl: reference.baseUrl },
      secret: ReferenceBusinessSystem.token,
      logger: silentLogger,
    }),
    outbox: db.paymentOutbox,
    jobs,
    settings: {
      circuit: {
        name: 'reference',
        timeoutMs: 3000,
        atOnce,
        openAtPercent: 50,
        leastQuestions: 4,
        windowMs: 10_000,
        retryAfterMs: 50,
      },
      cache: { freshMs, staleMs: STALE_MS, most: 100 },
      delivery: { firstPauseMs, longestPauseMs: Math.max(50, firstPauseMs), claimMs: 30_000, atOnce: 3 },
    },
    now: () => Date.now() + aheadMs,
    onRead: (operation, source) => reads.push(`${operation} ${source}`),
    logger: silentLogger,
  });
  opened.push(system);
  return system;
}

const paymentOf = (paymentId: string, billId = november!.billId, amount = 100) => ({
  paymentId,
  billId,
  amount,
  at: Date.now(),
});

/** As the server's beat does, until nothing waits. */
const untilAllDelivered = (system: ResilientBusinessSystem) =>
  eventually(
    'every payment is delivered',
    async () => {
      await system.deliverDue();
      return (await database.paymentOutbox.counts()).waiting === 0;
    },
    10_000,
  );

/** While a payment is being told, a bill may show it twice for a moment: the contract is about what lasts. */
function openPatient(): BusinessSystem {
  const system = open();
  return {
    findLine: (number) => system.findLine(number),
    findContract: (contractNumber) => system.findContract(contractNumber),
    bill: (account, month) => system.bill(account, month),
    unpaidBills: (account) => system.unpaidBills(account),
    orders: (by) => system.orders(by),
    recordPayment: async (payment) => {
      await system.recordPayment(payment);
      await untilAllDelivered(system);
    },
  };
}

describeBusinessSystem('over HTTP, with circuit, cache and outbox', () => Promise.resolve(openPatient()));

describe('questions', () => {
  it('are asked once for a while, and once by many at the same time', async () => {
    const system = open();
    const lines = await Promise.all(Array.from({ length: 10 }, () => system.findLine('021-63330001')));
    await system.findLine('021-63330001');
    expect(new Set(lines.map((line) => line?.customerName))).toEqual(new Set(['王小明']));
    expect(reference.requests).toHaveLength(1);
    aheadMs = FRESH_MS;
    await system.findLine('021-63330001');
    expect(reference.requests).toHaveLength(2);
  });

  it('get an older answer while the system is away, not one that is too old, and none about nobody', async () => {
    const system = open();
    const line = await system.findLine('021-63330001');
    expect(await system.findLine('021-63339999')).toBeNull();
    await reference.stop();
    aheadMs = FRESH_MS;
    expect(await system.findLine('021-63330001')).toEqual(line);
    expect(reads.at(-1)).toBe('findLine stale');
    await expect(system.findLine('021-63339999')).rejects.toMatchObject({ code: 'business-system-away' });
    aheadMs = STALE_MS;
    await expect(system.findLine('021-63330001')).rejects.toMatchObject({ code: 'business-system-away' });
  });

  it('are not asked any more when too many failed, and again when the system is back', async () => {
    const system = open({ freshMs: 0 });
    reference.faultOf = () => ({ kind: 'status', status: 503 });
    for (let count = 0; count < 4; count += 1)
      await expect(system.findContract(`C-${String(count)}`)).rejects.toMatchObject({
        code: 'business-system-away',
      });
    expect(system.health().circuit).toBe('open');
    const asked = reference.requests.length;
    await expect(system.findContract('C-9')).rejects.toMatchObject({ code: 'business-system-away' });
    expect(reference.requests).toHaveLength(asked);

    // Still broken at the next try: open again.
    await eventually('one may try', () => system.health().circuit === 'half-open');
    await expect(system.findContract('C-9')).rejects.toMatchObject({ code: 'business-system-away' });
    expect(reference.requests).toHaveLength(asked + 1);
    expect(system.health().circuit).toBe('open');

    reference.faultOf = () => null;
    await eventually('one may try', () => system.health().circuit === 'half-open');
    expect(await system.findContract('C/2026-1')).not.toBeNull();
    expect(system.health().circuit).toBe('closed');
  });

  it('that the system understands and answers with no do not open the circuit', async () => {
    const system = open({ freshMs: 0 });
    reference.faultOf = () => ({ kind: 'status', status: 422 });
    for (let count = 0; count < 12; count += 1)
      await expect(system.findContract(`C-${String(count)}`)).rejects.toMatchObject({ retryable: false });
    expect(system.health().circuit).toBe('closed');
  });

  it('beyond the limit are refused at once and do not open the circuit', async () => {
    const system = open({ atOnce: 2, freshMs: 0 });
    let answer: () => void = () => undefined;
    const until = new Promise<void>((resolve) => (answer = resolve));
    reference.faultOf = () => ({ kind: 'slow', until });
    const running = [system.findContract('C/2026-1'), system.findContract('C/2026-2')];
    await eventually('both are asked', () => reference.requests.length === 2);
    for (let count = 0; count < 12; count += 1)
      await expect(system.findContract(`C-${String(count)}`)).rejects.toThrow('too many questions at once');
    answer();
    expect((await Promise.all(running)).map((found) => found !== null)).toEqual([true, false]);
    expect(system.health()).toMatchObject({ circuit: 'closed', inFlight: 0 });
    expect(reference.requests).toHaveLength(2);
  });

  it('survive a system that fails every other time', async () => {
    const system = open();
    reference.faultOf = ({ count }) => (count % 2 === 0 ? { kind: 'cut' } : null);
    const first = await system.findLine('021-63330001');
    for (let round = 1; round <= 5; round += 1) {
      aheadMs = round * FRESH_MS;
      expect(await system.findLine('021-63330001')).toEqual(first);
    }
    expect(reads).toContain('findLine stale');
    expect(reads).not.toContain('findLine failed');
  });
});

describe('payments', () => {
  it('are taken while the system is away and told once, in order, when it is back; whatever is restarted', async () => {
    const before = open();
    expect(await before.unpaidBills(account)).toHaveLength(2);
    await reference.stop();
    await before.recordPayment(paymentOf('pay-1', november!.billId, 1000));
    await before.recordPayment(paymentOf('pay-2', october!.billId, 10_000));
    await before.recordPayment(paymentOf('pay-3', november!.billId, 850));
    await before.recordPayment(paymentOf('pay-4', november!.billId, 2000));
    // Nobody is asked to pay again, although the answer is from before.
    expect(await before.unpaidBills(account)).toEqual([]);
    aheadMs = FRESH_MS;
    expect(await before.unpaidBills(account)).toEqual([]);
    await eventually('it was tried', async () => {
      const { items } = await database.paymentOutbox.list({ page: 1, pageSize: 10 });
      return items.some((payment) => payment.attempts > 0 && payment.lastError !== null);
    });

    // The server dies, and the database with it.
    before.close();
    await before.deliverDue().catch(() => undefined);
    await postgres.kill();
    await postgres.restart();
    database = await connect();
    const after = open({ db: database });
    await reference.start();
    await untilAllDelivered(after);

    const november1 = reference.booked.filter((payment) => payment.invoice === november!.billId);
    expect(november1.map(({ txnId, amt }) => [txnId, amt])).toEqual([
      ['pay-1', '10.00'],
      ['pay-3', '8.50'],
      ['pay-4', '20.00'],
    ]);
    expect(reference.booked).toHaveLength(4);
    expect(await after.bill(account, '2026-11')).toMatchObject({ paid: 3850, status: 'paid' });
    expect(await database.paymentOutbox.counts()).toMatchObject({ waiting: 0, delivered: 4, refused: 0 });
  }, 120_000);

  it('that could not be told are told by the job that was planned, at its time', async () => {
    const system = open({ firstPauseMs: 60_000 });
    reference.faultOf = ({ path, count }) =>
      path.endsWith('/payments') && count === 1 ? { kind: 'status', status: 503 } : null;
    await system.recordPayment(paymentOf('pay-1'));
    const dueAt = await eventually('a job is planned', () => jobs.nextDueAt());
    expect(reference.booked).toEqual([]);
    aheadMs = Math.max(0, dueAt - Date.now());
    await jobs.runUntil(dueAt);
    expect(reference.booked.map((payment) => payment.txnId)).toEqual(['pay-1']);
  });

  it('whose answer was lost are booked once', async () => {
    const system = open();
    let lost = 0;
    reference.faultOf = ({ path }) =>
      path.endsWith('/payments') && (lost += 1) === 1 ? { kind: 'booked-then-cut' } : null;
    await system.recordPayment(paymentOf('pay-1'));
    await untilAllDelivered(system);
    expect(lost).toBeGreaterThan(1);
    expect(reference.booked.map((payment) => payment.txnId)).toEqual(['pay-1']);
    const { items } = await database.paymentOutbox.list({ state: 'delivered', page: 1, pageSize: 10 });
    expect(items).toEqual([expect.objectContaining({ paymentId: 'pay-1', attempts: lost, lastError: null })]);
  });

  it('are told once, in the order of each bill, by two servers at work together', async () => {
    const both = [open(), open({ db: await connect() })];
    reference.faultOf = ({ count }) => (count % 5 === 0 ? { kind: 'booked-then-cut' } : null);
    const bills = [november!.billId, october!.billId];
    const made = Array.from({ length: 30 }, (_, index) =>
      paymentOf(`pay-${String(index).padStart(2, '0')}`, bills[index % 2]),
    );
    for (const [index, payment] of made.entries()) await both[index % 2]!.recordPayment(payment);
    await Promise.all(both.map(untilAllDelivered));
    for (const billId of bills) {
      const booked = reference.booked.filter((payment) => payment.invoice === billId);
      expect(booked.map((payment) => payment.txnId)).toEqual(
        made.filter((payment) => payment.billId === billId).map((payment) => payment.paymentId),
      );
    }
  }, 30_000);

  it('the system refuses wait for a person, hold up nobody, and still count as paid here', async () => {
    const system = open();
    reference.faultOf = ({ path, count }) =>
      path.endsWith('/payments') && count === 1 ? { kind: 'status', status: 422 } : null;
    await system.recordPayment(paymentOf('pay-1', november!.billId, 3850));
    await eventually('it is refused', async () => (await database.paymentOutbox.counts()).refused === 1);
    await system.recordPayment(paymentOf('pay-2', october!.billId, 5));
    await untilAllDelivered(system);
    expect(reference.booked.map((payment) => payment.txnId)).toEqual(['pay-2']);
    expect(await system.bill(account, '2026-11')).toMatchObject({ status: 'paid' });

    expect(await database.paymentOutbox.settle('pay-2', 'no')).toBe(false);
    expect(await database.paymentOutbox.retry('pay-1', Date.now())).toBe(true);
    await untilAllDelivered(system);
    expect(reference.booked.map((payment) => payment.txnId)).toEqual(['pay-2', 'pay-1']);
    expect(await database.paymentOutbox.retry('pay-1', Date.now())).toBe(false);
  });

  it('are one with the same id and refused when it means another', async () => {
    const system = open();
    await reference.stop();
    await Promise.all(Array.from({ length: 5 }, () => system.recordPayment(paymentOf('pay-1'))));
    expect((await database.paymentOutbox.list({ page: 1, pageSize: 10 })).total).toBe(1);
    await expect(system.recordPayment(paymentOf('pay-1', november!.billId, 101))).rejects.toMatchObject({
      code: 'broken-invariant',
    });
  });

  it('are not taken when they cannot be kept', async () => {
    const system = open();
    await postgres.kill();
    await expect(system.recordPayment(paymentOf('pay-1'))).rejects.toMatchObject({
      code: 'database-unavailable',
    });
    await postgres.restart();
    expect(reference.booked).toEqual([]);
  }, 120_000);
});
