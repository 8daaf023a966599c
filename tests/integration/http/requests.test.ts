import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OperationalError, UserError } from '../../../server/errors';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { TestClient } from './test-client';
import { readyState, startTestServer, type TestServer } from './test-server';

let server: TestServer;
let alice: TestClient;

beforeAll(async () => {
  server = await startTestServer();
  alice = new TestClient(server);
  await alice.login('1001');
});
afterAll(() => server.stop());

describe('requests', () => {
  it('names the fields of a malformed body', async () => {
    const { status, error } = await alice.send('POST', '/api/v1/calls', { number: 5, customerId: 'x' });
    expect([status, error.code]).toEqual([400, 'validation-failed']);
    expect(error.details?.['fields']).toEqual(['number', 'customerId']);
    expect(error.errorId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['broken JSON', '{"number":', 400, 'malformed-request'],
    ['a body over 64 kB', JSON.stringify({ number: 'x'.repeat(70_000) }), 413, 'body-too-large'],
  ])('refuses %s', async (_name, body, expectedStatus, code) => {
    const { status, error } = await alice.send('POST', '/api/v1/calls', body);
    expect([status, error.code]).toEqual([expectedStatus, code]);
  });

  it('refuses a malformed id and an unknown address', async () => {
    expect((await alice.send('POST', '/api/v1/calls/abc/hold')).status).toBe(400);
    expect((await alice.get('/api/v1/nothing')).error.code).toBe('not-found');
    expect((await alice.get('/api/v1/calls/%E0%A4%A')).status).toBe(400);
  });

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1'])(
    'refuses a change asked for by a page from %s',
    async (origin) => {
      const { status, error } = await alice.send('POST', '/api/v1/logout', undefined, { origin });
      expect([status, error.code]).toEqual([403, 'wrong-origin']);
    },
  );

  it('takes changes from its own page and from allowed origins', async () => {
    for (const origin of [server.url, 'http://desk.example']) {
      const body = { presence: 'ready' };
      expect((await alice.send('PUT', '/api/v1/me/presence', body, { origin })).status).toBe(204);
    }
  });

  it('tells a user error in its own words and hides everything else', async () => {
    const id = randomUUID();
    server.desk.failWith = new UserError('offer-gone', 'The caller has hung up.');
    const gone = await alice.send('POST', `/api/v1/offers/${id}/decline`);
    expect([gone.status, gone.error.message]).toEqual([409, 'The caller has hung up.']);

    server.desk.failWith = new OperationalError('redis-unavailable', 'connect ECONNREFUSED 10.1.2.3');
    const away = await alice.send('POST', `/api/v1/calls/${id}/hold`);
    expect([away.status, away.error.code]).toEqual([503, 'redis-unavailable']);
    expect(JSON.stringify(away.body)).not.toContain('10.1.2.3');

    server.desk.failWith = new Error('password is hunter2');
    const broken = await alice.send('POST', `/api/v1/calls/${id}/hold`);
    expect([broken.status, broken.error.code]).toEqual([500, 'unexpected']);
    expect(JSON.stringify(broken.body)).not.toContain('hunter2');
    expect(broken.error.errorId).toBe(broken.headers.get('x-request-id'));
  });
});

describe('roles', () => {
  it('keeps people without a login out', async () => {
    const nobody = new TestClient(server);
    for (const address of ['me', 'me/desk', 'calls', 'customers', 'queues', 'dispositions']) {
      expect((await nobody.get(`/api/v1/${address}`)).status).toBe(401);
    }
  });

  it('lets supervisors read, and act only with an agent number', async () => {
    const supervisor = new TestClient(server);
    await supervisor.login('2001');
    expect((await supervisor.get('/api/v1/calls')).status).toBe(200);
    const { status, error } = await supervisor.send('POST', '/api/v1/calls', { number: '13800000000' });
    expect([status, error.code]).toEqual([403, 'not-permitted']);
  });
});

const quality = {
  seconds: 60,
  mos: 4.2,
  worstMos: 3,
  lossPercent: 0.2,
  jitterMs: 3.5,
  roundTripMs: 30,
  warnings: ['jitter'],
};

describe('desk routes', () => {
  it('pass on what was asked for, as the agent of the session', async () => {
    const id = randomUUID();
    server.desk.asked.length = 0;
    const replies = [
      await alice.send('PUT', '/api/v1/me/presence', { presence: 'break', reason: ' lunch ' }),
      await alice.send('POST', '/api/v1/calls', { number: ' 13800000000 ' }),
      await alice.send('POST', `/api/v1/calls/${id}/hang-up`),
      await alice.send('POST', `/api/v1/calls/${id}/hold`),
      await alice.send('POST', `/api/v1/calls/${id}/resume`),
      await alice.send('POST', `/api/v1/calls/${id}/come-back`),
      await alice.send('POST', `/api/v1/calls/${id}/quality`, quality),
      await alice.send('POST', `/api/v1/offers/${id}/accept`),
      await alice.send('POST', `/api/v1/offers/${id}/decline`),
      await alice.send('PUT', `/api/v1/calls/${id}/disposition`, { dispositionCode: 'solved' }),
      await alice.send('POST', '/api/v1/me/wrap-up/finish'),
      await alice.send('PUT', '/api/v1/me/presence', { presence: 'logged-out' }),
      await alice.send('POST', '/api/v1/me/wrap-up/prolong', { callId: id, nth: 1 }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([
      ...[204, 201],
      ...Array.from({ length: 11 }, () => 204),
    ]);
    expect(server.desk.asked).toEqual([
      ['setPresence', '1001', { presence: 'break', reason: 'lunch' }],
      ['dial', '1001', { number: '13800000000', customerId: null }],
      ['hangUp', '1001', id],
      ['hold', '1001', id],
      ['resume', '1001', id],
      ['comeBack', '1001', id],
      ['reportQuality', '1001', id, quality],
      ['acceptOffer', '1001', id],
      ['declineOffer', '1001', id],
      ['setDisposition', '1001', id, { dispositionCode: 'solved', note: '' }],
      ['finishWrapUp', '1001'],
      ['setPresence', '1001', { presence: 'logged-out' }],
      ['prolongWrapUp', '1001', { callId: id, nth: 1 }],
    ]);
    expect((await alice.get('/api/v1/me/desk')).body).toMatchObject({ agent: { agentId: '1001' } });
    const reasons = await alice.get('/api/v1/me/break-reasons');
    expect(reasons.body).toMatchObject([{ reason: 'lunch', atMost: 3, taken: 1, maxMinutes: 60 }]);
  });

  it('ask and hand over to the same: a colleague, a queue or a number, and nobody else', async () => {
    const [id, requestId] = [randomUUID(), randomUUID()];
    const targets = [
      { kind: 'agent', agentId: '1002' },
      { kind: 'queue', queueId: 'general' },
      { kind: 'number', number: '13800000000' },
    ];
    for (const action of ['consult', 'transfer']) {
      server.desk.asked.length = 0;
      const send = (body: unknown) => alice.send('POST', `/api/v1/desk/calls/${id}/${action}`, body);
      for (const to of targets) expect((await send({ requestId, to })).status).toBe(204);
      expect(server.desk.asked).toEqual(targets.map((to) => [action, '1001', id, { requestId, to }]));
      const refused = [{ number: '13800000000' }, { requestId, to: { kind: 'agent' } }, { to: targets[0] }];
      for (const body of refused) expect((await send(body)).status).toBe(400);
    }
    server.desk.failWith = new UserError('nobody-ready', 'Nobody.');
    const nobody = await alice.send('POST', `/api/v1/desk/calls/${id}/consult`, {
      ...{ requestId, to: { kind: 'queue', queueId: 'general' } },
    });
    expect([nobody.status, nobody.error.code]).toEqual([409, 'nobody-ready']);
  });

  it('say plainly what an agent may not do with his time', async () => {
    server.desk.failWith = new UserError('break-full', 'Full.', { details: { reason: 'lunch', taken: 3 } });
    const full = await alice.send('PUT', '/api/v1/me/presence', { presence: 'break', reason: 'lunch' });
    expect([full.status, full.error.code, full.error.details]).toEqual([
      409,
      'break-full',
      { reason: 'lunch', taken: 3 },
    ]);
    server.desk.failWith = new UserError('disposition-missing', 'Choose one.');
    const finish = await alice.send('POST', '/api/v1/me/wrap-up/finish');
    expect([finish.status, finish.error.code]).toEqual([409, 'disposition-missing']);
    for (const nth of [0, 1.5, 21, '1'])
      expect(
        (await alice.send('POST', '/api/v1/me/wrap-up/prolong', { callId: randomUUID(), nth })).status,
      ).toBe(400);
    expect((await alice.send('PUT', '/api/v1/me/presence', { presence: 'not-responding' })).status).toBe(400);
  });
});

describe('records', () => {
  it('are paged and answer 404 for what is not there', async () => {
    expect((await alice.get('/api/v1/calls?page=2&pageSize=10')).body).toEqual({
      items: [],
      total: 0,
      page: 2,
      pageSize: 10,
    });
    expect((await alice.get('/api/v1/calls?pageSize=1000')).error.details?.['fields']).toEqual(['pageSize']);
    expect((await alice.get('/api/v1/customers?search=Carol')).status).toBe(200);
    expect((await alice.get(`/api/v1/customers/${randomUUID()}`)).status).toBe(404);
    expect((await alice.get(`/api/v1/calls/${randomUUID()}`)).status).toBe(404);
    expect((await alice.get('/api/v1/dispositions')).body).toEqual([]);
    expect((await alice.get('/api/v1/queues')).body).toEqual([]);
  });
});

describe('operations', () => {
  it('says whether it lives and whether it is ready', async () => {
    expect((await alice.get('/healthz')).status).toBe(200);
    expect((await alice.get('/readyz')).body).toEqual(readyState);
    server.state.readiness = { ...readyState, status: 'not-ready' };
    expect((await alice.get('/readyz')).status).toBe(503);
    server.state.readiness = readyState;
  });

  it('gives metrics to this machine, and through a proxy only with the token', async () => {
    expect((await alice.get('/metrics')).status).toBe(200);
    const forwarded = { 'x-forwarded-for': '203.0.113.9' };
    expect((await alice.get('/metrics', forwarded)).status).toBe(403);
    const withToken = { ...forwarded, authorization: 'Bearer metrics-token' };
    expect((await alice.get('/metrics', withToken)).status).toBe(200);
    expect((await alice.get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(403);
  });
});

describe('softphone files', () => {
  it('are served with a strict policy, assets for ever, the page for every address', async () => {
    const temporary = makeTemporaryDirectory();
    const directory = temporary.path;
    await mkdir(path.join(directory, 'assets'), { recursive: true });
    await writeFile(path.join(directory, 'index.html'), '<!doctype html>desk');
    await writeFile(path.join(directory, 'assets', 'index-abc123.js'), '1');
    const site = await startTestServer({ softphoneDirectory: directory });
    const browser = new TestClient(site);
    const page = await browser.get('/calls/history');
    expect(page.body).toContain('desk');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`ws://127.0.0.1:${site.port} wss://127.0.0.1:${site.port} ws://127.0.0.1:5066`);
    const asset = await browser.get('/assets/index-abc123.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect((await browser.get('/assets/gone.js')).status).toBe(404);
    expect((await browser.get('/../package.json')).status).toBe(404);
    expect((await browser.get('/api/v2')).error.code).toBe('not-found');
    await site.stop();
    temporary.remove();
  });

  it('says so when the softphone is not built', async () => {
    expect((await alice.get('/')).status).toBe(503);
  });
});
