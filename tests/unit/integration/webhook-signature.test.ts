import { createHmac } from 'node:crypto';
import { matchesEvent, webhookRequestSchema } from '../../../server/contract/integration';
import { isPublicAddress } from '../../../server/connectors/public-address';
import { signatureOf } from '../../../server/integration/webhook-signature';

describe('the signature of a webhook', () => {
  it('covers the time and every byte of the body', () => {
    const mac = createHmac('sha256', 'whs_a').update('1700000000.{"a":1}').digest('hex');
    expect(signatureOf('whs_a', '{"a":1}', 1_700_000_000)).toBe(`t=1700000000,v1=${mac}`);
    expect(signatureOf('whs_a', '{"a":1}', 1_700_000_001)).not.toContain(mac);
    expect(signatureOf('whs_b', '{"a":1}', 1_700_000_000)).not.toContain(mac);
  });
});

describe('the events a webhook asks for', () => {
  it.each([
    ['*', 'call.ended', true],
    ['call.*', 'call.ended', true],
    ['call.ended', 'call.ended', true],
    ['call.ended', 'call.queued', false],
    ['call.*', 'callback.made', false],
  ])('%s and %s: %s', (pattern, type, expected) => {
    expect(matchesEvent(pattern, type)).toBe(expected);
  });

  const request = (change: object) =>
    webhookRequestSchema.safeParse({ name: 'x', url: 'https://a.example/b', events: ['*'], ...change })
      .success;

  it('must be events there are, sent to an http address', () => {
    expect(request({})).toBe(true);
    expect(request({ events: ['call.*', 'offer.made'] })).toBe(true);
    for (const events of [[], ['nothing.*'], ['call.exploded'], ['call']])
      expect(request({ events })).toBe(false);
    for (const url of ['ftp://a.example', 'file:///etc/passwd', 'javascript:alert(1)', 'a.example'])
      expect(request({ url })).toBe(false);
  });
});

describe('public addresses', () => {
  it.each([
    ['8.8.8.8', 4, true],
    ['127.0.0.1', 4, false],
    ['10.1.2.3', 4, false],
    ['172.31.255.255', 4, false],
    ['172.32.0.1', 4, true],
    ['192.168.1.1', 4, false],
    ['169.254.169.254', 4, false],
    ['0.0.0.0', 4, false],
    ['::1', 6, false],
    ['fd00::1', 6, false],
    ['fe80::1', 6, false],
    ['::ffff:127.0.0.1', 6, false],
    ['2001:4860:4860::8888', 6, true],
  ] as const)('%s', (address, family, expected) => {
    expect(isPublicAddress(address, family)).toBe(expected);
  });
});
