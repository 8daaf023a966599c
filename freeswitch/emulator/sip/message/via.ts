import type { Headers } from './headers';
import { parseParams, type Params } from './text';
import { hostPort, parseHostPort } from './uri';

/** Marks branches that are unique by themselves (RFC 3261 §8.1.1.7). */
export const MAGIC_COOKIE = 'z9hG4bK';

export interface Via {
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly params: Params;
}

/** Blanks are allowed around each slash and colon (RFC 3261 §25.1, RFC 4475 §3.1.1.1). */
const VIA = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z0-9-]+)\s+(\S.*)$/is;

export function parseVia(value: string): Via | null {
  const semicolon = value.indexOf(';');
  const match = VIA.exec(semicolon < 0 ? value : value.slice(0, semicolon));
  const place = match ? parseHostPort(match[2] ?? '') : null;
  const params = parseParams(semicolon < 0 ? '' : value.slice(semicolon));
  if (!match || place === null || params === null) return null;
  return { transport: (match[1] ?? '').toUpperCase(), ...place, params };
}

export const formatVia = (transport: 'udp' | 'ws', sentBy: string, branch: string): string =>
  `SIP/2.0/${transport.toUpperCase()} ${sentBy};branch=${branch}${transport === 'udp' ? ';rport' : ''}`;

/** Writes into the top Via where the request really came from (RFC 3261 §18.2.1, RFC 3581 §4). */
export function stampTopVia(
  headers: Headers,
  from: { readonly host: string; readonly port: number },
): Via | null {
  const [top = '', ...others] = headers.list('Via');
  const via = parseVia(top);
  if (!via) return null;
  // What the sender claims about itself is dropped: only we know the source.
  const kept = top.replace(/;\s*(received|rport)(\s*=\s*[^;,\s]*)?(?=\s*(;|$))/gi, '');
  const rport = via.params.has('rport') ? `;rport=${from.port}` : '';
  const received = via.host !== from.host || rport !== '' ? `;received=${from.host}` : '';
  headers.delete('Via');
  for (const value of others.reverse()) headers.prepend('Via', value);
  headers.prepend('Via', `${kept}${received}${rport}`);
  return via;
}

export const sentByOf = (via: Via): string => hostPort(via.host, via.port ?? 5060);
