import { endOfQuoted, oneLine, parseParams, quote, unquote, type Params } from './text';

/** From, To, Contact, Route: `"Carol" <sip:carol@host>;tag=1`. */
export interface NameAddress {
  readonly displayName: string;
  readonly uri: string;
  readonly params: Params;
}

/** Null when brackets or quotes do not close. */
export function parseNameAddress(value: string): NameAddress | null {
  const text = value.trim();
  const nameEnd = text.startsWith('"') ? endOfQuoted(text, 0) : 0;
  if (nameEnd < 0) return null;
  const open = text.indexOf('<', nameEnd);
  if (open < 0) return nameEnd > 0 ? null : parseBare(text);
  const close = text.indexOf('>', open);
  const between = text.slice(nameEnd, open).trim();
  // Behind a quoted name comes the bracket at once; a name without quotes holds none (RFC 3261 §25.1).
  if (close < 0 || (nameEnd > 0 && between !== '') || between.includes('"')) return null;
  const tail = text.slice(close + 1).trim();
  if (tail !== '' && !tail.startsWith(';')) return null;
  const params = parseParams(tail);
  const uri = text.slice(open + 1, close).trim();
  if (params === null || uri === '' || /\s/.test(uri)) return null;
  return { displayName: nameEnd > 0 ? unquote(text.slice(0, nameEnd)) : between, uri, params };
}

/** Without brackets what follows the semicolon belongs to the header, not to the URI (RFC 3261 §20.10). */
function parseBare(text: string): NameAddress | null {
  const semicolon = text.indexOf(';');
  const uri = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  const params = parseParams(semicolon < 0 ? '' : text.slice(semicolon));
  if (params === null || uri === '' || /[\s",?]/.test(uri)) return null;
  return { displayName: '', uri, params };
}

export function formatNameAddress(displayName: string, uri: string, tag?: string): string {
  const name = displayName === '' ? '' : `${quote(oneLine(displayName))} `;
  return `${name}<${uri}>${tag === undefined ? '' : `;tag=${tag}`}`;
}
