import { z } from 'zod';
import { route } from '../../../server/http/route';
import { API_KEY, startTestServer, type TestServer } from './test-server';
import { TestClient } from './test-client';

/** Requests a key may make in this file. */
const LIMIT = 6;

let server: TestServer;

beforeAll(async () => {
  const moreRoutes = [
    route({
      method: 'post',
      path: '/echo',
      summary: 'Says who asked',
      access: 'user',
      scope: 'calls:read',
      response: z.string(),
      handler: ({ session }) => session.login,
    }),
  ];
  server = await startTestServer({ requestsPerKey: LIMIT, moreRoutes });
});
afterAll(() => server.stop());

const withKey = (path: string, key: string, method = 'GET') =>
  fetch(`${server.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}` } });

describe('requests with an API key', () => {
  it('are let in by scope, counted, and refused when the budget is used up', async () => {
    const first = await withKey('/calls', API_KEY);
    expect([first.status, first.headers.get('ratelimit-limit')]).toEqual([200, String(LIMIT)]);
    expect(first.headers.get('ratelimit-remaining')).toBe(String(LIMIT - 1));
    expect((await withKey('/customers', API_KEY)).status).toBe(403);
    expect((await withKey('/me', API_KEY)).status).toBe(403);
    const echoed = await withKey('/echo', API_KEY, 'POST');
    expect([echoed.status, await echoed.json()]).toEqual([200, 'key:crm']);
    let last = echoed;
    for (let i = 0; i < LIMIT - 3; i += 1) last = await withKey('/calls', API_KEY);
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '60']);
  });

  it('are refused with a wrong key, even beside a good cookie', async () => {
    const alice = new TestClient(server);
    await alice.login('1001');
    for (const authorization of ['Bearer kl_wrong', 'Basic YTpi', 'Bearer']) {
      const response = await fetch(`${server.url}/api/v1/calls`, { headers: { authorization } });
      expect(response.status).toBe(401);
      const both = await alice.send('GET', '/api/v1/calls', undefined, { authorization });
      expect([both.status, both.error.code]).toEqual([401, 'wrong-credentials']);
    }
  });

  it('leave people’s own budget alone', async () => {
    const alice = new TestClient(server);
    await alice.login('2001');
    expect((await alice.get('/api/v1/calls')).status).toBe(200);
  });
});
