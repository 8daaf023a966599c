import { createServer, type Server, type Socket } from 'node:net';

export type FakeEvent = Readonly<Record<string, string>>;

/** What to answer: a text (of the type FreeSWITCH would use), bytes as they are, or nothing at all. */
export type FakeAnswer = string | Buffer | null;

/** One connection of a client, as the fake sees it. */
export class FakeClient {
  /** Commands as they came, without the closing blank line. */
  readonly commands: string[] = [];
  /** Lone newlines. */
  nudges = 0;
  subscribed = false;
  #pending = '';

  constructor(
    private readonly fake: FakeEventSocket,
    readonly socket: Socket,
  ) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      this.#take(chunk.toString('utf8'));
    });
    if (fake.rude)
      this.write('Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n');
    else this.write('Content-Type: auth/request\n\n');
  }

  write(data: string | Buffer): void {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (!this.fake.byteWise) this.socket.write(bytes);
    else for (const byte of bytes) this.socket.write(Buffer.from([byte]));
  }

  event(headers: FakeEvent): void {
    this.write(frame('text/event-json', JSON.stringify(headers)));
  }

  #take(text: string): void {
    this.#pending += text;
    for (;;) {
      while (this.#pending.startsWith('\n')) {
        this.nudges += 1;
        this.#pending = this.#pending.slice(1);
      }
      const end = this.#pending.indexOf('\n\n');
      if (end === -1) return;
      const command = this.#pending.slice(0, end);
      this.#pending = this.#pending.slice(end + 2);
      this.commands.push(command);
      this.#answer(command);
    }
  }

  #answer(command: string): void {
    const answer = command.startsWith('auth ')
      ? this.fake.authenticate(command)
      : this.fake.answer(command, this);
    if (answer === null) return;
    if (typeof answer !== 'string') this.write(answer);
    else if (command.startsWith('api ')) this.write(frame('api/response', answer));
    else this.write(reply(answer));
    if (command.startsWith('event ')) this.subscribed = true;
  }
}

/** The event socket of a switch that behaves as badly as a test wants. */
export class FakeEventSocket {
  readonly password = 'secret';
  readonly clients: FakeClient[] = [];
  rude = false;
  /** Sends every byte in a write of its own. */
  byteWise = false;
  coreUuid = 'core-1';
  heartbeatMs = 0;
  /** Overrides what a command is answered; undefined = as usual. */
  override: (command: string, client: FakeClient) => FakeAnswer | undefined = () => undefined;
  readonly #server: Server;
  #heart: NodeJS.Timeout | null = null;

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.clients.push(new FakeClient(this, socket)));
  }

  static async listen(port = 0): Promise<FakeEventSocket> {
    const server = createServer();
    const fake = new FakeEventSocket(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get address(): { host: string; port: number; password: string } {
    return { host: '127.0.0.1', port: this.port, password: this.password };
  }

  /** The connection that reads events. */
  get reader(): FakeClient | undefined {
    return this.clients.findLast((client) => client.subscribed && !client.socket.destroyed);
  }

  /** Every command of every connection, in order of arrival on each. */
  get commands(): string[] {
    return this.clients.flatMap((client) => client.commands);
  }

  beat(everyMs: number): void {
    this.#heart = setInterval(() => {
      this.reader?.event({ 'Event-Name': 'HEARTBEAT', 'Event-Date-Timestamp': `${Date.now()}000` });
    }, everyMs);
  }

  stopBeating(): void {
    if (this.#heart !== null) clearInterval(this.#heart);
  }

  dropAll(how: 'close' | 'reset'): void {
    for (const { socket } of this.clients) {
      if (how === 'reset') socket.resetAndDestroy();
      else socket.end();
    }
  }

  async close(): Promise<void> {
    this.stopBeating();
    for (const { socket } of this.clients) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  authenticate(command: string): string {
    return command === `auth ${this.password}` ? '+OK accepted' : '-ERR invalid';
  }

  answer(command: string, client: FakeClient): FakeAnswer {
    const special = this.override(command, client);
    if (special !== undefined) return special;
    if (command === 'api global_getvar core_uuid') return this.coreUuid;
    if (command.startsWith('api show ')) return '{"row_count":0}';
    if (command.startsWith('api uuid_exists')) return 'false';
    if (command.startsWith('event ')) return '+OK event listener enabled json';
    if (command.startsWith('bgapi ')) return `+OK Job-UUID: ${/Job-UUID: (.*)/.exec(command)?.[1] ?? ''}`;
    return '+OK';
  }
}

export const frame = (type: string, body: string): string =>
  `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: ${type}\n\n${body}`;

export const reply = (text: string): string => `Content-Type: command/reply\nReply-Text: ${text}\n\n`;
