import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { composeCrm } from '../../../server/compose-crm';
import type { CustomerCard } from '../../../server/contract/rest';
import { withoutApproval } from '../../support/approval';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';
import { TestClient } from './test-client';
import { API_KEY, startTestServer, type TestServer } from './test-server';

const LI_NA = '00000000-0000-4000-8000-020000000001';
const NOBODY = '00000000-0000-4000-8000-999999999999';

let postgres: TestPostgres;
let address: TestAddress;
let database: Database;
let server: TestServer;
let agent: TestClient;
let supervisor: TestClient;

beforeAll(async () => {
  postgres = await startTestPostgres();
  address = await postgres.freshDatabase();
  database = await createDatabase({
    address,
    logger: pino({ level: 'silent' }),
    numberFormat: { region: 'CN', areaCode: '21' },
  });
  await database.migrate();
  await database.seedDemo({ password: 'x' });
  server = await startTestServer({ moreRoutes: composeCrm(database) });
  agent = new TestClient(server);
  await agent.login('1001');
  supervisor = new TestClient(server);
  await supervisor.login('2001');
}, 90_000);
afterAll(async () => {
  await server.stop();
  await database.close();
  await postgres.stop();
});

const path = (rest: string) => `/api/v1${rest}`;

describe('customers', () => {
  it('become known: an unknown caller is added, linked and noted, and every step says who did it', async () => {
    const made = await agent.send('POST', path('/customers'), {
      name: '新客户',
      phones: ['139 0000 0555'],
      why: 'called for the first time',
    });
    expect(made.status).toBe(201);
    const { customerId, version } = made.body as CustomerCard;
    const linked = await agent.send('POST', path(`/customers/${customerId}/phones`), { number: '63330555' });
    expect(linked.body).toMatchObject({ numbers: ['139 0000 0555', '63330555'] });
    const noted = await agent.send('POST', path(`/customers/${customerId}/notes`), { text: '想装宽带' });
    expect([noted.status, noted.body]).toMatchObject([201, { author: '1001', text: '想装宽带' }]);
    const changed = await supervisor.send('PUT', path(`/customers/${customerId}`), {
      version,
      kind: 'company',
    });
    expect(changed.body).toMatchObject({ kind: 'company', version: 2, name: '新客户' });
    const stale = await agent.send('PUT', path(`/customers/${customerId}`), { version, name: '别名' });
    expect([stale.status, stale.error.code]).toEqual([409, 'conflict']);
    const matches = await agent.get(path('/number-matches?number=%2B86%20139%200000%200555'));
    expect(matches.body).toMatchObject([{ customerId, reason: 'contact', certainty: 'exact' }]);
    const who = await postgres.run(address.database, 'SELECT who FROM changes ORDER BY change_id');
    expect(who.map((row) => row['who'])).toEqual(['1001', '1001', '1001', '2001']);
    const phoneId = (linked.body as CustomerCard).phones[1]?.phoneId ?? '';
    expect((await agent.send('DELETE', path(`/customers/${customerId}/phones/${phoneId}`))).status).toBe(204);
  });

  it.each([
    ['no name', { name: ' ' }, 400],
    ['an unknown kind', { name: 'x', kind: 'vip' }, 400],
    ['what is no number', { name: 'x', phones: ['abc'] }, 400],
    ['a contract number of another customer', { name: 'x', contractNumber: 'C1000001' }, 409],
  ])('refuses %s', async (_what, body, status) => {
    expect((await agent.send('POST', path('/customers'), body)).status).toBe(status);
  });

  it('answers 404 for a customer who is not there', async () => {
    const notes = path(`/customers/${NOBODY}/notes`);
    expect((await agent.send('POST', notes, { text: 'x' })).status).toBe(404);
    expect((await agent.send('PUT', path(`/customers/${NOBODY}`), { version: 1 })).status).toBe(404);
  });

  it('show their bills, orders and notes in pages', async () => {
    const bills = await agent.get(path(`/customers/${LI_NA}/bills?kind=telephone&pageSize=3&page=2`));
    expect(bills.body).toMatchObject({ total: 14, page: 2, pageSize: 3 });
    const orders = await agent.get(path(`/customers/${LI_NA}/orders?isOpen=true`));
    expect(orders.body).toMatchObject({ total: 1, items: [{ orderNumber: '97000001' }] });
    expect((await agent.get(path(`/customers/${LI_NA}/notes`))).body).toMatchObject({ total: 2 });
  });
});

describe('work lists', () => {
  it('need something to go by, and end at the ten thousandth entry', async () => {
    expect((await agent.get(path('/bills'))).error.message).toContain('Choose a customer');
    const deep = await agent.get(path('/bills?status=open&page=101&pageSize=100'));
    expect([deep.status, deep.error.message]).toEqual([
      400,
      'Lists can be paged to entry 10000. Please narrow the search.',
    ]);
    expect((await agent.get(path('/bills?lineNumber=63330101'))).body).toMatchObject({ total: 7 });
  });

  it('move an order for supervisors only', async () => {
    const { body } = await agent.get(path('/service-orders?number=97000005'));
    const { orderId } = (body as { items: { orderId: string }[] }).items[0]!;
    const change = { version: 1, stage: 'on-site', promisedDate: null };
    expect((await agent.send('PUT', path(`/service-orders/${orderId}`), change)).status).toBe(403);
    const moved = await supervisor.send('PUT', path(`/service-orders/${orderId}`), change);
    expect(moved.body).toMatchObject({ stage: 'on-site', promisedDate: null, version: 2 });
    expect((await agent.get(path(`/service-orders/${orderId}`))).body).toEqual(moved.body);
  });
});

describe('what is told to callers', () => {
  it('directory entries are looked up by agents, kept by supervisors', async () => {
    const found = await agent.get(path('/directory-entries?search=djyy'));
    expect(found.body).toMatchObject({ items: [{ name: '市第九医院(演示) Ninth Hospital' }] });
    expect((await agent.get(path('/directory-entries?withUnlisted=true'))).status).toBe(403);
    const entry = { name: '新书店', category: 'shop', number: '63340999' };
    expect((await agent.send('POST', path('/directory-entries'), entry)).status).toBe(403);
    const made = await supervisor.send('POST', path('/directory-entries'), { ...entry, isListed: false });
    expect(made.status).toBe(201);
    const { entryId } = made.body as { entryId: string };
    const one = path(`/directory-entries/${entryId}`);
    expect((await agent.get(one)).status).toBe(404);
    const listed = await supervisor.send('PUT', one, { version: 1, isListed: true });
    expect(listed.body).toMatchObject({ isListed: true, version: 2 });
    expect((await agent.get(one)).body).toEqual(listed.body);
    expect((await supervisor.send('DELETE', `${one}?version=1`)).status).toBe(409);
    expect((await supervisor.send('DELETE', `${one}?version=2`)).status).toBe(204);
  });

  it('information items have a price exactly when they are charged', async () => {
    await withoutApproval(database);
    const item = { category: '555', topic: 'booking', class: 'charged', titles: { 'zh-CN': '测试' } };
    const free = await supervisor.send('POST', path('/information-items'), item);
    expect([free.status, free.error.details?.['fields']]).toEqual([400, ['price']]);
    const made = await supervisor.send('POST', path('/information-items'), { ...item, price: 100 });
    expect(made.status).toBe(201);
    const { itemId } = made.body as { itemId: string };
    expect((await agent.get(path(`/information-items/${itemId}`))).body).toEqual(made.body);
    expect((await agent.get(path('/information-items?category=555'))).body).toMatchObject({ total: 1 });
    const one = path(`/information-items/${itemId}`);
    expect((await supervisor.send('PUT', one, { version: 1, class: 'public' })).status).toBe(400);
    const changed = await supervisor.send('PUT', one, { version: 1, class: 'public', price: 0 });
    expect(changed.body).toMatchObject({ class: 'public', price: 0 });
    expect((await supervisor.send('DELETE', `${one}?version=2`)).status).toBe(204);
  });
});

it('keeps out who is not logged in, and a key without the scope', async () => {
  const stranger = new TestClient(server);
  const key = { authorization: `Bearer ${API_KEY}` };
  for (const target of ['/number-matches?number=1', `/customers/${LI_NA}/bills`, '/directory-entries']) {
    expect((await stranger.get(path(target))).status).toBe(401);
    expect((await stranger.get(path(target), key)).status).toBe(403);
  }
});
