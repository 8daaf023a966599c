import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { createPasswordHasher } from '../../../server/auth/password';
import { UserAccounts } from '../../../server/auth/user-accounts';
import type { UserAccount } from '../../../server/contract/users';
import { userRoutes } from '../../../server/http/routes/user-routes';
import { silentLogger } from '../../support/redis';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const passwords = createPasswordHasher({ memoryKiB: 64, iterations: 2 });
const MAIA = {
  ...{ login: 'Maia', displayName: '马雅', role: 'agent', agentId: '1077' },
  password: 'a long password',
};

describe('users over REST', () => {
  let postgres: TestPostgres;
  let database: Database;
  let server: TestServer;
  let admin: TestClient;
  const ended: string[] = [];

  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await createDatabase({
      address: await postgres.freshDatabase(),
      logger: pino({ level: 'silent' }),
    });
    await database.migrate();
    const users = new UserAccounts({
      store: database.users,
      passwords,
      endSessions: (userId) => Promise.resolve(void ended.push(userId)),
      logger: silentLogger,
    });
    server = await startTestServer({ moreRoutes: userRoutes(users) });
    admin = new TestClient(server);
    await admin.login('admin');
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await database.close();
    await postgres.stop();
  }, 30_000);

  const send = async (method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await admin.send(method, `/api/v1${path}`, body);
    return { status, body: answer as UserAccount };
  };
  let maia: UserAccount;

  it('are added by an administrator, once by login and by agent number', async () => {
    const added = await send('POST', '/users', MAIA);
    expect(added).toMatchObject({
      status: 201,
      body: { login: 'maia', displayName: '马雅', role: 'agent', agentId: '1077', isLocked: false },
    });
    maia = added.body;
    expect(JSON.stringify(maia)).not.toContain('argon2');
    expect((await send('POST', '/users', { ...MAIA, agentId: '1078' })).status).toBe(409);
    expect((await send('POST', '/users', { ...MAIA, login: 'other' })).status).toBe(409);
    const stored = await database.users.findByLogin('MAIA');
    expect(await passwords.verify(stored?.passwordHash ?? '', MAIA.password)).toBe(true);
    expect((await send('GET', '/users')).body).toEqual([maia]);
  });

  it.each([
    ['a short password', { ...MAIA, login: 'x1', agentId: null, role: 'admin', password: 'short' }],
    ['an agent without a number', { ...MAIA, login: 'x2', agentId: null }],
    ['a login with spaces', { ...MAIA, login: 'x 3', agentId: '1079' }],
  ])('are not added with %s', async (_, user) => {
    expect((await send('POST', '/users', user)).status).toBe(400);
  });

  it('are locked and unlocked, and their logins end with it', async () => {
    const change = { displayName: '马雅', role: 'agent', isLocked: true };
    ended.length = 0;
    expect((await send('PUT', `/users/${maia.userId}`, change)).body).toMatchObject({ isLocked: true });
    expect((await database.users.findByLogin('maia'))?.disabled).toBe(true);
    expect(ended).toEqual([maia.userId]);
    await send('PUT', `/users/${maia.userId}`, { ...change, isLocked: false, role: 'supervisor' });
    expect(await database.users.findById(maia.userId)).toMatchObject({ disabled: false, role: 'supervisor' });
    ended.length = 0;
    // A name alone takes nothing away.
    await send('PUT', `/users/${maia.userId}`, {
      ...change,
      isLocked: false,
      role: 'supervisor',
      displayName: 'M',
    });
    expect(ended).toEqual([]);
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await send('PUT', `/users/${nobody}`, change)).status).toBe(404);
  });

  it('get another password, and their logins end with it', async () => {
    ended.length = 0;
    expect(
      (await send('PUT', `/users/${maia.userId}/password`, { password: 'another password' })).status,
    ).toBe(204);
    const stored = await database.users.findById(maia.userId);
    expect(await passwords.verify(stored?.passwordHash ?? '', 'another password')).toBe(true);
    expect(ended).toEqual([maia.userId]);
  });

  it('do not lock themselves out or give up their own role', async () => {
    const own = (await database.users.addAccount(
      { login: 'boss', displayName: 'Boss', role: 'admin', agentId: null },
      await passwords.hash('x'),
    )) as UserAccount;
    const users = new UserAccounts({
      ...{ store: database.users, passwords, logger: silentLogger },
      endSessions: () => Promise.resolve(),
    });
    const boss = { userId: own.userId, login: 'boss', sessionId: 's' } as never;
    const change = { displayName: 'Chief', role: 'admin', isLocked: false } as const;
    await expect(users.change(own.userId, { ...change, isLocked: true }, boss)).rejects.toThrow(
      'Somebody else',
    );
    await expect(users.change(own.userId, { ...change, role: 'supervisor' }, boss)).rejects.toThrow(
      'Somebody else',
    );
    expect(await users.change(own.userId, change, boss)).toMatchObject({ displayName: 'Chief' });
    await expect(
      users.change(own.userId, { ...change, role: 'agent' }, { userId: 'x' } as never),
    ).rejects.toThrow('An agent has an agent number.');
  });

  it('are for administrators only', async () => {
    const dave = new TestClient(server);
    await dave.login('2001');
    expect((await dave.send('GET', '/api/v1/users')).status).toBe(403);
    expect((await dave.send('POST', '/api/v1/users', MAIA)).status).toBe(403);
  });
});
