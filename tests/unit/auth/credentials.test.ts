import { createPasswordHasher } from '../../../server/auth/password';
import { CredentialCheck } from '../../../server/auth/credential-check';
import { SipCredentials } from '../../../server/auth/sip-credentials';
import { a1Hash } from '../../../server/auth/sip-login';
import { agentId } from '../../../server/contract/ids';
import { InMemoryAgentStore } from '../../fakes/in-memory-agent-store';
import { InMemoryLoginGuard, InMemorySipAccountStore, InMemoryUserStore } from '../../fakes/in-memory-auth';

const passwords = createPasswordHasher({ memoryKiB: 64, iterations: 2 });

describe('password hasher', () => {
  it('verifies what it hashed, and nothing else', async () => {
    const hash = await passwords.hash('secret');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=64,/);
    expect(await passwords.verify(hash, 'secret')).toBe(true);
    expect(await passwords.verify(hash, 'Secret')).toBe(false);
  });

  it('refuses nobody, and a record without a usable hash, after the same work', async () => {
    expect(await passwords.verifyNobody('secret')).toBe(false);
    expect(await passwords.verify('', 'secret')).toBe(false);
    expect(await passwords.verify('plain', 'plain')).toBe(false);
  });
});

describe('CredentialCheck', () => {
  it('counts failures per login however it is written, and forgets them after a right one', async () => {
    const passwordHash = await passwords.hash('secret');
    const bob = { userId: '1', login: 'bob', displayName: 'Bob', role: 'admin' as const, agentId: null };
    const users = new InMemoryUserStore([{ ...bob, passwordHash, disabled: false }]);
    const check = new CredentialCheck({ users, guard: new InMemoryLoginGuard(3), passwords });
    const attempt = (login: string, password: string) => check.check({ login, password, remote: '::1' });
    await expect(attempt('bob', 'x')).rejects.toThrow('wrong');
    await expect(attempt('bob', 'x')).rejects.toThrow('wrong');
    expect((await attempt('bob', 'secret')).userId).toBe('1');
    for (const login of ['bob', 'BOB', 'Bob']) await expect(attempt(login, 'x')).rejects.toThrow('wrong');
    await expect(attempt('bob', 'secret')).rejects.toMatchObject({
      code: 'locked-out',
      message: 'Too many wrong passwords. Try again in 5 minutes.',
    });
  });
});

describe('SipCredentials', () => {
  it('hashes as RFC 2617 says', () => {
    expect(a1Hash('Mufasa', 'testrealm@host.com', 'Circle Of Life')).toBe('939e7578ed9e3c518a452acee763bce9');
  });

  it('counts only the account its agent works with', async () => {
    const agents = new InMemoryAgentStore();
    const accounts = new InMemorySipAccountStore();
    const sip = new SipCredentials({ accounts, agents, domain: 'd.test' });
    const orphan = await sip.issue(agentId('1001'));
    const sipUser = await sip.issue(agentId('1001'));
    await agents.logIn({
      agentId: agentId('1001'),
      displayName: 'Alice',
      sessionId: 's',
      sipUser,
      takeOver: false,
    });
    expect(await sip.findLive(orphan)).toBeNull();
    const login = await sip.loginOf(sipUser);
    expect((await sip.findLive(sipUser))?.a1Hash).toBe(a1Hash(sipUser, 'd.test', login!.password));
    await sip.revoke(sipUser);
    expect(await sip.findLive(sipUser)).toBeNull();
  });
});
