/** Splits a header value at a separator that stands outside quoted strings and angle brackets (RFC 3261 §25.1). */
export function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isBracketed = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character === '\\') at += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '<') isBracketed = true;
    else if (character === '>') isBracketed = false;
    else if (character === separator && !isBracketed) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The end of the quoted string that begins at `start`, past its closing quote; -1 when it never closes. */
export function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

export function unquote(text: string): string {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return text;
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

export const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Nothing we write may end a line early: a caller's name is a stranger's text. */
// eslint-disable-next-line no-control-regex
export const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ');

export type Params = ReadonlyMap<string, string>;

/**
 * `;a=b;c="d;e"` by lower-case name; a flag has an empty value. Null when a name comes twice: two tags or two
 * branches mean two readings of one message (RFC 3261 §7.3.1).
 */
export function parseParams(text: string): Params | null {
  const params = new Map<string, string>();
  for (const part of splitOutsideQuotes(text, ';')) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (name === '' || params.has(name)) return null;
    params.set(name, equals < 0 ? '' : unquote(part.slice(equals + 1).trim()));
  }
  return params;
}
