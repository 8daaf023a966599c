/** A command and the headers after it, names in lower case. */
export interface SocketCommand {
  readonly line: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** FreeSWITCH takes 10 MB and 16 MB; a command of the server is some hundred bytes. */
const MOST_HEADER_BYTES = 1024 * 1024;
const MOST_BODY_BYTES = 16 * 1024 * 1024;

export class ReadingError extends Error {}

/** Cuts what a client writes into commands: lines up to a blank one, then Content-Length bytes. */
export class CommandReader {
  private buffer: Buffer = Buffer.alloc(0);
  private searched = 0;
  private waiting: { readonly line: string; readonly headers: Map<string, string>; length: number } | null =
    null;

  constructor(private readonly onCommand: (command: SocketCommand) => void) {}

  /** @throws ReadingError when the stream cannot be an event socket client's */
  push(chunk: Buffer): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    while (this.waiting === null ? this.takeHeaders() : this.takeBody());
  }

  private takeHeaders(): boolean {
    this.skipNewlines();
    const end = this.blankLine();
    if (end === null) {
      if (this.buffer.length > MOST_HEADER_BYTES) throw new ReadingError('header block too long');
      this.searched = this.buffer.length;
      return false;
    }
    const [line = '', ...rest] = this.buffer.toString('utf8', 0, end.at).split(/\r?\n/);
    this.drop(end.after);
    const headers = parseHeaders(rest);
    const length = lengthOf(headers.get('content-length'));
    if (length === 0) this.onCommand({ line: line.trim(), headers, body: '' });
    else this.waiting = { line: line.trim(), headers, length };
    return this.buffer.length > 0;
  }

  private takeBody(): boolean {
    const { waiting } = this;
    if (waiting === null || this.buffer.length < waiting.length) return false;
    const body = this.buffer.toString('utf8', 0, waiting.length);
    this.drop(waiting.length);
    this.waiting = null;
    this.onCommand({ line: waiting.line, headers: waiting.headers, body });
    return this.buffer.length > 0;
  }

  /** A lone newline only wakes FreeSWITCH (mod_event_socket.c:1270); here there is nothing to wake. */
  private skipNewlines(): void {
    let at = 0;
    while (this.buffer[at] === 10 || this.buffer[at] === 13) at += 1;
    if (at > 0) this.drop(at);
  }

  private blankLine(): { readonly at: number; readonly after: number } | null {
    const from = Math.max(0, this.searched - 3);
    const plain = this.buffer.indexOf('\n\n', from, 'latin1');
    const carriage = this.buffer.indexOf('\r\n\r\n', from, 'latin1');
    if (plain === -1 && carriage === -1) return null;
    if (carriage === -1 || (plain !== -1 && plain < carriage)) return { at: plain, after: plain + 2 };
    return { at: carriage, after: carriage + 4 };
  }

  private drop(bytes: number): void {
    this.buffer = this.buffer.subarray(bytes);
    this.searched = 0;
  }
}

function parseHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function lengthOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,9}$/.test(text) || Number(text) > MOST_BODY_BYTES) throw new ReadingError('bad Content-Length');
  return Number(text);
}
