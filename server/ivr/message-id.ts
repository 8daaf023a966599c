import { createHash } from 'node:crypto';

/**
 * The id of the nth thing asked for in a call, when that is a message: a uuid (RFC 9562, version 8), and the same one
 * whenever it is asked for again, so that no server needs to remember what it chose.
 */
export function messageIdOf(callId: string, n: number): string {
  const hash = createHash('sha256')
    .update(`${callId}/message/${String(n)}`)
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
