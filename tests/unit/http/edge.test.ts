import { statusOf } from '../../../server/http/error-status';
import { describe as describeError } from '../../../server/http/error-handler';
import { isOriginAllowed } from '../../../server/http/origin';
import { RateLimiter, remoteKey } from '../../../server/http/rate-limit';
import { basicCredentials, bearerToken, isSameSecret } from '../../../server/http/secret-compare';
import { OperationalError, UnexpectedError, UserError } from '../../../server/errors';

describe('error table', () => {
  it('gives every code a status of its kind', () => {
    for (const status of Object.values(statusOf)) expect([4, 5]).toContain(Math.floor(status / 100));
    expect(statusOf['already-logged-in']).toBe(409);
    expect(statusOf['redis-unavailable']).toBe(503);
  });

  it('lets only a UserError speak', () => {
    const secret = 'postgres://kiloline:hunter2@10.0.0.1';
    expect(describeError(new UserError('conflict', 'Taken.'))).toEqual({
      status: 409,
      code: 'conflict',
      message: 'Taken.',
    });
    for (const error of [
      new OperationalError('database-unavailable', secret, { details: { url: secret } }),
      new UnexpectedError('unparsable', secret),
      new Error(secret),
      Object.assign(new Error(secret), { status: 400 }),
      secret,
      null,
    ]) {
      expect(JSON.stringify(describeError(error))).not.toContain('hunter2');
    }
  });

  it('asks to come back only when that may help', () => {
    const fail = (retryable: boolean) => new OperationalError('switch-refused', 'x', { retryable });
    expect(describeError(fail(true)).retryAfterS).toBe(2);
    expect(describeError(fail(false)).retryAfterS).toBeUndefined();
  });
});

describe('isOriginAllowed', () => {
  it.each([
    ['http://desk.test:3000', 'desk.test:3000', true],
    ['https://desk.test', 'desk.test', true],
    ['https://desk.test', 'DESK.test:443', true],
    ['http://[::1]:3000', '[::1]:3000', true],
    ['https://allowed.test', 'desk.test', true],
    ['http://desk.test:3001', 'desk.test:3000', false],
    ['http://desk.test.evil.test', 'desk.test', false],
    ['null', 'desk.test', false],
    ['file://desk.test', 'desk.test', false],
    ['not a url', 'desk.test', false],
    ['http://desk.test', undefined, false],
    ['', '', false],
  ])('%s at %s: %s', (origin, host, expected) => {
    expect(isOriginAllowed({ origin, host }, ['https://allowed.test'])).toBe(expected);
  });

  it.each([
    [undefined, true],
    ['same-origin', true],
    ['cross-site', false],
    ['same-site', false],
  ])('without Origin, Sec-Fetch-Site %s: %s', (fetchSite, expected) => {
    expect(isOriginAllowed({ origin: undefined, host: 'desk.test', fetchSite }, [])).toBe(expected);
  });
});

describe('RateLimiter', () => {
  it('lets the limit through per window and key', () => {
    let now = 0;
    const limiter = new RateLimiter({ limit: 2, windowMs: 1000 }, () => now);
    expect([limiter.take('a'), limiter.take('a'), limiter.take('a'), limiter.take('b')]).toEqual([
      0, 0, 1000, 0,
    ]);
    now = 400;
    expect(limiter.take('a')).toBe(600);
    now = 1000;
    expect(limiter.take('a')).toBe(0);
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('counts %s as %s', (address, key) => {
    expect(remoteKey(address)).toBe(key);
  });
});

describe('secrets', () => {
  it('are compared whole', () => {
    expect(isSameSecret('abc', 'abc')).toBe(true);
    expect(isSameSecret('abc', 'abcd')).toBe(false);
    expect(isSameSecret('', 'abc')).toBe(false);
  });

  it('are read from headers', () => {
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    expect(basicCredentials(basic('u:p:q'))).toEqual({ user: 'u', password: 'p:q' });
    expect(basicCredentials(basic('no colon'))).toBeNull();
    expect(basicCredentials(undefined)).toBeNull();
    expect(bearerToken('Bearer t')).toBe('t');
    expect(bearerToken('Basic t')).toBeNull();
  });
});
