/** The one cookie we set. Its value is 32 random bytes as base64url, so nothing needs escaping or decoding. */
export const SESSION_COOKIE = 'kl_session';

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** First value of each name, as RFC 6265 §5.4 orders them: the most specific path comes first. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    const value = pair
      .slice(at + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1');
    if (name !== '' && !cookies.has(name)) cookies.set(name, value);
  }
  return cookies;
}

/** null when there is none, or one we cannot have set. */
export function sessionToken(header: string | undefined): string | null {
  const token = parseCookies(header).get(SESSION_COOKIE);
  return token !== undefined && tokenPattern.test(token) ? token : null;
}

/** Without Max-Age: it ends with the browser, and its life on the server slides. */
export function sessionCookie(token: string, isSecure: boolean): string {
  return `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

export function expiredSessionCookie(isSecure: boolean): string {
  return `${sessionCookie('', isSecure)}; Max-Age=0`;
}
