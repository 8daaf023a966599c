import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  digestResponse,
  isRightResponse,
  NONCE_TTL_MS,
  Nonces,
  parseDigestAnswer,
} from '../../../../../freeswitch/emulator/sip/registration/digest';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** RFC 2617 §3.5. */
const EXAMPLE = `Digest username="Mufasa",
                 realm="testrealm@host.com",
                 nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093",
                 uri="/dir/index.html",
                 qop=auth,
                 nc=00000001,
                 cnonce="0a4f113b",
                 response="6629fae49393a05397450978507c4ef1",
                 opaque="5ccc069c403ebaf9f0171e9517f40e41"`;

describe('digest', () => {
  const a1Hash = md5('Mufasa:testrealm@host.com:Circle Of Life');

  it('computes the example of RFC 2617', () => {
    const answer = parseDigestAnswer(EXAMPLE)!;
    expect(digestResponse(a1Hash, 'GET', answer)).toBe('6629fae49393a05397450978507c4ef1');
    expect(isRightResponse(a1Hash, 'GET', answer)).toBe(true);
    expect(isRightResponse(a1Hash, 'PUT', answer)).toBe(false);
    expect(isRightResponse(md5('x'), 'GET', answer)).toBe(false);
  });

  it.each([
    ['another scheme', EXAMPLE.replace('Digest', 'Basic')],
    ['no qop', EXAMPLE.replace('qop=auth,', '')],
    ['auth-int', EXAMPLE.replace('qop=auth', 'qop=auth-int')],
    ['another algorithm', `${EXAMPLE}, algorithm=SHA-256`],
    ['no cnonce', EXAMPLE.replace('cnonce="0a4f113b",', '')],
    ['a count that is no number', EXAMPLE.replace('00000001', '0000000g')],
    ['a count too long', EXAMPLE.replace('00000001', '000000001')],
    ['a field twice', `${EXAMPLE}, realm="other"`],
    ['an empty response', EXAMPLE.replace('6629fae49393a05397450978507c4ef1', '')],
    ['nothing', ''],
  ])('takes no answer with %s', (_name, header) => expect(parseDigestAnswer(header)).toBeNull());
});

describe('nonces', () => {
  const start = () => {
    const clock = { ms: 1_000_000 };
    return { clock, nonces: new Nonces(() => clock.ms) };
  };

  it('are good once for each count, and counts only rise', () => {
    const { nonces } = start();
    const nonce = nonces.create();
    const tries = ['00000001', '00000001', '00000003', '00000002', '00000004', '00000000'];
    expect(tries.map((nc) => nonces.spend(nonce, nc))).toEqual([true, false, true, false, true, false]);
  });

  it('expire, and their counts are forgotten', () => {
    const { nonces, clock } = start();
    const nonce = nonces.create();
    expect(nonces.spend(nonce, '00000001')).toBe(true);
    clock.ms += NONCE_TTL_MS + 1;
    expect(nonces.isFresh(nonce, '00000002')).toBe(false);
    nonces.spend(nonces.create(), '00000001');
    expect(nonces.size).toBe(1);
  });

  it.each(['', 'bogus', 'a.b.c', '..'])('of others are none: %p', (nonce) => {
    expect(start().nonces.isFresh(nonce, '00000001')).toBe(false);
  });

  it('cannot be made younger', () => {
    const { nonces, clock } = start();
    const [, ...rest] = nonces.create().split('.');
    clock.ms += NONCE_TTL_MS * 2;
    expect(nonces.isFresh([clock.ms.toString(36), ...rest].join('.'), '00000001')).toBe(false);
  });

  it('cost no memory until they prove a password', () => {
    const { nonces } = start();
    for (let times = 0; times < 10_000; times += 1) nonces.isFresh(nonces.create(), '00000001');
    expect(nonces.size).toBe(0);
  });
});
