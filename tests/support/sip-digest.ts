import { createHash, randomBytes } from 'node:crypto';

const random = (): string => randomBytes(6).toString('hex');

/** The Authorization line that answers a challenge (RFC 2617, MD5). */
export function digest(account: { user: string; password: string }, uri: string, challenge: string): string {
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const [realm, nonce, cnonce] = [field('realm'), field('nonce'), random()];
  const ha1 = md5(`${account.user}:${realm}:${account.password}`);
  const response = md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${md5(`REGISTER:${uri}`)}`);
  return (
    `Digest username="${account.user}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
    `algorithm=MD5, qop=auth, nc=00000001, cnonce="${cnonce}", response="${response}"`
  );
}
