import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ErrorBody } from '../../../server/contract/rest';
import { serverMessageSchema, type ServerMessage } from '../../../server/contract/socket';
import { eventually } from '../../support/eventually';
import { PASSWORD, type TestServer } from './test-server';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly error: ErrorBody;
  readonly headers: Headers;
}

/** A browser as far as these tests need one: it keeps the cookie. */
export class TestClient {
  cookie: string | null = null;

  constructor(private readonly server: TestServer) {}

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(this.server.url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookie !== null && { cookie: this.cookie }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const parsed: unknown = isJson ? JSON.parse(text) : text;
    const [setCookie] = response.headers.getSetCookie();
    if (setCookie !== undefined) this.cookie = setCookie.split(';', 1)[0] ?? null;
    return { status: response.status, body: parsed, error: parsed as ErrorBody, headers: response.headers };
  }

  /** A file as its bytes are. */
  async download(path: string): Promise<{ readonly status: number; readonly bytes: Buffer }> {
    const headers = { ...(this.cookie !== null && { cookie: this.cookie }) };
    const response = await fetch(this.server.url + path, { headers });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  get(path: string, headers?: Record<string, string>): Promise<Reply> {
    return this.send('GET', path, undefined, headers);
  }

  login(login: string, extra: { password?: string; takeOver?: boolean } = {}): Promise<Reply> {
    return this.send('POST', '/api/v1/login', { login, password: PASSWORD, ...extra });
  }

  openEvents(query = '', headers: Record<string, string> = {}): TestSocket {
    return new TestSocket(
      new WebSocket(`ws://127.0.0.1:${this.server.port}/api/v1/events${query}`, {
        headers: { ...(this.cookie !== null && { cookie: this.cookie }), ...headers },
      }),
    );
  }
}

/** Keeps every message, checked against the contract. */
export class TestSocket {
  readonly messages: ServerMessage[] = [];
  closeCode: number | null = null;
  refusedWith: number | null = null;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.messages.push(serverMessageSchema.parse(JSON.parse(data.toString('utf8'))));
    });
    socket.on('close', (code) => (this.closeCode = code));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (request, response) => {
      this.refusedWith = response.statusCode ?? 0;
      request.destroy();
    });
  }

  all<Type extends ServerMessage['type']>(type: Type): Extract<ServerMessage, { type: Type }>[] {
    return this.messages.filter(
      (message): message is Extract<ServerMessage, { type: Type }> => message.type === type,
    );
  }

  next<Type extends ServerMessage['type']>(
    type: Type,
    count = 1,
  ): Promise<Extract<ServerMessage, { type: Type }>> {
    return eventually(`message ${count} of type ${type}`, () => this.all(type)[count - 1]);
  }

  /** What it has sent before: the frames of a client are read in their order. */
  async isRead(): Promise<void> {
    const pong = once(this.socket, 'pong');
    this.socket.ping();
    await pong;
  }

  closed(): Promise<number> {
    return eventually('the socket closes', () => this.closeCode);
  }

  refused(): Promise<number> {
    return eventually('the socket is refused', () => this.refusedWith);
  }

  get eventIds(): string[] {
    return this.all('event').map(({ event }) => event.id);
  }
}
