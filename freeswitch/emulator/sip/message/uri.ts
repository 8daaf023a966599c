import { parseParams, type Params } from './text';

export interface SipUri {
  readonly scheme: 'sip' | 'sips' | 'tel';
  /** Unescaped, without a password. */
  readonly user: string;
  /** Without the brackets of IPv6, lower case; empty for tel. */
  readonly host: string;
  readonly port: number | null;
  readonly params: Params;
}

const HOST_AND_PORT = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+))(?:\s*:\s*(\d{1,5}))?$/;

/** Host and port as Via and URIs write them. */
export function parseHostPort(text: string): { readonly host: string; readonly port: number | null } | null {
  const match = HOST_AND_PORT.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  if (host === undefined) return null;
  const port = match?.[3] === undefined ? null : Number(match[3]);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  return { host: host.toLowerCase(), port };
}

/** Null for anything that is no sip, sips or tel URI. */
export function parseUri(text: string): SipUri | null {
  const match = /^(sips?|tel):([^\s<>"]+)$/i.exec(text);
  if (!match) return null;
  const scheme = (match[1] ?? '').toLowerCase() as SipUri['scheme'];
  const [rest = ''] = (match[2] ?? '').split('?', 1);
  if (scheme === 'tel') return parseTel(rest);
  // The user part may hold semicolons of its own, so the host begins behind the at sign (RFC 4475 §3.1.1.9).
  const at = rest.lastIndexOf('@');
  const user = at < 0 ? '' : unescapeUser(rest.slice(0, at).split(':', 1)[0] ?? '');
  const tail = rest.slice(at + 1);
  const semicolon = tail.indexOf(';');
  const place = parseHostPort(semicolon < 0 ? tail : tail.slice(0, semicolon));
  const params = parseParams(semicolon < 0 ? '' : tail.slice(semicolon));
  if (user === null || place === null || params === null) return null;
  return { scheme, user, ...place, params };
}

function parseTel(rest: string): SipUri | null {
  const [user = '', ...tail] = rest.split(';');
  const params = parseParams(tail.join(';'));
  return user === '' || params === null ? null : { scheme: 'tel', user, host: '', port: null, params };
}

function unescapeUser(text: string): string | null {
  try {
    const user = decodeURIComponent(text);
    // eslint-disable-next-line no-control-regex
    return /[\u0000-\u001f\u007f]/.test(user) ? null : user;
  } catch {
    return null;
  }
}

/** RFC 3261 §25.1: unreserved and user-unreserved stay, everything else is escaped. */
export const escapeUser = (user: string): string =>
  encodeURIComponent(user).replace(/%(2B|26|3D|24|2C|3B|3F|2F)/g, (escaped) => decodeURIComponent(escaped));

export const bracketHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

export const hostPort = (host: string, port: number): string => `${bracketHost(host)}:${port}`;
