import { agentId } from '../../../server/contract/ids';
import { TestClient } from './test-client';
import { DOMAIN, SESSION_TTL_MS, startTestServer, type TestServer } from './test-server';

let server: TestServer;
let alice: TestClient;

beforeEach(async () => {
  server = await startTestServer();
  alice = new TestClient(server);
});
afterEach(() => server.stop());

describe('login', () => {
  it('sets a cookie that pages cannot read and other sites cannot send', async () => {
    const reply = await alice.login('1001');
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      login: '1001',
      displayName: 'User 1001',
      role: 'agent',
      agentId: '1001',
      timeZone: 'Asia/Shanghai',
    });
    const cookie = reply.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^kl_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await alice.get('/api/v1/me')).body).toEqual(reply.body);
  });

  it('answers a wrong password, an unknown login and a disabled one alike', async () => {
    const replies = await Promise.all([
      alice.login('1001', { password: 'wrong' }),
      alice.login('7777'),
      alice.login('1009'),
    ]);
    for (const { status, error } of replies) {
      expect(status).toBe(401);
      expect(error).toMatchObject({ code: 'wrong-credentials', message: replies[0].error.message });
    }
  });

  it('locks a login after five wrong passwords, also for the right one, and says for how long', async () => {
    for (let i = 0; i < 5; i += 1) await alice.login('1001', { password: 'wrong' });
    const { status, error, headers } = await alice.login('1001');
    expect(status).toBe(429);
    expect(error.code).toBe('locked-out');
    expect(error.message).toContain('5 minutes');
    expect(headers.get('retry-after')).toBe('300');
    expect((await alice.login('1002')).status).toBe(200);
  });

  it('slows an address down that tries too often', async () => {
    await server.stop();
    server = await startTestServer({ loginLimit: 2 });
    alice = new TestClient(server);
    await alice.login('7001');
    await alice.login('7002');
    expect((await alice.login('1001')).error.code).toBe('too-many-requests');
  });

  it('refuses a session that has expired', async () => {
    await alice.login('1001');
    server.sessions.skewMs = SESSION_TTL_MS + 1;
    const { status, error } = await alice.get('/api/v1/me');
    expect([status, error.code]).toEqual([401, 'not-logged-in']);
  });

  it('asks before it ends the login at another place, and ends it when told to', async () => {
    await alice.login('1001');
    const first = alice.openEvents();
    await first.next('hello');
    const elsewhere = new TestClient(server);

    const refused = await elsewhere.login('1001');
    expect([refused.status, refused.error.code]).toEqual([409, 'already-logged-in']);
    expect((await alice.get('/api/v1/me')).status).toBe(200);
    expect(server.sipAccounts.accounts.size).toBe(1);

    expect((await elsewhere.login('1001', { takeOver: true })).status).toBe(200);
    expect((await first.next('logged-out')).reason).toBe('taken-over');
    expect(await first.closed()).toBe(4401);
    expect((await alice.get('/api/v1/me')).status).toBe(401);
    expect((await elsewhere.get('/api/v1/me')).status).toBe(200);
    expect(server.sipAccounts.accounts.size).toBe(1);
    expect(server.sessions.size).toBe(1);
  });

  it('does not ask about a login that has expired', async () => {
    await alice.login('1001');
    server.sessions.skewMs = SESSION_TTL_MS + 1;
    expect((await new TestClient(server).login('1001')).status).toBe(200);
  });

  it('does not take an agent over in the middle of a call', async () => {
    await alice.login('1001');
    server.agents.setState(agentId('1001'), 'on-call');
    const { status, error } = await new TestClient(server).login('1001', { takeOver: true });
    expect([status, error.code]).toEqual([409, 'agent-busy']);
    expect((await alice.get('/api/v1/me')).status).toBe(200);
  });

  it('leaves nothing behind that works when the server dies between two steps', async () => {
    await alice.login('1001');
    // As after a crash right behind AgentStore.logIn: the old session and account are still stored.
    server.sessions.removeById = () => Promise.reject(new Error('crashed'));
    server.sipAccounts.remove = () => Promise.reject(new Error('crashed'));
    const old = [...server.sipAccounts.accounts.keys()][0] ?? '';
    expect((await new TestClient(server).login('1001', { takeOver: true })).status).toBe(200);
    expect((await alice.get('/api/v1/me')).status).toBe(401);
    expect(await server.sipCredentials.findLive(old)).toBeNull();
  });
});

describe('logout', () => {
  it('ends the session, the phone account and the sockets', async () => {
    await alice.login('1001');
    const socket = alice.openEvents();
    await socket.next('hello');
    const { cookie } = alice;
    const reply = await alice.send('POST', '/api/v1/logout');
    expect(reply.status).toBe(204);
    expect(reply.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await socket.next('logged-out')).reason).toBe('ended');
    alice.cookie = cookie;
    expect((await alice.get('/api/v1/me')).status).toBe(401);
    expect(server.sipAccounts.accounts.size).toBe(0);
  });

  it('is refused during a call, with what can be done instead', async () => {
    await alice.login('1001');
    server.agents.setState(agentId('1001'), 'on-call');
    const { error } = await alice.send('POST', '/api/v1/logout');
    expect(error.code).toBe('agent-busy');
    expect(error.message).toContain('log out after it');
    expect((await alice.get('/api/v1/me')).status).toBe(200);
  });

  it('happens to whose session was not used for too long, when no call holds him', async () => {
    await alice.login('1001');
    const bob = new TestClient(server);
    await bob.login('1002');
    server.agents.setState(agentId('1002'), 'on-call');
    const socket = alice.openEvents();
    await socket.next('hello');
    await server.auth.logOutExpired();
    expect((await server.agents.get(agentId('1001')))?.presence).toBe('break');

    server.sessions.skewMs = SESSION_TTL_MS + 1;
    await server.auth.logOutExpired();
    expect(await server.agents.get(agentId('1001'))).toMatchObject({
      presence: 'logged-out',
      sessionId: null,
    });
    expect((await server.agents.get(agentId('1002')))?.presence).toBe('break');
    expect([...server.sipAccounts.accounts.values()].map(({ account }) => account.agentId)).toEqual(['1002']);
    await server.events.append({ type: 'agent.logged-out', agentId: '1001' });
    expect((await socket.next('logged-out')).reason).toBe('expired');

    server.agents.setState(agentId('1002'), 'wrap-up');
    await server.auth.logOutExpired();
    expect((await server.agents.get(agentId('1002')))?.presence).toBe('logged-out');
  });

  it('that a user may have no more ends everywhere at once, but for the place it is asked from', async () => {
    await alice.login('1001');
    const socket = alice.openEvents();
    await socket.next('hello');
    const [one, other] = [new TestClient(server), new TestClient(server)];
    await one.login('admin');
    await other.login('admin');
    const [kept = ''] = await server.sessions.idsOf('user-admin');
    await server.auth.endSessionsOf('user-admin', kept);
    expect([(await one.get('/api/v1/me')).status, (await other.get('/api/v1/me')).status]).toEqual([
      200, 401,
    ]);
    expect((await alice.get('/api/v1/me')).status).toBe(200);

    await server.auth.endSessionsOf('user-1001', kept);
    expect((await socket.next('logged-out')).reason).toBe('ended');
    expect((await alice.get('/api/v1/me')).status).toBe(401);
    expect((await server.agents.get(agentId('1001')))?.presence).toBe('logged-out');
    expect(server.sipAccounts.accounts.size).toBe(0);
  });

  it('that an agent had chosen for after his call is told as that', async () => {
    await alice.login('1001');
    const socket = alice.openEvents();
    await socket.next('hello');
    await server.agents.endAsPlanned(agentId('1001'));
    await server.events.append({ type: 'agent.logged-out', agentId: '1001' });
    expect((await socket.next('logged-out')).reason).toBe('planned');
    expect((await alice.get('/api/v1/me')).status).toBe(401);
  });
});

describe('phone account', () => {
  it('is new for every login and only for agents', async () => {
    await alice.login('1001');
    const { body } = await alice.get('/api/v1/me/phone');
    const user = [...server.sipAccounts.accounts.keys()][0] ?? '';
    expect(user).toMatch(/^a1001-[0-9a-f]{8}$/);
    expect(body).toMatchObject({
      user,
      uri: `sip:${user}@${DOMAIN}`,
      domain: DOMAIN,
      webSocketUrl: 'ws://127.0.0.1:5066',
    });
    const supervisor = new TestClient(server);
    await supervisor.login('2001');
    expect((await supervisor.get('/api/v1/me/phone')).error.code).toBe('not-permitted');
  });
});
