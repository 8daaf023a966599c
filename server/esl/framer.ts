/**
 * Cuts the event socket's byte stream into frames: header lines, a blank line, and Content-Length bytes.
 *
 * It stands in for the framing of modesl's Parser, which concatenates on every chunk and searches from the
 * beginning (5 MB in TCP-sized chunks block the loop for 1.6 s), and runs decodeURIComponent over every header,
 * so that one Latin-1 caller name (`%E9`) ends the process (Parser.js:28-50, 110).
 */
export interface Frame {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** FreeSWITCH's own limits are 10 MB and 16 MB; no header block of ours comes near this. */
const MAX_HEADER_BYTES = 256 * 1024;
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export class FramingError extends Error {}

export class Framer {
  private chunks: Buffer[] = [];
  private length = 0;
  /** Bytes of `chunks` already searched for the blank line. */
  private searched = 0;
  private headers: Record<string, string> | null = null;
  private bodyLength = 0;

  constructor(private readonly onFrame: (frame: Frame) => void) {}

  /** @throws FramingError when the stream cannot be an event socket's. */
  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    while (this.headers === null ? this.takeHeaders() : this.takeBody());
  }

  private takeHeaders(): boolean {
    const buffer = this.joined();
    // A lone newline between frames is legal (FreeSWITCH ignores it from us; a peer may send it to us).
    const end = buffer.indexOf('\n\n', Math.max(0, this.searched - 1), 'latin1');
    if (end === -1) {
      this.searched = buffer.length;
      if (buffer.length > MAX_HEADER_BYTES) throw new FramingError('header block too long');
      return false;
    }
    const text = buffer.toString('utf8', 0, end);
    this.drop(end + 2);
    if (text.trim() === '') return this.length > 0;
    this.startBody(parseHeaders(text));
    return this.headers === null ? this.length > 0 : true;
  }

  private startBody(headers: Record<string, string>): void {
    const announced = headers['Content-Length'];
    if (announced === undefined || announced === '0') {
      this.onFrame({ headers, body: null });
      return;
    }
    if (!/^\d{1,9}$/.test(announced) || Number(announced) > MAX_BODY_BYTES) {
      throw new FramingError('bad Content-Length');
    }
    this.headers = headers;
    this.bodyLength = Number(announced);
  }

  private takeBody(): boolean {
    if (this.length < this.bodyLength || this.headers === null) return false;
    const buffer = this.joined();
    const body = buffer.subarray(0, this.bodyLength);
    const headers = this.headers;
    this.headers = null;
    this.drop(this.bodyLength);
    this.onFrame({ headers, body });
    return this.length > 0;
  }

  /** One buffer of all that is pending: joined once per header block and once per body, not per chunk. */
  private joined(): Buffer {
    const [first] = this.chunks;
    if (this.chunks.length === 1 && first !== undefined) return first;
    const all = Buffer.concat(this.chunks, this.length);
    this.chunks = [all];
    return all;
  }

  private drop(bytes: number): void {
    const rest = this.joined().subarray(bytes);
    this.chunks = rest.length === 0 ? [] : [rest];
    this.length = rest.length;
    this.searched = 0;
  }
}

/** Values are left as they came: replies are not URL-encoded, and a stray % must not throw. */
function parseHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon === -1) continue;
    headers[line.slice(0, colon)] = line.slice(colon + 1).trim();
  }
  return headers;
}
