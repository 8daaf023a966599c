import {
  expiredSessionCookie,
  parseCookies,
  sessionCookie,
  sessionToken,
} from '../../../server/http/cookies';

const token = 'A'.repeat(43);

describe('parseCookies', () => {
  it.each([
    [undefined, []],
    ['', []],
    [
      'a=1; b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'a=1;b="2"',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['a=x=y', [['a', 'x=y']]],
    ['a=first; a=second', [['a', 'first']]],
    ['broken; =x; ;; a=1', [['a', '1']]],
    ['__proto__=1', [['__proto__', '1']]],
  ])('reads %j', (header, expected) => {
    expect([...parseCookies(header)]).toEqual(expected);
  });
});

describe('sessionToken', () => {
  it('is what our cookie carries', () => {
    expect(sessionToken(`other=1; kl_session=${token}`)).toBe(token);
  });

  it.each([
    'kl_session=',
    'kl_session=short',
    `kl_session=${token}A`,
    `kl_session=${'%41'.repeat(14)}A`,
    'x=1',
  ])('is null for %s', (header) => {
    expect(sessionToken(header)).toBeNull();
  });
});

describe('session cookie', () => {
  it('is Secure exactly over https, and ends at once when it is taken back', () => {
    expect(sessionCookie(token, false)).toBe(`kl_session=${token}; Path=/; HttpOnly; SameSite=Strict`);
    expect(sessionCookie(token, true)).toMatch(/; Secure$/);
    expect(expiredSessionCookie(true)).toBe(
      'kl_session=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0',
    );
  });
});
