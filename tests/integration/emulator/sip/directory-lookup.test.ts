import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { directoryXml, lookedUpUser, notFoundXml } from '../../../../server/auth/directory';
import { createDirectoryLookup } from '../../../../freeswitch/emulator/sip';

const DOMAIN = 'kiloline.local';
const HASH = '0123456789abcdef'.repeat(2);

describe('the directory lookup over HTTP', () => {
  let server: Server | null = null;
  const serve = async (listener: RequestListener) => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const lookUp = createDirectoryLookup({ url: `http://127.0.0.1:${port}/d`, user: 'sw', password: 'p&<w' });
    return (user: string) =>
      lookUp(user, DOMAIN, { ip: '127.0.0.1', userAgent: 'SIP.js & <co>', method: 'REGISTER' });
  };
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });

  it('asks what our server understands and reads what it answers', async () => {
    const authorizations: (string | undefined)[] = [];
    const ask = await serve((request, response) => {
      authorizations.push(request.headers.authorization);
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const user = lookedUpUser(Object.fromEntries(new URLSearchParams(body)), DOMAIN);
        const account = { sipUser: '1001', a1Hash: HASH, agentId: 'alice' };
        response.end(user === '1001' ? directoryXml(account, DOMAIN) : notFoundXml);
      });
    });
    expect(await ask('1001')).toBe(HASH);
    expect(await ask('1002')).toBeNull();
    expect(authorizations[0]).toBe(`Basic ${Buffer.from('sw:p&<w').toString('base64')}`);
  });

  it.each<[string, RequestListener]>([
    ['refuses', (_request, response) => response.writeHead(401).end()],
    [
      'fails',
      (_request, response) =>
        response.writeHead(500).end(directoryXml({ sipUser: '1001', a1Hash: HASH, agentId: 'a' }, DOMAIN)),
    ],
    ['sends us elsewhere', (_request, response) => response.writeHead(302, { location: '/other' }).end()],
    ['hangs up', (request) => request.socket.destroy()],
    ['talks without end', (_request, response) => response.end(' '.repeat(100_000))],
  ])('fails when the server %s', async (_name, listener) => {
    await expect((await serve(listener))('1001')).rejects.toThrow(/directory/i);
  });

  it('waits three seconds, no longer', async () => {
    const ask = await serve(() => undefined);
    const started = performance.now();
    await expect(ask('1001')).rejects.toThrow(/does not answer/);
    expect(performance.now() - started).toBeGreaterThan(2900);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
