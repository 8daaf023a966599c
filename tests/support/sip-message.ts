/** Just enough of SIP (RFC 3261) to write and read the messages of a test phone. */
export interface SipMessage {
  readonly first: string;
  readonly body: string;
  header(name: string): string;
  headers(name: string): readonly string[];
}

export function parseSip(text: string): SipMessage {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const pairs = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  const all = (name: string) => pairs.filter(([key]) => key === name.toLowerCase()).map(([, value]) => value);
  return { first, body: rest.join('\r\n\r\n'), headers: all, header: (name) => all(name)[0] ?? '' };
}

export function writeSip(first: string, headers: readonly (readonly [string, string])[], body = ''): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [first, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

export const statusOf = (message: SipMessage): number =>
  message.first.startsWith('SIP/2.0 ') ? Number(message.first.split(' ')[1]) : 0;
export const methodOf = (message: SipMessage): string =>
  statusOf(message) > 0 ? (message.header('CSeq').split(' ')[1] ?? '') : (message.first.split(' ')[0] ?? '');

/** PCMU and telephone-event on a port of the loopback. */
export const sdp = (port: number): string =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP 0 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    '',
  ].join('\r\n');
