import { createHash } from 'node:crypto';

/** What a softphone needs to know of its account. */
export interface SipLogin {
  readonly user: string;
  readonly password: string;
  readonly domain: string;
}

/** RFC 2617 §3.2.2.2: what a digest is computed from when the clear password is not at hand. */
export const a1Hash = (user: string, domain: string, password: string): string =>
  createHash('md5').update(`${user}:${domain}:${password}`).digest('hex');
