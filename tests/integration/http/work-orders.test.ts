import { randomUUID } from 'node:crypto';
import { workOrderRoutes } from '../../../server/http/routes/work-order-routes';
import type { OrderDetail, OrderSummary } from '../../../server/contract/tickets';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { orderBench, type OrderBench } from '../tickets/order-bench';
import { TestClient } from './test-client';
import { API_KEY, startTestServer, type TestServer } from './test-server';

const BASE = '/api/v1/work-orders';

describe('work orders over HTTP', () => {
  let postgres: TestPostgres;
  let bench: OrderBench;
  let server: TestServer;
  let alice: TestClient;
  let bob: TestClient;
  let susan: TestClient;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    const address = await postgres.freshDatabase();
    bench = await orderBench(address);
    await postgres.run(
      address.database,
      `INSERT INTO users (login, display_name, role, agent_id, password_hash)
       VALUES ('1002', 'Bob', 'agent', '1002', 'x')`,
    );
    server = await startTestServer({
      moreRoutes: workOrderRoutes({ orders: bench.orders, progress: bench.creation }),
    });
    [alice, bob, susan] = [new TestClient(server), new TestClient(server), new TestClient(server)];
    await alice.login('1001');
    await bob.login('1002');
    await susan.login('2001');
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await bench.close();
    await postgres.stop();
  }, 60_000);

  const post = (client: TestClient, path: string, body: object = {}) =>
    client.send('POST', BASE + path, body);
  const made = async (body: object = {}): Promise<OrderDetail> =>
    (await post(alice, '', { type: 'fault', fields: { symptom: 'noise' }, ...body })).body as OrderDetail;
  const idsOf = (body: unknown) => (body as { items: OrderSummary[] }).items.map(({ orderId }) => orderId);

  it('go from the agent who made them through a life to the closing', async () => {
    const { orderId, serial, state, moves } = await made({ text: '电话有杂音' });
    expect(serial).toMatch(/^\d{9}$/);
    expect([state, moves.includes('take'), moves.includes('close')]).toEqual(['open', true, false]);
    const path = `/${orderId}`;
    expect(await post(alice, `${path}/start`)).toMatchObject({ status: 200, body: { state: 'in-progress' } });
    expect(await post(alice, `${path}/next-stage`)).toMatchObject({
      body: { state: 'open', stage: 'repair' },
    });
    expect(await post(alice, `${path}/assign`, { agentId: '1002' })).toMatchObject({
      body: { assigneeId: '1002' },
    });
    expect(await post(alice, `${path}/start`)).toMatchObject({ status: 403 });
    expect(await post(bob, `${path}/close`)).toMatchObject({ status: 409, error: { code: 'conflict' } });
    await post(bob, `${path}/start`);
    await post(bob, `${path}/comments`, { text: '线路受潮' });
    expect(await post(bob, `${path}/resolve`, { result: '已更换线路' })).toMatchObject({
      body: { state: 'return-call' },
    });
    expect(await post(bob, `${path}/close`)).toMatchObject({ status: 403 });
    const called = await post(bob, `${path}/return-call`);
    const { callId } = called.body as { callId: string };
    expect(called.status).toBe(400);
    expect(callId).toBeUndefined();
    await post(bob, `${path}/report-return-call`, { outcome: 'reached' });
    expect(await post(bob, `${path}/close`)).toMatchObject({
      body: { state: 'closed', survey: true, dueAt: null },
    });
    expect((await alice.get(`${BASE}${path}/audit`)).body).toMatchObject({ intact: true, faults: [] });
    expect((await alice.get(`/api/v1/work-order-progress/${serial}`)).body).toMatchObject({
      state: 'closed',
    });
  });

  it('link the call with which the customer is called back', async () => {
    const { orderId } = await made({ contactNumber: '021-63330001' });
    const { callId } = (await post(alice, `/${orderId}/return-call`)).body as { callId: string };
    expect((await alice.get(`${BASE}/${orderId}`)).body).toMatchObject({
      calls: [{ callId, purpose: 'return-call', agentId: '1001' }],
    });
    expect(idsOf((await alice.get(`${BASE}?callId=${callId}`)).body)).toEqual([orderId]);
  });

  it('are made once for a request that is repeated', async () => {
    const requestId = randomUUID();
    const [first, second] = [await made({ requestId }), await made({ requestId })];
    expect(second.orderId).toBe(first.orderId);
    expect(await post(alice, '', { type: 'complaint', requestId })).toMatchObject({ status: 409 });
  });

  it('are refused with the fields at fault', async () => {
    const cases: [object, string][] = [
      [{ type: 'fault' }, 'fields.symptom'],
      [{ type: 'fault', fields: { symptom: 'smoke' } }, 'fields.symptom'],
      [{ type: 'fault', fields: { symptom: 'noise', colour: 'red' } }, 'fields.colour'],
      [{ type: 'new-line', fields: { installAddress: 'x' }, documents: ['passport'] }, 'documents.passport'],
    ];
    for (const [body, field] of cases)
      expect(await post(alice, '', body)).toMatchObject({
        status: 400,
        error: { details: { fields: [field] } },
      });
    expect(await post(alice, '', { type: 'lease' })).toMatchObject({ status: 400 });
    expect(
      await post(alice, '', { type: 'fault', fields: { symptom: 'noise' }, callId: randomUUID() }),
    ).toMatchObject({
      status: 404,
    });
  });

  it('wait for the papers a type demands before they leave acceptance', async () => {
    const { orderId } = (await post(alice, '', { type: 'suspend', fields: { from: '2026-12-01' } }))
      .body as OrderDetail;
    await post(alice, `/${orderId}/start`);
    expect(await post(alice, `/${orderId}/next-stage`)).toMatchObject({
      status: 400,
      error: { details: { fields: ['documents.identity'] } },
    });
    await alice.send('PUT', `${BASE}/${orderId}`, { documents: ['identity'] });
    expect(await post(alice, `/${orderId}/next-stage`)).toMatchObject({ body: { desk: 'maintenance' } });
  });

  it('are found by desk, state, type, number, serial and words, page by page', async () => {
    const order = await made({
      type: 'suggestion',
      fields: {},
      subject: '营业厅 100%',
      contactNumber: '13912345678',
    });
    const found = async (query: string) => idsOf((await susan.get(`${BASE}?${query}`)).body);
    for (const query of [
      'desk=complaint&type=suggestion&state=open,assigned',
      `serial=${order.serial}`,
      'number=%2B86%20139%201234%205678',
      `search=${encodeURIComponent('100%')}`,
      'assignee=none&type=suggestion&sort=created&direction=desc',
    ])
      expect(await found(query)).toEqual([order.orderId]);
    expect(await found('search=no%20such%20words')).toEqual([]);
    const all = await found('sort=created&pageSize=200');
    const pages = [
      await found('sort=created&pageSize=2&page=1'),
      await found('sort=created&pageSize=2&page=2'),
    ];
    expect(pages.flat()).toEqual(all.slice(0, 4));
    expect(await susan.get(`${BASE}?state=lost`)).toMatchObject({ status: 400 });
    const desks = (await susan.get('/api/v1/work-order-desks')).body as { desk: string; live: number }[];
    expect(desks.find(({ desk }) => desk === 'complaint')).toMatchObject({ live: 1, open: 1 });
  });

  it('need a login, and of a key its scope', async () => {
    expect(await new TestClient(server).get(BASE)).toMatchObject({ status: 401 });
    const key = { authorization: `Bearer ${API_KEY}` };
    expect(await new TestClient(server).get(BASE, key)).toMatchObject({ status: 403 });
  });
});
