import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { a1Hash } from '../../../server/auth/sip-login';
import type { GuestCallAccount } from '../../../server/contract/rest';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { TestClient } from './test-client';
import { CALL_PAGE_KEY, DOMAIN, startTestServer, type TestServer } from './test-server';

let server: TestServer;
let carol: TestClient;

beforeAll(async () => {
  server = await startTestServer();
  carol = new TestClient(server);
});
afterAll(() => server.stop());

const openCall = (body: unknown, client = carol) => client.send('POST', '/api/v1/guest-calls', body);

describe('guest calls', () => {
  it('give whoever has the link an account for one call to 1000', async () => {
    const { status, body, headers } = await openCall({ key: CALL_PAGE_KEY, name: ' Carol ' });
    const account = body as GuestCallAccount;
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(account).toMatchObject({
      domain: DOMAIN,
      webSocketUrl: 'ws://127.0.0.1:5066',
      number: '1000',
      name: 'Carol',
    });
    expect(account.user).toMatch(/^guest-[0-9a-f]{16}$/);
    // The switch is told the hash of exactly this password, and that nobody's agent owns it.
    expect(await server.sipCredentials.findLive(account.user)).toEqual({
      sipUser: account.user,
      a1Hash: a1Hash(account.user, DOMAIN, account.password),
      agentId: null,
    });
    const another = (await openCall({ key: CALL_PAGE_KEY })).body as GuestCallAccount;
    expect(another).toMatchObject({ name: '' });
    expect(another.user).not.toBe(account.user);
    expect(another.password).not.toBe(account.password);
  });

  it.each([
    ['a wrong key', 'another-key-of-a-call-page'],
    ['an empty key', ''],
    ['the beginning of the key', CALL_PAGE_KEY.slice(0, -1)],
  ])('refuse %s', async (_name, key) => {
    const before = server.sipAccounts.accounts.size;
    const { status, error } = await openCall({ key });
    expect([status, error.code]).toEqual([403, 'not-permitted']);
    expect(server.sipAccounts.accounts.size).toBe(before);
  });

  it.each([
    ['no key', {}, 'key'],
    ['a key that is none', { key: 5 }, 'key'],
    ['a name without end', { key: CALL_PAGE_KEY, name: 'x'.repeat(201) }, 'name'],
  ])('refuse %s as malformed', async (_name, body, field) => {
    const { status, error } = await openCall(body);
    expect([status, error.code]).toEqual([400, 'validation-failed']);
    expect(error.details?.['fields']).toEqual([field]);
    expect(JSON.stringify(error)).not.toContain(CALL_PAGE_KEY);
  });

  it('are refused to another site’s page', async () => {
    const origin = { origin: 'http://evil.example' };
    const { error } = await carol.send('POST', '/api/v1/guest-calls', { key: CALL_PAGE_KEY }, origin);
    expect(error.code).toBe('wrong-origin');
  });

  it('are limited per address, right key or wrong', async () => {
    const strict = await startTestServer({ guestLimit: 2 });
    const client = new TestClient(strict);
    expect((await openCall({ key: 'wrong' }, client)).status).toBe(403);
    expect((await openCall({ key: CALL_PAGE_KEY }, client)).status).toBe(201);
    const { status, error, headers } = await openCall({ key: CALL_PAGE_KEY }, client);
    expect([status, error.code]).toEqual([429, 'too-many-requests']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    await strict.stop();
  });

  it('say so while no switch can take them', async () => {
    const alone = await startTestServer({ hasSwitch: false });
    const { status, error } = await openCall({ key: CALL_PAGE_KEY }, new TestClient(alone));
    expect([status, error.code]).toEqual([503, 'switch-unavailable']);
    await alone.stop();
  });
});

describe('the call page', () => {
  it('is a page of its own, with the policy of all pages', async () => {
    const temporary = makeTemporaryDirectory();
    await mkdir(path.join(temporary.path, 'assets'), { recursive: true });
    await writeFile(path.join(temporary.path, 'index.html'), '<!doctype html>desk');
    await writeFile(path.join(temporary.path, 'call.html'), '<!doctype html>call');
    const site = await startTestServer({ softphoneDirectory: temporary.path });
    const browser = new TestClient(site);
    const page = await browser.get('/call?key=x');
    expect(page.body).toContain('call');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('permissions-policy')).toContain('microphone=(self)');
    // The link is the secret: no other site may learn it from a Referer.
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await browser.get('/calls')).body).toContain('desk');
    await site.stop();
    temporary.remove();
  });
});
