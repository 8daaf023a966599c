import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '../../../../../server/logging';
import { Authenticator } from '../../../../../freeswitch/emulator/sip/registration/authenticator';
import { Bindings } from '../../../../../freeswitch/emulator/sip/registration/bindings';
import { Registrar } from '../../../../../freeswitch/emulator/sip/registration/registrar';
import { createLayer, FakeFlow, parseResponse, requestText } from '../sip-bench';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const DOMAIN = 'kiloline.local';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function createBench(lookUp?: () => Promise<string | null>) {
  const told: string[] = [];
  const events = {
    onRegistered: ({ user, contact, expires }: { user: string; contact: string; expires: number }) =>
      told.push(`+${user} ${contact} ${expires}`),
    onUnregistered: ({ user, contact, reason }: { user: string; contact: string; reason: string }) =>
      told.push(`-${user} ${contact} ${reason}`),
    onRegisterFailed: ({ user }: { user: string }) => told.push(`!${user}`),
  };
  const asked: string[] = [];
  const lookUpA1Hash = (user: string) => {
    asked.push(user);
    return lookUp?.() ?? Promise.resolve(user === '1001' ? md5(`1001:${DOMAIN}:right`) : null);
  };
  const logger = createLogger({ level: 'silent', pretty: false });
  const authenticator = new Authenticator({ domain: DOMAIN, lookUpA1Hash, logger, now: Date.now });
  const bindings = new Bindings(events, Date.now);
  const registrar = new Registrar({ domain: DOMAIN, authenticator, bindings, events, now: Date.now });
  return { told, asked, bindings, registrar, authenticator };
}

interface Wish {
  readonly contacts?: readonly string[];
  readonly expires?: string;
  readonly user?: string;
  readonly to?: string;
  readonly password?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly nonce?: string;
  readonly nc?: string;
  readonly digestUri?: string;
  readonly flow?: FakeFlow;
}

let serial = 0;
/** Sends a REGISTER with a right answer to a challenge, unless the wish says otherwise. */
async function register(bench: ReturnType<typeof createBench>, wish: Wish = {}) {
  serial += 1;
  const { user = '1001', password = 'right', nc = '00000001', flow = new FakeFlow('ws') } = wish;
  const uri = `sip:${DOMAIN}`;
  const nonce = wish.nonce ?? /nonce="([^"]*)"/.exec(bench.authenticator.challenge(false))![1]!;
  const a1 = md5(`${user}:${DOMAIN}:${password}`);
  const digestUri = wish.digestUri ?? uri;
  const response = md5(`${a1}:${nonce}:${nc}:c:auth:${md5(`REGISTER:${digestUri}`)}`);
  const quoted = { username: user, realm: DOMAIN, nonce, uri: digestUri, response, cnonce: 'c' };
  const fields = Object.entries(quoted).map(([name, value]) => `${name}="${value}"`);
  const headers = [
    `Authorization: Digest ${fields.join(', ')}, qop=auth, nc=${nc}, algorithm=MD5`,
    ...(wish.contacts ?? ['<sip:a@a.invalid;transport=ws>']).map((one) => `Contact: ${one}`),
    ...(wish.expires === undefined ? [] : [`Expires: ${wish.expires}`]),
  ];
  const facts = {
    callId: wish.callId ?? `register-${serial}`,
    cseq: wish.cseq ?? 1,
    branch: `z9hG4bK${serial}`,
  };
  const to = wish.to ?? `sip:${user}@${DOMAIN}`;
  const text = requestText('REGISTER', { ...facts, uri, to, headers }).replace(
    /Contact: <sip:carol.*\r\n/,
    '',
  );
  const { receive, requests } = createLayer();
  receive(text, flow);
  await bench.registrar.receive(requests[0]!);
  return { ...parseResponse(flow.sent.at(-1)!), flow, nonce };
}

describe('REGISTER', () => {
  it('is challenged without asking anybody, then granted', async () => {
    const bench = createBench();
    const { receive, requests } = createLayer();
    const flow = new FakeFlow('ws');
    receive(requestText('REGISTER', { uri: `sip:${DOMAIN}`, to: `sip:1001@${DOMAIN}` }), flow);
    await bench.registrar.receive(requests[0]!);
    const challenge = parseResponse(flow.sent[0]!);
    expect(challenge.status).toBe(401);
    expect(challenge.headers.get('WWW-Authenticate')).toMatch(
      /^Digest realm="kiloline\.local", nonce="[^"]+", algorithm=MD5, qop="auth"$/,
    );
    expect(bench.asked).toEqual([]);
    const granted = await register(bench, { expires: '60' });
    expect(granted.status).toBe(200);
    expect(granted.headers.list('Contact')).toEqual(['<sip:a@a.invalid;transport=ws>;expires=60']);
    expect(bench.told).toEqual(['+1001 sip:a@a.invalid;transport=ws 60']);
  });

  it.each<[string, Wish, number, string[]]>([
    ['a wrong password', { password: 'wrong' }, 403, ['!1001']],
    ['an unknown user', { user: '1009' }, 403, ['!1009']],
    ['somebody else’s address', { to: `sip:1002@${DOMAIN}` }, 403, ['!1001']],
    ['another domain', { to: 'sip:1001@other.local' }, 403, ['!1001']],
    ['an answer made for another URI', { digestUri: 'sip:other' }, 403, ['!1001']],
    ['a nonce that is not ours', { nonce: 'bogus' }, 401, []],
    ['a contact that is none', { contacts: ['<mailto:a@b>'] }, 400, []],
    ['an open bracket', { contacts: ['<sip:a@b'] }, 400, []],
    ['an expiry that is no number', { expires: 'soon' }, 400, []],
    ['a star without Expires: 0', { contacts: ['*'], expires: '60' }, 400, []],
    ['a star among others', { contacts: ['*, <sip:a@b>'], expires: '0' }, 400, []],
    ['less than a minute', { expires: '59' }, 423, []],
    ['too many contacts', { contacts: ['<sip:a@b>, <sip:b@b>', '<sip:c@b>, <sip:d@b>'] }, 400, []],
  ])('is refused for %s', async (_name, wish, status, told) => {
    const bench = createBench();
    const response = await register(bench, wish);
    expect(response.status).toBe(status);
    expect(bench.told).toEqual(told);
    expect(bench.bindings.all()).toEqual([]);
    if (status === 423) expect(response.headers.get('Min-Expires')).toBe('60');
    if (status === 401) expect(response.headers.get('WWW-Authenticate')).toContain('stale=true');
  });

  it('is refused while the server is away', async () => {
    const bench = createBench(() => Promise.reject(new Error('away')));
    expect((await register(bench)).status).toBe(403);
    expect(bench.told).toEqual(['!1001']);
  });

  it('with a nonce count seen before is asked again as stale', async () => {
    const bench = createBench();
    const { nonce } = await register(bench);
    const replay = await register(bench, { nonce });
    expect(replay.status).toBe(401);
    expect(replay.headers.get('WWW-Authenticate')).toContain('stale=true');
    expect((await register(bench, { nonce, nc: '00000002' })).status).toBe(200);
  });

  it('sent twice at once is granted once', async () => {
    const bench = createBench();
    const nonce = /nonce="([^"]*)"/.exec(bench.authenticator.challenge(false))![1]!;
    const both = await Promise.all([register(bench, { nonce }), register(bench, { nonce })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('keeps an expiry within an hour', async () => {
    const bench = createBench();
    expect((await register(bench, { expires: '99999' })).headers.get('Contact')).toMatch(/expires=3600$/);
    expect((await register(bench)).headers.get('Contact')).toMatch(/expires=3600$/);
    const own = await register(bench, {
      contacts: ['<sip:a@a.invalid;transport=ws>;expires=120'],
      expires: '600',
    });
    expect(own.headers.get('Contact')).toMatch(/expires=120$/);
  });

  it('refreshes, lists and removes contacts', async () => {
    const bench = createBench();
    await register(bench, { contacts: ['<sip:a@b>'], expires: '60' });
    jest.advanceTimersByTime(30_000);
    const second = await register(bench, { contacts: ['<sip:c@d>'], expires: '60' });
    expect(second.headers.list('Contact')).toEqual(['<sip:a@b>;expires=30', '<sip:c@d>;expires=60']);
    expect((await register(bench, { contacts: [] })).headers.list('Contact')).toHaveLength(2);
    await register(bench, { contacts: ['<sip:a@b>;expires=0'] });
    expect(bench.told.at(-1)).toBe('-1001 sip:a@b unregistered');
    await register(bench, { contacts: ['*'], expires: '0' });
    expect(bench.told.at(-1)).toBe('-1001 sip:c@d unregistered');
    expect(bench.bindings.all()).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('expires by itself', async () => {
    const bench = createBench();
    await register(bench, { contacts: ['<sip:a@b>'], expires: '60' });
    jest.advanceTimersByTime(60_000);
    expect(bench.told).toEqual(['+1001 sip:a@b 60', '-1001 sip:a@b expired']);
  });

  it('allows three contacts of one agent', async () => {
    const bench = createBench();
    const statuses = [];
    for (const name of 'abcd')
      statuses.push((await register(bench, { contacts: [`<sip:${name}@b>`] })).status);
    expect(statuses).toEqual([200, 200, 200, 403]);
  });

  it('that was overtaken by a newer one of the same client changes nothing', async () => {
    const bench = createBench();
    await register(bench, { callId: 'one', cseq: 5 });
    expect((await register(bench, { callId: 'one', cseq: 4, expires: '0' })).status).toBe(500);
    expect(bench.bindings.all()).toHaveLength(1);
  });

  it('is bound to its WebSocket', async () => {
    const bench = createBench();
    const { flow } = await register(bench, { contacts: ['<sip:a@b>'] });
    const { flow: other } = await register(bench, { contacts: ['<sip:c@d>'] });
    bench.bindings.flowClosed(flow);
    expect(bench.told.at(-1)).toBe('-1001 sip:a@b socket-disconnection');
    expect(bench.bindings.of('1001').map((one) => one.flow)).toEqual([other]);
  });

  it('of a page that was closed while the server was asked leaves nothing behind', async () => {
    const flow = new FakeFlow('ws');
    const bench = createBench(() => {
      flow.isOpen = false;
      return Promise.resolve(md5(`1001:${DOMAIN}:right`));
    });
    await register(bench, { flow }).catch(() => undefined);
    expect(bench.bindings.all()).toEqual([]);
    expect(bench.told).toEqual([]);
  });
});
