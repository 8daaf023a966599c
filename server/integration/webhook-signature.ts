import { createHmac } from 'node:crypto';

/**
 * `t=<unix seconds>,v1=<hex>`: HMAC-SHA-256 of "<t>.<body>" with the webhook's secret. A receiver recomputes it
 * over the bytes it got, compares in constant time, and refuses times more than five minutes off, so that an
 * overheard request cannot be sent again.
 */
export function signatureOf(secret: string, body: string, unixSeconds: number): string {
  const mac = createHmac('sha256', secret)
    .update(`${String(unixSeconds)}.${body}`)
    .digest('hex');
  return `t=${String(unixSeconds)},v1=${mac}`;
}
