/**
 * Other sites' pages may not act with a person's cookie. SameSite=Strict is the first line; this is the
 * second, and the only one for WebSockets, which browsers open across origins without asking.
 */
export interface OriginFacts {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  /** Sec-Fetch-Site, from browsers that send it. */
  readonly fetchSite?: string | undefined;
}

/**
 * A request without Origin comes from a program, not from a page: every browser sends it with POST, PUT and
 * DELETE and with WebSockets. 'null' (sandboxed or redirected pages) is nobody's origin.
 */
export function isOriginAllowed(facts: OriginFacts, allowedOrigins: readonly string[]): boolean {
  const { origin, host, fetchSite } = facts;
  if (origin === undefined) {
    return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
  }
  if (allowedOrigins.includes(origin)) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const { host: originHost, protocol } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && originHost === normalHost(host, protocol);
}

/** As a URL writes it: lower case, without the scheme's own port. */
function normalHost(host: string, protocol: string): string {
  return URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`).host : '';
}
