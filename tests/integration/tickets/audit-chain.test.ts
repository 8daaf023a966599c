import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { ALICE, MINUTE, orderBench, type OrderBench } from './order-bench';

describe('the chain of an order', () => {
  let postgres: TestPostgres;
  let bench: OrderBench;
  let database: string;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    const address = await postgres.freshDatabase();
    database = address.database;
    bench = await orderBench(address);
  }, 60_000);
  afterAll(async () => {
    await bench.close();
    await postgres.stop();
  }, 60_000);

  /** Six events: created, assigned, started, commented, resolved, return call reported. */
  const lived = async (): Promise<string> => {
    const { orderId } = await bench.ticket('fault', { fields: { symptom: 'noise' } });
    await bench.orders.move(orderId, 'take', { comment: '' }, ALICE);
    await bench.orders.move(orderId, 'start', { comment: '' }, ALICE);
    bench.clock.now += MINUTE;
    await bench.orders.comment(orderId, '测量正常 "quoted" 😀', ALICE);
    await bench.orders.move(orderId, 'resolve', { result: 'cable changed', comment: '' }, ALICE);
    await bench.orders.move(orderId, 'report-return-call', { outcome: 'reached', comment: '' }, ALICE);
    return orderId;
  };
  const tamper = (statement: string, parameters: unknown[]) => postgres.run(database, statement, parameters);
  /** As somebody who owns the database can. */
  const withoutTrigger = async (statement: string, parameters: unknown[]) => {
    await tamper('ALTER TABLE work_order_events DISABLE TRIGGER USER', []);
    await tamper(statement, parameters);
    await tamper('ALTER TABLE work_order_events ENABLE TRIGGER USER', []);
  };

  it('is intact after a life of its own, whatever was written into it', async () => {
    const orderId = await lived();
    expect(await bench.orders.audit(orderId)).toMatchObject({ intact: true, events: 6, faults: [] });
  });

  it('cannot be changed by mistake: the table takes additions only', async () => {
    const orderId = await lived();
    for (const statement of [
      `UPDATE work_order_events SET type = 'x' WHERE order_id = $1`,
      `DELETE FROM work_order_events WHERE order_id = $1`,
    ])
      await expect(tamper(statement, [orderId])).rejects.toThrow('only ever added');
    await expect(tamper('TRUNCATE work_order_events', [])).rejects.toThrow('only ever added');
  });

  it.each([
    [
      'words',
      `UPDATE work_order_events SET data = jsonb_set(data, '{text}', '"nothing"') WHERE order_id = $1 AND seq = 4`,
      4,
    ],
    [
      'who',
      `UPDATE work_order_events SET actor = '{"kind":"agent","id":"1002"}' WHERE order_id = $1 AND seq = 2`,
      2,
    ],
    ['when', `UPDATE work_order_events SET at = at - interval '1 minute' WHERE order_id = $1 AND seq = 5`, 5],
    ['what', `UPDATE work_order_events SET type = 'released' WHERE order_id = $1 AND seq = 3`, 3],
  ])('shows a changed event: %s', async (_what, statement, seq) => {
    const orderId = await lived();
    await withoutTrigger(statement, [orderId]);
    expect(await bench.orders.audit(orderId)).toMatchObject({
      intact: false,
      faults: [{ seq, kind: 'changed', what: 'its contents' }],
    });
  });

  it('shows a missing event in the middle, and one at the end', async () => {
    const middle = await lived();
    await withoutTrigger('DELETE FROM work_order_events WHERE order_id = $1 AND seq = 4', [middle]);
    expect((await bench.orders.audit(middle)).faults).toContainEqual({
      seq: 4,
      kind: 'missing',
      what: 'the event is gone',
    });
    const end = await lived();
    await withoutTrigger('DELETE FROM work_order_events WHERE order_id = $1 AND seq = 6', [end]);
    expect((await bench.orders.audit(end)).faults).toContainEqual({
      seq: 6,
      kind: 'missing',
      what: 'the event is gone',
    });
  });

  it('shows a chain cut short, even when the order is made to agree', async () => {
    const orderId = await lived();
    await withoutTrigger('DELETE FROM work_order_events WHERE order_id = $1 AND seq > 4', [orderId]);
    await tamper(
      `UPDATE work_orders SET events = 4, state = 'in-progress', result = NULL WHERE order_id = $1`,
      [orderId],
    );
    expect((await bench.orders.audit(orderId)).faults).toContainEqual({
      seq: null,
      kind: 'order-changed',
      what: 'the head of the chain',
    });
  });

  it.each([
    ['its priority', `UPDATE work_orders SET priority = 0 WHERE order_id = $1`, 'priority'],
    ['its promise', `UPDATE work_orders SET due_at = due_at + interval '1 day' WHERE order_id = $1`, 'clock'],
    ['its result', `UPDATE work_orders SET result = 'nothing wrong' WHERE order_id = $1`, 'contents'],
    ['that it was breached', `UPDATE work_orders SET breached_at = now() WHERE order_id = $1`, 'breachedAt'],
  ])('shows an order changed behind the chain: %s', async (_what, statement, what) => {
    const orderId = await lived();
    await tamper(statement, [orderId]);
    expect(await bench.orders.audit(orderId)).toMatchObject({
      intact: false,
      faults: [{ seq: null, kind: 'order-changed', what }],
    });
  });
});
