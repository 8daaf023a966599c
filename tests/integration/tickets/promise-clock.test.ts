import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { ALICE, DAY, HOUR, MINUTE, MONDAY_10, orderBench, SUSAN, type OrderBench } from './order-bench';

describe('the promise clock', () => {
  let postgres: TestPostgres;
  let bench: OrderBench;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);
  beforeEach(async () => {
    bench = await orderBench(await postgres.freshDatabase());
  }, 60_000);
  afterEach(() => bench.close());

  const typesOf = async (orderId: string) =>
    (await bench.orders.detail(orderId, SUSAN)).events.map(({ type }) => type);
  const at = async (ms: number): Promise<number> => {
    bench.clock.now = MONDAY_10 + ms;
    return bench.alarms.reconcile();
  };
  const fault = () => bench.ticket('fault', { fields: { symptom: 'noise' } });

  it('reminds at half and four fifths, escalates, breaks at the promise, and makes the task to call back', async () => {
    const { orderId, serial } = await fault();
    expect(await at(12 * HOUR - 1)).toBe(0);
    expect(await at(12 * HOUR)).toBe(1);
    expect(await at(23 * HOUR)).toBe(2);
    expect(await typesOf(orderId)).toEqual(['created', 'reminded', 'reminded', 'escalated']);
    expect(await at(25 * HOUR)).toBe(2);
    const order = await bench.orders.detail(orderId, SUSAN);
    expect(order).toMatchObject({ desk: 'supervisor', priority: 'urgent', overdue: true });
    expect(order.breachedAt).not.toBeNull();
    const { items } = await bench.orders.list(query({ type: ['return-call'] }), SUSAN);
    expect(items).toMatchObject([{ desk: 'supervisor', priority: 'high', contactNumber: '02163330001' }]);
    expect(items[0]?.subject).toContain(serial);
    expect(await bench.orders.audit(orderId)).toMatchObject({ intact: true });
  });

  it('stands while the customer is waited for, and goes on with what was left', async () => {
    const { orderId } = await fault();
    await bench.orders.move(orderId, 'start', { comment: '' }, ALICE);
    bench.clock.now += 6 * HOUR;
    await bench.orders.move(orderId, 'wait', { comment: 'needs the key of the house' }, ALICE);
    expect(await at(5 * DAY)).toBe(0);
    const waiting = await bench.orders.detail(orderId, ALICE);
    expect(waiting).toMatchObject({ dueAt: null, remainingMs: 18 * HOUR, overdue: false });
    await bench.orders.move(orderId, 'resume', { comment: '' }, ALICE);
    const running = await bench.orders.detail(orderId, ALICE);
    expect(Date.parse(running.dueAt ?? '')).toBe(MONDAY_10 + 5 * DAY + 18 * HOUR);
    // Half of the promise is used up twelve hours of ours after the start, not of the calendar on the wall.
    expect(await at(5 * DAY + 6 * HOUR - 1)).toBe(0);
    expect(await at(5 * DAY + 6 * HOUR)).toBe(1);
  });

  it('ends with the answer: nothing rings afterwards, and a reopened order has a promise of its own', async () => {
    const { orderId } = await fault();
    await bench.orders.move(orderId, 'start', { comment: '' }, ALICE);
    await bench.orders.move(orderId, 'resolve', { result: 'cable', comment: '' }, ALICE);
    await bench.orders.move(orderId, 'report-return-call', { outcome: 'reached', comment: '' }, ALICE);
    await bench.orders.move(orderId, 'close', { comment: '' }, ALICE);
    expect(await at(3 * DAY)).toBe(0);
    await bench.orders.move(orderId, 'reopen', { comment: 'noise again' }, ALICE);
    expect(await bench.orders.detail(orderId, ALICE)).toMatchObject({
      state: 'open',
      reopened: 1,
      dueAt: new Date(MONDAY_10 + 4 * DAY).toISOString(),
    });
    expect(await at(3 * DAY + 12 * HOUR)).toBe(1);
    await bench.orders.move(orderId, 'cancel', { comment: 'twice' }, SUSAN);
    expect(await at(9 * DAY)).toBe(0);
    await expect(bench.orders.move(orderId, 'reopen', { comment: 'x' }, ALICE)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('rings once when two servers look at the same moment, many times', async () => {
    const other = await orderBench(bench.address, { clock: bench.clock });
    const made = await Promise.all(Array.from({ length: 10 }, fault));
    bench.clock.now = MONDAY_10 + 25 * HOUR;
    const rang = await Promise.all([bench, other, bench, other].map(({ alarms }) => alarms.reconcile()));
    // Two reminders, two escalations and the breach of each.
    expect(rang.reduce((sum, each) => sum + each, 0)).toBe(50);
    for (const { orderId } of made) {
      const types = await typesOf(orderId);
      expect(types).toHaveLength(6);
      expect(types.filter((type) => type === 'breached')).toHaveLength(1);
      expect(await bench.orders.audit(orderId)).toMatchObject({ intact: true });
    }
    const tasks = await bench.orders.list(query({ type: ['return-call'] }), SUSAN);
    expect(tasks.total).toBe(10);
    await other.close();
  }, 60_000);

  it('loses nothing and doubles nothing when the clock is set forth and back', async () => {
    const { orderId } = await fault();
    const [first] = [...bench.planned.values()].sort((a, b) => a.dueAt - b.dueAt);
    // A job that comes early, because some clock was set: it is not due, and rings at its time.
    expect(await bench.alarms.ring(first!.id)).toBe('not-due');
    await at(13 * HOUR);
    expect(await bench.alarms.ring(first!.id)).toBe('gone');
    // Back before the reminder: it has rung.
    expect(await at(1 * HOUR)).toBe(0);
    expect(await at(13 * HOUR)).toBe(0);
    expect(await typesOf(orderId)).toEqual(['created', 'reminded']);
    // And a week forth: all that is left rings, once.
    expect(await at(7 * DAY)).toBe(4);
  });

  it('is planned again from the table when every job is lost', async () => {
    await fault();
    const before = new Map(bench.planned);
    expect(before.size).toBe(5);
    bench.planned.clear();
    bench.clock.now += MINUTE;
    expect(await bench.alarms.reconcile()).toBe(0);
    expect([...bench.planned.keys()].sort()).toEqual([...before.keys()].sort());
  });

  it('rings whole or not at all when the database dies half-way', async () => {
    const { orderId } = await fault();
    bench.clock.now = MONDAY_10 + 12 * HOUR;
    const [first] = [...bench.planned.values()].sort((a, b) => a.dueAt - b.dueAt);
    const killed = bench.alarms.ring(first!.id);
    const ended = killed.catch(() => 'failed');
    await postgres.kill();
    const result = await ended;
    await postgres.restart();
    const rang = (await bench.alarms.reconcile()) + (result === 'rang' ? 1 : 0);
    const types = await typesOf(orderId);
    expect(types).toEqual(['created', 'reminded']);
    expect(rang).toBeLessThanOrEqual(1);
    expect(await bench.orders.audit(orderId)).toMatchObject({ intact: true });
  }, 60_000);

  const query = (more: object) => ({
    page: 1,
    pageSize: 50,
    sort: 'due' as const,
    direction: 'asc' as const,
    ...more,
  });
});
