import { readFileSync } from 'node:fs';

/** One message as SIPp noted it. */
export interface TracedMessage {
  /** Unix ms with microseconds. */
  readonly at: number;
  readonly direction: 'sent' | 'received';
  /** 'INVITE', 'BYE', …, or a status such as '200'. */
  readonly what: string;
  /** Method of the CSeq. */
  readonly of: string;
  readonly callId: string;
  /** User of the request's address; '' for answers. */
  readonly to: string;
  /** User of From. */
  readonly from: string;
}

/**
 * Reads SIPp's -trace_msg: a line of dashes with the time, a line that says which way, an empty line, the message.
 * Written by SIPp when the message passes its socket, so it tells what was on the wire, whoever is measured.
 */
export function readTrace(file: string): TracedMessage[] {
  return readFileSync(file, 'utf8')
    .split(/^-{20,} (?=\d{4}-\d{2}-\d{2})/m)
    .slice(1)
    .flatMap((entry) => {
      const message = parseEntry(entry);
      return message === null ? [] : [message];
    });
}

function parseEntry(entry: string): TracedMessage | null {
  const [stamp = '', way = '', ...rest] = entry.split('\n');
  const at = timeOf(stamp);
  const direction = /message (received|sent)/.exec(way)?.[1];
  const text = rest.join('\n').trimStart();
  const first = text.slice(0, text.indexOf('\n')).trim();
  if (Number.isNaN(at) || (direction !== 'received' && direction !== 'sent') || first === '') return null;
  const header = (name: string): string => new RegExp(`^${name}: *(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
  const status = /^SIP\/2\.0 (\d{3})/.exec(first)?.[1];
  const user = (uri: string): string => /sips?:([^@;>]+)@/.exec(uri)?.[1] ?? '';
  return {
    at,
    direction,
    what: status ?? first.slice(0, first.indexOf(' ')),
    of: header('CSeq').replace(/^\d+ */, ''),
    callId: header('Call-ID'),
    to: status === undefined ? user(first) : '',
    from: user(header('From')),
  };
}

/** `2026-11-29 09:57:03.466966`, in the machine's time zone. */
function timeOf(stamp: string): number {
  const found = /(\d{4}-\d{2}-\d{2})[ \t]+(\d{2}:\d{2}:\d{2})\.(\d{6})/.exec(stamp);
  if (found === null) return Number.NaN;
  return new Date(`${found[1] ?? ''}T${found[2] ?? ''}`).getTime() + Number(found[3]) / 1000;
}
