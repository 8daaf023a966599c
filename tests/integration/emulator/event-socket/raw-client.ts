import { connect, type Socket } from 'node:net';
import { Framer, type Frame } from '../../../../server/esl/framer';
import { eventually } from '../../../support/eventually';

/** An event-socket client that writes what it is told and keeps every frame. */
export class RawClient {
  readonly frames: Frame[] = [];
  closed = false;

  private constructor(readonly socket: Socket) {
    const framer = new Framer((frame) => this.frames.push(frame));
    socket.on('data', (chunk: Buffer) => {
      framer.push(chunk);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => (this.closed = true));
  }

  static async open(port: number, password?: string): Promise<RawClient> {
    const client = new RawClient(connect({ host: '127.0.0.1', port, noDelay: true }));
    await client.frame(0);
    if (password !== undefined) await client.ask(`auth ${password}`);
    return client;
  }

  frame(at: number): Promise<Frame> {
    return eventually(`frame ${at}`, () => this.frames[at]);
  }

  /** The reply to a command: the next frame that is no event. */
  async ask(...lines: string[]): Promise<string> {
    const before = this.frames.length;
    this.socket.write(`${lines.join('\n')}\n\n`);
    const frame = await eventually(`a reply to ${lines[0] ?? ''}`, () =>
      this.frames.slice(before).find((one) => !one.headers['Content-Type']?.startsWith('text/event')),
    );
    return frame.headers['Reply-Text'] ?? frame.body?.toString() ?? '';
  }

  get events(): Record<string, string>[] {
    return this.frames
      .filter((one) => one.headers['Content-Type'] === 'text/event-json')
      .map((one) => JSON.parse(one.body?.toString() ?? '') as Record<string, string>);
  }

  get names(): string[] {
    return this.events.map((one) => one['Event-Subclass'] ?? one['Event-Name'] ?? '');
  }
}
