import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { OperationalError } from '../../../../server/errors';
import { MAX_MESSAGE_BYTES } from '../message/parse';
import type { Flow, Transport, TransportListener } from './flow';

/** A laptop that was shut sends no close: two unanswered pings and its registration goes. */
const PING_MS = 20_000;
const MAX_SOCKETS = 2000;
/** A far side that reads nothing must not fill our memory. */
const MAX_BUFFERED = 1 << 20;

/** SIP over WebSocket (RFC 7118). @throws OperationalError part-failed when the port cannot be had */
export async function openWebSocket(
  host: string,
  port: number,
  listener: TransportListener,
): Promise<Transport> {
  const http = createServer((_request, response) => {
    response.writeHead(426, { Upgrade: 'websocket' }).end();
  });
  const server = new WebSocketServer({
    server: http,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    // RFC 7118 §4.1: a client that does not ask for sip is none.
    verifyClient: ({ req }: { req: { headers: Record<string, string | string[] | undefined> } }) =>
      server.clients.size < MAX_SOCKETS &&
      /(^|,)\s*sip\s*(,|$)/i.test(String(req.headers['sec-websocket-protocol'])),
    handleProtocols: (protocols) => [...protocols].find((name) => name.toLowerCase() === 'sip') ?? false,
  });
  server.on('error', (error) => listener.onError(error));
  await listen(http, host, port);
  const local = { host, port: (http.address() as AddressInfo).port };
  server.on('connection', (socket, request) => {
    const { remoteAddress = '', remotePort = 0 } = request.socket;
    request.socket.setNoDelay(true);
    serve(
      socket,
      new WebSocketFlow(socket, local, remoteAddress.replace(/^::ffff:/, ''), remotePort),
      listener,
    );
  });
  return { local, stop: () => close(server, http) };
}

function serve(socket: WebSocket, flow: Flow, listener: TransportListener): void {
  let missed = 0;
  const ping = setInterval(() => {
    missed += 1;
    if (missed > 2) socket.terminate();
    else socket.ping();
  }, PING_MS);
  socket.on('pong', () => (missed = 0));
  socket.on('message', (raw) => {
    missed = 0;
    const data = toBuffer(raw);
    // The client asks whether we are there (RFC 5626 §4.4.1, RFC 7118 §6).
    if (data.length <= 4 && data.toString('latin1').trim() === '') flow.send('\r\n', () => undefined);
    else listener.onMessage(data, flow);
  });
  // A frame over the limit or against the protocol: ws closes the socket by itself.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    clearInterval(ping);
    listener.onClose(flow);
  });
}

function toBuffer(raw: RawData): Buffer {
  if (Array.isArray(raw)) return Buffer.concat(raw);
  return raw instanceof ArrayBuffer ? Buffer.from(raw) : raw;
}

class WebSocketFlow implements Flow {
  readonly transport = 'ws';
  readonly isReliable = true;
  readonly remote: Flow['remote'];
  readonly #socket: WebSocket;

  constructor(
    socket: WebSocket,
    readonly local: Flow['local'],
    host: string,
    port: number,
  ) {
    this.#socket = socket;
    this.remote = { transport: 'ws', host, port };
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(text: string, failed: (error: Error) => void): void {
    if (this.#socket.bufferedAmount > MAX_BUFFERED) this.#socket.terminate();
    this.#socket.send(text, (error) => error && failed(error));
  }

  replyTo(): Flow {
    return this;
  }

  toward(): Flow {
    return this;
  }
}

function listen(http: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error) => {
      reject(new OperationalError('part-failed', 'The WebSocket port cannot be opened', { cause: error }));
    });
    http.listen(port, host, () => {
      http.removeAllListeners('error');
      http.on('error', () => undefined);
      resolve();
    });
  });
}

function close(server: WebSocketServer, http: Server): Promise<void> {
  for (const socket of server.clients) socket.terminate();
  return new Promise((resolve) => {
    server.close(() => {
      http.close(() => resolve());
      http.closeAllConnections();
    });
  });
}
