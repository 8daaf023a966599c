import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../../server/parts';
import { eventually } from '../../../support/eventually';
import { answered, callTo, openSite, outcome, requestTo, sdp, type Site } from './sip-site';

/** Two switches, each the other's carrier. */
describe('calls between two stacks over UDP', () => {
  let alice: Site;
  let carol: Site;
  beforeEach(async () => {
    [alice, carol] = [await openSite(), await openSite()];
  });
  afterEach(async () => {
    await Promise.all([alice.stack.stop(), carol.stack.stop()]);
  });
  const call = () => callTo(carol.stack, alice.stack.trunk.port);

  it('ring, are answered, held, resumed, and hung up by either side', async () => {
    const digits: string[] = [];
    const byes: (string | null)[] = [];
    const far: { hangUp?: () => void } = {};
    alice.answering = (incoming) => {
      incoming.ring();
      const dialog = incoming.accept(sdp(42_000));
      dialog.onReinvite((offer) => `${offer}a=answered\r\n`);
      dialog.onInfoDigit((digit, ms) => digits.push(`${digit} ${ms}`));
      dialog.onBye(({ reason }) => byes.push(reason));
      far.hangUp = () => dialog.bye(16);
    };
    const ringing: number[] = [];
    const outgoing = call();
    outgoing.onRinging(({ status }) => ringing.push(status));
    const first = await answered(outgoing);
    expect(ringing).toEqual([180]);
    expect(alice.calls[0]).toMatchObject({
      from: { user: '13800000001', displayName: '王小明' },
      requestUser: '1000',
      profile: 'trunk',
      sdp: sdp(40_000),
    });
    expect(alice.calls[0]?.headers.get('X-Kiloline-Call')).toBe('42');
    first.bye(31);
    await eventually('the BYE', () => byes.length === 1);
    expect(byes).toEqual(['Q.850;cause=31']);

    const second = await answered(call());
    const reasons: (string | null)[] = [];
    second.onBye(({ reason }) => reasons.push(reason));
    far.hangUp?.();
    await eventually('the other BYE', () => reasons.length === 1);
    expect(reasons).toEqual(['Q.850;cause=16']);
  });

  it.each([486, 480, 404, 603])('come out as refused with %d', async (status) => {
    alice.answering = (incoming) => incoming.reject(status);
    expect(await outcome(call())).toBe(status);
  });

  it('are cancelled while they ring', async () => {
    let isCancelled = false;
    alice.answering = (incoming) => {
      incoming.onCancel(() => (isCancelled = true));
      incoming.ring();
    };
    const outgoing = call();
    outgoing.onRinging(() => outgoing.cancel());
    expect(await outcome(outgoing)).toBe(487);
    await eventually('the CANCEL', () => isCancelled);
  });

  it('are over at both sides when CANCEL and 200 cross', async () => {
    const ended = new Set<string>();
    alice.answering = (incoming) => {
      incoming.onCancel(() => ended.add(incoming.callId));
      incoming.ring();
      setImmediate(() => incoming.accept(sdp(42_000)).onBye(() => ended.add(incoming.callId)));
    };
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => {
        const outgoing = call();
        outgoing.onRinging(() => outgoing.cancel());
        return outcome(outgoing);
      }),
    );
    expect(new Set(outcomes)).toEqual(new Set([487]));
    await eventually('every call is over at the far side', () => ended.size === 50);
    expect(alice.calls).toHaveLength(50);
  });

  it('from a stranger are refused with 403 and remembered by nobody', async () => {
    const closed = await openSite({ trunkAllow: ['192.0.2.0/24'] });
    expect(await outcome(callTo(carol.stack, closed.stack.trunk.port))).toBe(403);
    expect(closed.calls).toEqual([]);
    expect(closed.stack.size).toBe(0);
    await closed.stack.stop();
  });

  it('to a port where nothing listens fail within moments', async () => {
    const port = await freePort('udp');
    const started = performance.now();
    expect(await outcome(callTo(carol.stack, port))).toBe(503);
    // Not after the 32 seconds of timer B (RFC 3261, 17.1.1.2).
    expect(performance.now() - started).toBeLessThan(16_000);
  });

  it('end at the far side when a stack stops', async () => {
    const byes: string[] = [];
    alice.answering = (incoming) => incoming.accept(sdp(42_000)).onBye(() => byes.push('bye'));
    await answered(call());
    await carol.stack.stop();
    await eventually('the BYE', () => byes.length === 1);
    carol = await openSite();
  });

  it('to an agent who is not registered cannot be made', () => {
    expect(() => carol.stack.call(requestTo({ kind: 'registered', user: '1001' }))).toThrow(/not registered/);
  });

  it('a port that is taken is told as such', async () => {
    await expect(openSite({ trunkPort: alice.stack.trunk.port })).rejects.toThrow(/trunk port/);
    await expect(openSite({ wsPort: alice.stack.ws.port })).rejects.toThrow(/WebSocket port/);
  });
});

describe('requests without a call over UDP', () => {
  let site: Site;
  let socket: Socket;
  beforeEach(async () => {
    site = await openSite();
    socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    socket.close();
    await site.stack.stop();
  });

  /** As measured on FreeSWITCH with our trunk profile. */
  it.each([
    ['OPTIONS', [], 200],
    ['REGISTER', [], 405],
    ['SUBSCRIBE', ['Event: presence'], 405],
    ['REFER', ['Refer-To: <sip:x@y>'], 405],
    ['PUBLISH', [], 405],
    ['MESSAGE', [], 405],
    ['NOTIFY', ['Event: foo'], 481],
    ['INFO', [], 200],
    ['BYE', [], 481],
    ['UPDATE', [], 481],
    ['PRACK', ['RAck: 1 1 INVITE'], 481],
    ['CANCEL', [], 481],
    ['FOO', [], 501],
    ['INVITE', ['Require: 100rel'], 420],
    ['INVITE', ['Max-Forwards: 0'], 483],
    ['INVITE', ['Supported: timer', 'Session-Expires: 30'], 422],
  ])('%s %j gets %d', async (method, headers, status) => {
    const { port } = socket.address();
    const lines = [
      `${method} sip:1000@127.0.0.1 SIP/2.0`,
      `Via: SIP/2.0/UDP 198.51.100.1:9;branch=z9hG4bK1;rport`,
      'From: <sip:a@b>;tag=1',
      'To: <sip:1000@127.0.0.1>',
      'Call-ID: x',
      `CSeq: 1 ${method}`,
      `Contact: <sip:a@127.0.0.1:${port}>`,
      ...headers,
    ];
    const answer = new Promise<string>((resolve) =>
      socket.once('message', (data) => resolve(data.toString())),
    );
    socket.send(`${lines.join('\r\n')}\r\n\r\n`, site.stack.trunk.port, '127.0.0.1');
    const text = await answer;
    expect(text).toMatch(new RegExp(`^SIP/2.0 ${status} `));
    expect(text).toContain(`received=127.0.0.1;rport=${port}`);
    expect(site.calls).toEqual([]);
  });
});
