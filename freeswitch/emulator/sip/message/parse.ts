import { Headers } from './headers';
import type { Essentials, Fault, ReceivedRequest, ReceivedResponse } from './message';
import { parseNameAddress } from './name-address';
import { parseUri } from './uri';
import { parseVia } from './via';

export const MAX_MESSAGE_BYTES = 65_536;
const MAX_HEADER_LINES = 256;
const MAX_LINE = 16_384;

export type Parsed =
  | { readonly message: ReceivedRequest; readonly fault: Fault | null }
  | { readonly message: ReceivedResponse; readonly fault: null };

const TOKEN = "[A-Za-z0-9.!%*_+`'~-]+";
const REQUEST_LINE = new RegExp(`^(${TOKEN}) (\\S+) (SIP/\\d+\\.\\d+)$`);
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/;
const HEADER_LINE = new RegExp(`^(${TOKEN})[ \\t]*:(.*)$`, 's');

/**
 * One message as UDP and WebSocket deliver it: a whole one a packet (RFC 3261 §18.3, RFC 7118 §5).
 * Null for garbage: what cannot be answered is dropped without a word.
 */
export function parseMessage(data: Buffer): Parsed | null {
  if (data.length > MAX_MESSAGE_BYTES) return null;
  const text = data.toString('latin1');
  const blank = /\r?\n\r?\n/.exec(text.slice(leadingBlankLines(text)));
  if (!blank) return null;
  const start = leadingBlankLines(text);
  const head = data.subarray(start, start + blank.index).toString('utf8');
  const lines = head.includes('\0') ? null : unfold(head);
  const headers = lines && parseHeaders(lines.slice(1));
  if (!lines || !headers) return null;
  const rest = data.subarray(start + blank.index + blank[0].length);
  const length = bodyLength(headers, rest.length);
  const body = rest.subarray(0, length ?? rest.length).toString('utf8');
  return build(lines[0] ?? '', headers, body, length === null);
}

/** RFC 3261 §7.5: blank lines in front of the start line are ignored. */
const leadingBlankLines = (text: string): number => /^[\r\n]*/.exec(text)?.[0].length ?? 0;

/** Continuation lines are joined to theirs by one blank (RFC 3261 §7.3.1). */
function unfold(head: string): string[] | null {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return lines.length > MAX_HEADER_LINES || lines.some((line) => line.length > MAX_LINE) ? null : lines;
}

function parseHeaders(lines: readonly string[]): Headers | null {
  const headers = new Headers();
  for (const line of lines) {
    const match = HEADER_LINE.exec(line);
    if (!match) return null;
    headers.add(match[1] ?? '', match[2] ?? '');
  }
  return headers;
}

/** How much of the rest is the body (RFC 3261 §18.3); null when the header promises what is not there. */
function bodyLength(headers: Headers, available: number): number | null {
  const values = new Set(headers.getAll('Content-Length'));
  const [value] = values;
  if (value === undefined) return available;
  const length = /^\d{1,9}$/.test(value) ? Number(value) : Infinity;
  return values.size > 1 || length > available ? null : length;
}

function build(first: string, headers: Headers, body: string, isBodyWrong: boolean): Parsed | null {
  const essentials = parseEssentials(headers);
  if (!essentials) return null;
  const status = STATUS_LINE.exec(first);
  if (status) {
    const phrase = status[2] ?? '';
    const message = { kind: 'response', status: Number(status[1]), phrase, headers, body } as const;
    return isBodyWrong ? null : { message: { ...message, ...essentials }, fault: null };
  }
  const request = REQUEST_LINE.exec(first);
  if (!request) return null;
  const [, method = '', uri = '', version = ''] = request;
  const message: ReceivedRequest = { kind: 'request', method, uri, headers, body, ...essentials };
  return { message, fault: isBodyWrong ? bad('Bad Content-Length') : findFault(message, version) };
}

function parseEssentials(headers: Headers): Essentials | null {
  const via = parseVia(headers.list('Via')[0] ?? '');
  const from = parseNameAddress(headers.get('From') ?? '');
  const to = parseNameAddress(headers.get('To') ?? '');
  const callId = headers.get('Call-ID') ?? '';
  const cseq = /^(\d{1,10})\s+(\S+)$/.exec(headers.get('CSeq') ?? '');
  if (!via || !from || !to || !cseq || callId === '' || /\s/.test(callId)) return null;
  return { via, from, to, callId, cseq: { number: Number(cseq[1]), method: cseq[2] ?? '' } };
}

const bad = (phrase: string): Fault => ({ status: 400, phrase });
const ONCE = ['From', 'To', 'Call-ID', 'CSeq', 'Max-Forwards', 'Content-Type'] as const;

/** Faults of a request that we can still answer (RFC 3261 §8.2, RFC 4475 §3.1.2 and §3.3). */
function findFault(request: ReceivedRequest, version: string): Fault | null {
  const { headers, cseq } = request;
  if (version !== 'SIP/2.0') return { status: 505, phrase: 'Version Not Supported' };
  const twice = ONCE.find((name) => headers.getAll(name).length > 1);
  if (twice !== undefined) return bad(`Several ${twice} Header Fields`);
  if (cseq.method !== request.method) return bad('CSeq Method Does Not Match Request Method');
  if (cseq.number >= 2 ** 31) return bad('CSeq Out Of Range');
  const hops = headers.get('Max-Forwards');
  if (hops !== null && !/^\d{1,3}$/.test(hops)) return bad('Bad Max-Forwards');
  if (!/^(sips?|tel):/i.test(request.uri)) {
    const isUri = /^[a-z][a-z0-9+.-]*:\S/i.test(request.uri);
    return isUri ? { status: 416, phrase: 'Unsupported URI Scheme' } : bad('Bad Request-URI');
  }
  return parseUri(request.uri) ? null : bad('Bad Request-URI');
}
