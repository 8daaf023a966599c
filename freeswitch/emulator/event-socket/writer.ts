import type { Socket } from 'node:net';

/**
 * Events wait here for a client that does not read. FreeSWITCH holds 100 000 and then stands still with it; this
 * switch drops the client long before that.
 */
const MOST_UNSENT_BYTES = 16 * 1024 * 1024;

/** Frames as FreeSWITCH writes them. */
export class FrameWriter {
  constructor(
    private readonly socket: Socket,
    private readonly onTooSlow: () => void,
  ) {}

  authRequest(): void {
    this.write('Content-Type: auth/request\n\n');
  }

  reply(text: string, extra: readonly (readonly [string, string])[] = []): void {
    const more = extra.map(([name, value]) => `${name}: ${value}\n`).join('');
    this.write(`Content-Type: command/reply\nReply-Text: ${text}\n${more}\n`);
  }

  apiResponse(text: string): void {
    this.write(`Content-Type: api/response\nContent-Length: ${Buffer.byteLength(text)}\n\n${text}`);
  }

  event(format: 'json' | 'plain', text: string): void {
    this.write(`Content-Length: ${Buffer.byteLength(text)}\nContent-Type: text/event-${format}\n\n${text}`);
  }

  goodbye(): void {
    const text = 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n';
    this.write(`Content-Type: text/disconnect-notice\nContent-Length: ${text.length}\n\n${text}`);
  }

  private write(text: string): void {
    if (this.socket.destroyed || this.socket.writableEnded) return;
    this.socket.write(text);
    if (this.socket.writableLength > MOST_UNSENT_BYTES) this.onTooSlow();
  }
}
