import { WebSocket, type RawData } from 'ws';
import type { Session } from '../auth/ports';
import type { z } from 'zod';
import { clientMessageSchema, type ServerMessage } from '../contract/socket';
import type { SessionEnd } from '../auth/auth.service';

export interface ConnectionLimits {
  /** A client that lets more than this pile up is not reading: it is cut off and resumes by event id. */
  readonly maxBufferedBytes: number;
  /** Messages a client may send between two of our pings. */
  readonly maxMessagesPerPing: number;
}

/** What a page tells. */
export interface ConnectionHooks {
  /** It has the phone. */
  onPhone(): void;
  /** Whether it shows how the centre stands. */
  onWatch(centre: boolean): void;
}

/** Frames of a replay sent before waiting until they have left. */
const PACED_FRAMES = 100;

const MALFORMED = 1008;
const UNSUPPORTED_DATA = 1003;
/** Private use, RFC 6455 §7.4.2: the login is over, do not come back with the same cookie. */
export const LOGGED_OUT_CODE = 4401;

/** One browser tab. */
export class Connection {
  private isAlive = true;
  private messagesSincePing = 0;
  private isEnding = false;

  constructor(
    readonly session: Session,
    private readonly socket: WebSocket,
    private readonly limits: ConnectionLimits,
    private readonly hooks: ConnectionHooks,
  ) {
    socket.on('pong', () => (this.isAlive = true));
    socket.on('message', (data, isBinary) => this.onMessage(data, isBinary));
    // ws reports broken frames here and closes by itself; without a listener the process would end.
    socket.on('error', () => undefined);
  }

  onClosed(handler: () => void): void {
    this.socket.once('close', handler);
  }

  get isOpen(): boolean {
    return !this.isEnding && this.socket.readyState === WebSocket.OPEN;
  }

  send(message: ServerMessage): void {
    this.sendText(JSON.stringify(message));
  }

  /** For fan-out: the text is made once for all. */
  sendText(text: string): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount + text.length > this.limits.maxBufferedBytes) {
      this.socket.terminate();
      return;
    }
    this.socket.send(text);
  }

  /** Many at once, as fast as the client takes them. */
  async sendPaced(texts: readonly string[]): Promise<void> {
    for (let at = 0; at < texts.length && this.isOpen; at += PACED_FRAMES) {
      const batch = texts.slice(at, at + PACED_FRAMES);
      await new Promise<void>((resolve) => {
        batch.forEach((text, i) =>
          this.socket.send(text, i === batch.length - 1 ? () => resolve() : undefined),
        );
      });
    }
  }

  /** Cuts a socket off that did not answer the last ping; else pings it. */
  checkAlive(): void {
    if (!this.isAlive) {
      this.socket.terminate();
      return;
    }
    this.isAlive = false;
    this.messagesSincePing = 0;
    if (this.socket.readyState === WebSocket.OPEN) this.socket.ping();
  }

  endLogin(reason: SessionEnd): void {
    this.send({ type: 'logged-out', reason });
    this.close(LOGGED_OUT_CODE, reason);
  }

  close(code: number, reason: string): void {
    this.isEnding = true;
    this.socket.close(code, reason);
  }

  terminate(): void {
    this.socket.terminate();
  }

  private onMessage(data: RawData, isBinary: boolean): void {
    this.messagesSincePing += 1;
    if (isBinary) return this.close(UNSUPPORTED_DATA, 'text only');
    const message = this.messagesSincePing > this.limits.maxMessagesPerPing ? null : parse(data);
    if (!message) return this.close(MALFORMED, 'malformed or too many messages');
    if (message.type === 'watch') return this.hooks.onWatch(message.centre);
    if (message.phone) this.hooks.onPhone();
    this.send({ type: 'pong', at: message.at });
  }
}

function parse(data: RawData): z.output<typeof clientMessageSchema> | null {
  try {
    const text = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    return clientMessageSchema.safeParse(JSON.parse(text.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
