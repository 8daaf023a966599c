import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseParams, splitOutsideQuotes } from '../message/text';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** An Authorization header (RFC 2617 §3.2.2), as far as we accept it: MD5 with qop=auth. */
export interface DigestAnswer {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly cnonce: string;
  readonly nc: string;
}

/** Null for another scheme or algorithm, or without a quality of protection: then there is no replay check. */
export function parseDigestAnswer(header: string): DigestAnswer | null {
  const match = /^Digest\s+(.*)$/is.exec(header);
  const params = match ? parseParams(splitOutsideQuotes(match[1] ?? '', ',').join(';')) : null;
  if (!params) return null;
  const field = (name: string): string => params.get(name) ?? '';
  const answer = {
    username: field('username'),
    realm: field('realm'),
    nonce: field('nonce'),
    uri: field('uri'),
    response: field('response').toLowerCase(),
    cnonce: field('cnonce'),
    nc: field('nc').toLowerCase(),
  };
  const isOurs =
    field('qop').toLowerCase() === 'auth' && (field('algorithm') || 'MD5').toUpperCase() === 'MD5';
  const isWhole = Object.values(answer).every((value) => value !== '');
  return isOurs && isWhole && /^[0-9a-f]{8}$/.test(answer.nc) ? answer : null;
}

/** RFC 2617 §3.2.2.1 with A1 already hashed: neither we nor the server ever hold the password. */
export function digestResponse(
  a1Hash: string,
  method: string,
  answer: Omit<DigestAnswer, 'response'>,
): string {
  const a2 = md5(`${method}:${answer.uri}`);
  return md5(`${a1Hash}:${answer.nonce}:${answer.nc}:${answer.cnonce}:auth:${a2}`);
}

export function isRightResponse(a1Hash: string, method: string, answer: DigestAnswer): boolean {
  const expected = Buffer.from(digestResponse(a1Hash, method, answer));
  const given = Buffer.from(answer.response);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** nonce-ttl of mod_sofia. */
export const NONCE_TTL_MS = 60_000;

/**
 * Nonces that carry their own birth and seal: a challenge costs no memory, so a flood of REGISTERs without
 * credentials leaves nothing behind. Only counts of nonces that proved a password are kept, until they expire.
 */
export class Nonces {
  readonly #secret = randomBytes(32);
  readonly #counts = new Map<string, { count: number; readonly expiresAt: number }>();

  constructor(private readonly now: () => number) {}

  get size(): number {
    return this.#counts.size;
  }

  create(): string {
    const body = `${this.now().toString(36)}.${randomBytes(9).toString('base64url')}`;
    return `${body}.${this.#seal(body)}`;
  }

  /** Whether it is ours, young, and this count of it is new. */
  isFresh(nonce: string, nc: string): boolean {
    const [born = '', random = '', seal = ''] = nonce.split('.');
    const expected = Buffer.from(this.#seal(`${born}.${random}`));
    const given = Buffer.from(seal);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return false;
    const age = this.now() - Number.parseInt(born, 36);
    if (age < 0 || age > NONCE_TTL_MS) return false;
    return Number.parseInt(nc, 16) > (this.#counts.get(nonce)?.count ?? 0);
  }

  /** Spends the count. False when it was spent meanwhile: of two equal requests one is a replay. */
  spend(nonce: string, nc: string): boolean {
    if (!this.isFresh(nonce, nc)) return false;
    this.#forgetExpired();
    const known = this.#counts.get(nonce);
    const count = Number.parseInt(nc, 16);
    if (known) known.count = count;
    else this.#counts.set(nonce, { count, expiresAt: this.now() + NONCE_TTL_MS });
    return true;
  }

  /** The map is in the order of first use, and all live equally long. */
  #forgetExpired(): void {
    for (const [nonce, { expiresAt }] of this.#counts) {
      if (expiresAt > this.now()) return;
      this.#counts.delete(nonce);
    }
  }

  #seal(body: string): string {
    return createHmac('sha256', this.#secret).update(body).digest('base64url').slice(0, 22);
  }
}
