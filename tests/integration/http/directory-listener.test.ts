import { createDirectoryListener, type DirectoryListener } from '../../../server/http';
import { createLogger } from '../../../server/logging';
import { OperationalError } from '../../../server/errors';

const a1Hash = '0123456789abcdef0123456789abcdef';
const credentials = { user: 'switch', password: 'secret:with-colon' };
let listener: DirectoryListener;
let port: number;
let lookups: string[];

beforeEach(async () => {
  lookups = [];
  listener = createDirectoryListener({
    domain: 'kiloline.test',
    credentials,
    logger: createLogger({ level: 'silent', pretty: false }),
    findAccount: (sipUser) => {
      lookups.push(sipUser);
      if (sipUser === 'a1001-broken') {
        return Promise.reject(new OperationalError('redis-unavailable', 'redis is away'));
      }
      return Promise.resolve(sipUser === 'a1001-deadbeef' ? { sipUser, a1Hash, agentId: '1001' } : null);
    },
  });
  port = await listener.start(0, '127.0.0.1');
});
afterEach(() => listener.stop());

const rightHeader = basic(credentials.user, credentials.password);

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function ask(fields: Record<string, string>, authorization: string | null = rightHeader): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/directory`, {
    method: 'POST',
    headers: authorization === null ? {} : { authorization },
    body: new URLSearchParams({
      section: 'directory',
      action: 'sip_auth',
      user: 'a1001-deadbeef',
      domain: 'kiloline.test',
      ...fields,
    }),
  });
}

describe('directory listener', () => {
  it('gives the switch the hash of a live account', async () => {
    const response = await ask({});
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/xml');
    expect(await response.text()).toContain(`<param name="a1-hash" value="${a1Hash}"/>`);
  });

  it.each([
    ['no credentials', null],
    ['a wrong password', basic('switch', 'wrong')],
    ['a wrong user', basic('root', 'secret:with-colon')],
    ['another scheme', 'Bearer secret'],
    ['nonsense', 'Basic ====='],
  ])('refuses %s before looking anything up', async (_name, authorization) => {
    expect((await ask({}, authorization)).status).toBe(401);
    expect(lookups).toEqual([]);
  });

  it.each([
    ['another domain', { domain: 'evil.test' }],
    ['another section', { section: 'dialplan' }],
    ['another action', { action: 'user_call' }],
    ['an injecting user name', { user: '"/><user id="root' }],
    ['a registration of somebody else', { sip_auth_method: 'REGISTER', sip_to_user: 'a1002-deadbeef' }],
    ['an unknown user', { user: 'a9999-deadbeef' }],
  ])('knows nobody for %s', async (_name, fields) => {
    const text = await (await ask(fields)).text();
    expect(text).toContain('<result status="not found"/>');
    expect(text).not.toContain('<user');
  });

  it('answers an error, and never an empty user, while accounts cannot be read', async () => {
    const response = await ask({ user: 'a1001-broken' });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
  });

  it('listens on loopback only and nowhere else', async () => {
    expect(
      (await fetch(`http://127.0.0.1:${port}/`, { headers: { authorization: rightHeader } })).status,
    ).toBe(404);
  });
});
