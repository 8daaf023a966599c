import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { createPasswordHasher } from '../../../server/auth';
import { selfServiceRoutes } from '../../../server/http/routes/self-service-routes';
import { createSecretBox } from '../../../server/secrets';
import { Accounts } from '../../../server/selfservice/accounts';
import { CallerPasswords, defaultCallerPasswordSettings } from '../../../server/selfservice/caller-passwords';
import { SelfServiceDesk } from '../../../server/selfservice/self-service-desk';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const logger = pino({ level: 'silent' });
const OWN = '13900000002';
const API = '/api/v1';

let postgres: TestPostgres;
let database: Database;
let passwords: CallerPasswords;
let server: TestServer;
let supervisor: TestClient;
let agent: TestClient;

beforeAll(async () => {
  postgres = await startTestPostgres();
  database = await createDatabase({ address: await postgres.freshDatabase(), logger });
  await database.migrate();
  await database.seedDemo({ password: 'demo-password' });
  const accounts = new Accounts(database.businessSystem, { region: 'CN', areaCode: '21' });
  passwords = new CallerPasswords({
    store: database.callerPasswords,
    hasher: createPasswordHasher({ memoryKiB: 1024, iterations: 2 }),
    box: createSecretBox('a key for the tests of the routes', 'caller-password'),
    now: Date.now,
    settings: defaultCallerPasswordSettings,
    logger,
  });
  const desk = new SelfServiceDesk({
    accounts,
    passwords,
    passwordStore: database.callerPasswords,
    payments: database.payments,
    charges: database.charges,
    outages: database.outages,
    render: (texts) =>
      Promise.resolve(Object.fromEntries(Object.keys(texts).map((language) => [language, 'items/made']))),
    now: Date.now,
  });
  server = await startTestServer({ moreRoutes: selfServiceRoutes(desk) });
  [supervisor, agent] = [new TestClient(server), new TestClient(server)];
  await supervisor.login('2001');
  await agent.login('1001');
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.close();
  await postgres.stop();
});

describe("callers' passwords", () => {
  const line = { kind: 'line' as const, number: `86${OWN}` };
  const path = `${API}/caller-passwords/line/${OWN}`;

  it('that are locked are seen by everybody and unlocked by a supervisor, with a reason', async () => {
    await passwords.save(line, '246802', 'set', { by: 'caller', callId: null });
    for (let wrong = 0; wrong < 5; wrong += 1)
      await passwords.check(line, '000000', '00000000-0000-4000-8000-000000000001');
    expect((await agent.get(path)).body).toMatchObject({ state: 'locked', wrongCount: 5 });
    const locked = (await supervisor.get(`${API}/caller-passwords/locked`)).body;
    expect(locked).toMatchObject({ total: 1, items: [line] });
    expect((await agent.send('POST', `${path}/unlock`, { reason: 'asked' })).status).toBe(403);
    expect((await supervisor.send('POST', `${path}/unlock`, { reason: '' })).status).toBe(400);
    expect((await supervisor.send('POST', `${path}/unlock`, { reason: 'showed his card' })).status).toBe(204);
    expect((await agent.get(path)).body).toMatchObject({ state: 'set', wrongCount: 0 });
    const notes = (await supervisor.get(`${path}/notes`)).body;
    expect(notes).toMatchObject({
      items: [{ deed: 'unlocked', by: '2001', reason: 'showed his card' }, {}, {}],
    });
    expect(JSON.stringify(notes)).not.toContain('246802');
  });

  it('are given to contracts at a hall, never to lines', async () => {
    const given = { password: '135791', reason: 'showed his card' };
    const contract = `${API}/caller-passwords/contract/C1000002`;
    expect((await supervisor.send('PUT', path, given)).status).toBe(409);
    expect((await supervisor.send('PUT', contract, { ...given, password: '12345' })).status).toBe(400);
    expect((await supervisor.send('PUT', contract, given)).status).toBe(204);
    expect((await agent.get(contract)).body).toMatchObject({ state: 'set' });
    expect((await supervisor.send('POST', `${contract}/remove`, { reason: 'left' })).status).toBe(204);
    expect((await agent.get(contract)).body).toMatchObject({ state: 'none' });
    expect((await supervisor.send('POST', `${contract}/remove`, { reason: 'left' })).status).toBe(404);
  });

  it('of nobody are not there', async () => {
    expect((await agent.get(`${API}/caller-passwords/line/13999999999`)).status).toBe(404);
  });
});

describe('outages', () => {
  const body = { numberPrefix: '0216333', texts: { 'zh-CN': '光缆中断。' } };

  it('are announced, found by line, changed by the version seen, and over', async () => {
    expect((await agent.send('POST', `${API}/outages`, body)).status).toBe(403);
    const made = await supervisor.send('POST', `${API}/outages`, body);
    expect(made.status).toBe(201);
    const outage = made.body as { outageId: string; version: number };
    expect(outage).toMatchObject({ sounds: { 'zh-CN': 'items/made' }, version: 1, createdBy: '2001' });
    const active = (number: string) =>
      database.outages.activeFor({ digits: number, areaCode: '21' }, new Date());
    expect((await active('02163330001'))?.outageId).toBe(outage.outageId);
    expect(await active('02199990001')).toBeNull();

    const path = `${API}/outages/${outage.outageId}`;
    const change = { version: 1, until: '2026-11-22T18:00:00+08:00' };
    expect((await supervisor.send('PUT', path, change)).body).toMatchObject({
      until: '2026-11-22T10:00:00.000Z',
      version: 2,
    });
    expect((await supervisor.send('PUT', path, change)).status).toBe(409);
    const over = { version: 2, endedAt: new Date(Date.now() - 1000).toISOString() };
    expect((await supervisor.send('PUT', path, over)).status).toBe(200);
    expect(await active('02163330001')).toBeNull();
    expect((await agent.get(`${API}/outages?active=true`)).body).toMatchObject({ total: 0 });
    expect((await agent.get(`${API}/outages?active=false`)).body).toMatchObject({ total: 1 });
    expect((await supervisor.send('DELETE', path)).status).toBe(204);
    expect((await agent.get(path)).status).toBe(404);
  });

  it('say where they are', async () => {
    expect((await supervisor.send('POST', `${API}/outages`, { texts: body.texts })).status).toBe(400);
  });
});

describe('payments and charges', () => {
  const customerId = '00000000-0000-4000-8000-020000000002';

  it('are listed by customer, page by page', async () => {
    for (let number = 1; number <= 3; number += 1) {
      await database.charges.keep({
        chargeId: `c${String(number)}`,
        itemId: 'i',
        category: '201',
        price: 100,
        callId: '00000000-0000-4000-8000-000000000001',
        callerNumber: OWN,
        customerId,
        acceptedAt: new Date(Date.UTC(2026, 10, number)),
      });
    }
    const page = (await agent.get(`${API}/charges?customerId=${customerId}&page=2&pageSize=2`)).body;
    expect(page).toMatchObject({ total: 3, items: [{ chargeId: 'c1' }] });
    expect((await agent.get(`${API}/charges?category=999`)).body).toMatchObject({ total: 0 });
    expect((await agent.get(`${API}/payments?customerId=${customerId}`)).body).toMatchObject({ total: 0 });
    expect((await agent.get(`${API}/payments?state=paid`)).status).toBe(400);
  });
});
