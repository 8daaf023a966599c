import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../server/auth/ports';
import { inTenure, type Tenure } from '../../server/calls/tenure';
import { callId, legId, switchId } from '../../server/contract/ids';
import { createRedisStores, type RedisConnection, type RedisStores } from '../../server/redis';
import { requires } from '../support/requirements';
import { silentLogger, startTestRedis, testPrefix, type TestRedis } from '../support/redis';

const session: Session = {
  sessionId: 's1',
  userId: 'u1',
  login: 'alice',
  displayName: 'Alice',
  role: 'agent',
  agentId: '1001',
  sipUser: 'sip-a',
};

requires('redis')('sessions, SIP accounts, login guard and lease', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let stores: RedisStores;
  let prefix: string;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  beforeEach(async () => {
    prefix = testPrefix();
    const loginLimits = { perLogin: 5, perRemote: 8, windowMs: 60_000, lockMs: 60_000 };
    stores = await createRedisStores(connection, { logger: silentLogger, prefix, loginLimits });
  });
  afterAll(() => redis.stop());

  it('a session is found by its token until it was not used for its time', async () => {
    const { sessions } = stores;
    await sessions.create('token-1', session, 200);
    expect(await sessions.find('token-1', 60_000)).toEqual(session);
    expect(await sessions.find('token-2', 60_000)).toBeNull();
    await sleep(250);
    expect(await sessions.find('token-1', 50)).toEqual(session);
    await sleep(100);
    expect(await sessions.find('token-1', 50)).toBeNull();
    expect(await sessions.exists('s1')).toBe(false);
    expect(JSON.stringify(await connection.command(['KEYS', '*']))).not.toContain('token-1');
  });

  it('a session is ended by its token or by its id', async () => {
    const { sessions } = stores;
    await sessions.create('token-1', session, 60_000);
    await sessions.create('token-2', { ...session, sessionId: 's2' }, 60_000);
    expect([await sessions.exists('s1'), await sessions.exists('s2')]).toEqual([true, true]);
    await sessions.remove('token-1');
    await sessions.removeById('s2');
    await sessions.removeById('s3');
    expect([await sessions.exists('s1'), await sessions.exists('s2')]).toEqual([false, false]);
    expect(await sessions.find('token-2', 60_000)).toBeNull();
  });

  it('all sessions of a user are known for as long as any can be used', async () => {
    const { sessions } = stores;
    await sessions.create('token-1', session, 60_000);
    await sessions.create('token-2', { ...session, sessionId: 's2' }, 60_000);
    await sessions.create('token-3', { ...session, sessionId: 's3', userId: 'u2' }, 60_000);
    expect([...(await sessions.idsOf('u1'))].sort()).toEqual(['s1', 's2']);
    await sessions.removeById('s2');
    expect(await sessions.idsOf('u1')).toEqual(['s1']);
    await connection.command(['PEXPIRE', `${prefix}sessions-of:u1`, '1000']);
    await sessions.find('token-1', 60_000);
    expect(Number(await connection.command(['PTTL', `${prefix}sessions-of:u1`]))).toBeGreaterThan(60_000);
    await sessions.remove('token-1');
    expect(await sessions.idsOf('u1')).toEqual([]);
  });

  it('a SIP account lives a day from its last use', async () => {
    const { sipAccounts } = stores;
    const account = { sipUser: 'sip-a', a1Hash: 'f00', agentId: '1001' };
    await sipAccounts.save(account, 'secret');
    await connection.command(['EXPIRE', `${prefix}sip-account:sip-a`, '10']);
    expect(await sipAccounts.find('sip-a')).toEqual(account);
    expect(Number(await connection.command(['TTL', `${prefix}sip-account:sip-a`]))).toBeGreaterThan(86_000);
    expect(await sipAccounts.password('sip-a')).toBe('secret');
    await sipAccounts.remove('sip-a');
    expect([await sipAccounts.find('sip-a'), await sipAccounts.password('sip-a')]).toEqual([null, null]);
  });

  it('a guest’s SIP account lives five minutes, however often it is looked at', async () => {
    const { sipAccounts } = stores;
    const account = { sipUser: 'guest-a', a1Hash: 'f00', agentId: null };
    const ttl = async () => Number(await connection.command(['TTL', `${prefix}sip-account:guest-a`]));
    await sipAccounts.save(account, 'secret');
    expect(await ttl()).toBeGreaterThan(290);
    expect(await ttl()).toBeLessThanOrEqual(300);
    await connection.command(['EXPIRE', `${prefix}sip-account:guest-a`, '10']);
    expect([await sipAccounts.find('guest-a'), await sipAccounts.password('guest-a')]).toEqual([
      account,
      'secret',
    ]);
    expect(await ttl()).toBeLessThanOrEqual(10);
  });

  it('the fifth failure locks a login, whatever its case and from wherever, until it is cleared', async () => {
    const { loginGuard } = stores;
    for (let i = 0; i < 4; i += 1) await loginGuard.recordFailure('alice', '10.0.0.1');
    expect(await loginGuard.lockedForMs('alice', '10.0.0.1')).toBe(0);
    await loginGuard.recordFailure('ALICE', '10.0.0.2');
    expect(await loginGuard.lockedForMs('alice', '10.0.0.3')).toBeGreaterThan(59_000);
    expect(await loginGuard.lockedForMs('bob', '10.0.0.1')).toBe(0);
    await loginGuard.clear('alice', '10.0.0.1');
    expect(await loginGuard.lockedForMs('alice', '10.0.0.1')).toBe(0);
  });

  it('an address that guesses many logins is locked, and one success does not unlock it', async () => {
    const { loginGuard } = stores;
    for (let i = 0; i < 8; i += 1) await loginGuard.recordFailure(`user${i}`, '10.0.0.9');
    await loginGuard.clear('user0', '10.0.0.9');
    expect(await loginGuard.lockedForMs('anybody', '10.0.0.9')).toBeGreaterThan(0);
    expect(await loginGuard.lockedForMs('anybody', '10.0.0.1')).toBe(0);
  });

  it('one server holds a switch, and the token grows with every new owner', async () => {
    const { lease } = stores;
    const fs1 = switchId('fs1');
    expect(await lease.acquire(fs1, 'a', 100)).toEqual({ token: 1 });
    expect(await lease.acquire(fs1, 'a', 100)).toEqual({ token: 1 });
    expect(await lease.acquire(fs1, 'b', 60_000)).toBeNull();
    expect([await lease.renew(fs1, 'b', 100), await lease.renew(fs1, 'a', 100)]).toEqual([false, true]);
    await sleep(150);
    expect(await lease.renew(fs1, 'a', 100)).toBe(false);
    expect(await lease.acquire(fs1, 'b', 60_000)).toEqual({ token: 2 });
    await lease.release(fs1, 'a');
    expect(await lease.acquire(fs1, 'a', 100)).toBeNull();
    await lease.release(fs1, 'b');
    expect(await lease.acquire(fs1, 'a', 100)).toEqual({ token: 3 });
    expect(await lease.acquire(switchId('fs2'), 'b', 100)).toEqual({ token: 1 });
  });

  it('whoever comes back before anybody else took the switch has his old token', async () => {
    const fs1 = switchId('fs1');
    expect(await stores.lease.acquire(fs1, 'a', 60_000)).toEqual({ token: 1 });
    await stores.lease.release(fs1, 'a');
    expect(await stores.lease.acquire(fs1, 'a', 60_000)).toEqual({ token: 1 });
    await stores.lease.release(fs1, 'a');
    expect(await stores.lease.acquire(fs1, 'b', 60_000)).toEqual({ token: 2 });
    await stores.lease.release(fs1, 'b');
    expect(await stores.lease.acquire(fs1, 'a', 60_000)).toEqual({ token: 3 });
  });

  it('nothing is changed any more for an event that was read before the switch had another owner', async () => {
    const fs1 = switchId('fs1');
    const { token } = (await stores.lease.acquire(fs1, 'a', 60_000)) ?? { token: 0 };
    const before: Tenure = { switchId: fs1, token, isHeld: () => true };
    const arrives = (leg: string) =>
      stores.calls.startInbound({
        ...{ callId: callId(leg), direction: 'inbound', switchId: fs1, customerLegId: legId(leg) },
        ...{ callerNumber: '', callerName: '', dialedNumber: '1000', language: 'en-US' },
      });
    await stores.lease.release(fs1, 'a');
    expect(await inTenure(before, () => arrives('first'))).toMatchObject({ kind: 'started' });
    const handling = inTenure(before, async () => {
      await stores.lease.acquire(fs1, 'b', 60_000);
      return arrives('second');
    });
    await expect(handling).rejects.toMatchObject({ code: 'lease-lost', retryable: false });
    expect((await stores.calls.list()).map((call) => call.callId)).toEqual(['first']);
    // What no event of that switch caused goes on: a person's click is served by any server.
    expect(await arrives('third')).toMatchObject({ kind: 'started' });
  });

  it('two servers that ask at once do not both get a switch', async () => {
    const asked = await Promise.all(
      ['a', 'b', 'c'].map((owner) => stores.lease.acquire(switchId('fs1'), owner, 60_000)),
    );
    expect(asked.filter((lease) => lease !== null)).toHaveLength(1);
  });
});
