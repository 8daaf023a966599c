import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventually } from '../../../support/eventually';
import { answered, callTo, openSite, sdp, type Site } from './sip-site';
import { openPhone } from './ws-phone';

/** Everything a stranger may write, most of it nearly right. */
const METHODS = ['INVITE', 'ACK', 'BYE', 'CANCEL', 'REGISTER', 'OPTIONS', 'INFO', 'UPDATE', 'PRACK', 'X'];
const message = fc
  .tuple(
    fc.constantFrom(...METHODS, 'SIP/2.0 200', 'SIP/2.0 999'),
    fc.nat(9),
    fc.array(fc.tuple(fc.nat(500), fc.nat(9), fc.string({ unit: 'binary', maxLength: 9 })), { maxLength: 3 }),
  )
  .map(([first, serial, cuts]) => {
    const method = first.startsWith('SIP') ? 'INVITE' : first;
    let text = [
      first.startsWith('SIP') ? `${first} x` : `${method} sip:1000@127.0.0.1 SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK${serial}`,
      `From: <sip:a@b>;tag=${serial}`,
      `To: <sip:1000@h>${serial > 6 ? ';tag=x' : ''}`,
      `Call-ID: ${serial}`,
      `CSeq: ${serial} ${method}`,
      'Contact: <sip:a@127.0.0.1:9>',
      'Authorization: Digest username="1001", realm="kiloline.local", nonce="1.2.3", uri="x", response="y", cnonce="z", qop=auth, nc=00000001',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    for (const [at, length, put] of cuts) text = text.slice(0, at) + put + text.slice(at + length);
    return text;
  });

describe('a flood of garbage', () => {
  let site: Site;
  let socket: Socket;
  beforeEach(async () => {
    site = await openSite({ trunkAllow: ['127.0.0.1/32'] });
    socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    socket.close();
    await site.stack.stop();
  });

  it('over UDP and WebSocket breaks nothing: calls go on, and the next one works', async () => {
    site.answering = (call) => {
      if (call.from.user === '13800000001') call.accept(sdp(42_000));
      else call.reject(480);
    };
    const carol = await openSite();
    const before = await answered(callTo(carol.stack, site.stack.trunk.port));
    const phone = await openPhone(site.stack.ws.port, '1001');
    const texts = fc.sample(message, { numRuns: 3000, seed: 4475 });
    for (const [index, text] of texts.entries()) {
      socket.send(text, site.stack.trunk.port, '127.0.0.1');
      if (index % 10 === 0) phone.send(text);
      if (index % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(phone.socket.readyState).toBe(phone.socket.OPEN);
    let isOver = false;
    before.onBye(() => (isOver = true));
    const after = await answered(callTo(carol.stack, site.stack.trunk.port));
    after.bye();
    expect(isOver).toBe(false);
    before.bye();
    await phone.close();
    await carol.stack.stop();
  }, 30_000);

  it('from outside the carriers leaves nothing to remember', async () => {
    await site.stack.stop();
    site = await openSite({ trunkAllow: ['192.0.2.0/24'] });
    for (let index = 0; index < 1000; index += 1) {
      const text = `INVITE sip:1000@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK${index};rport\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: ${index}\r\nCSeq: 1 INVITE\r\n\r\n`;
      socket.send(text, site.stack.trunk.port, '127.0.0.1');
    }
    let answers = 0;
    socket.on('message', () => (answers += 1));
    await eventually('the refusals', () => answers > 500);
    expect(site.stack.size).toBe(0);
    expect(site.calls).toEqual([]);
  });

  it('of registrations without a password costs no memory over a socket', async () => {
    const phone = await openPhone(site.stack.ws.port, '1001');
    for (let index = 0; index < 300; index += 1) {
      phone.send(
        `REGISTER sip:kiloline.local SIP/2.0\r\nVia: SIP/2.0/WS h;branch=z9hG4bK${index}\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:1001@kiloline.local>\r\nCall-ID: ${index}\r\nCSeq: 1 REGISTER\r\n\r\n`,
      );
    }
    await eventually('the challenges', () => phone.seen.length === 300);
    expect(site.stack.size).toBe(0);
    await phone.close();
  });
});
