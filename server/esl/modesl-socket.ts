import type { Socket } from 'node:net';
import { Connection, type Event as ModeslEvent } from 'modesl';
import { plain } from './command-text';
import { Framer, type Frame } from './framer';

export interface ModeslHandlers {
  onReady(): void;
  onRefused(why: 'wrong password' | 'address refused by the switch'): void;
  /** One event as the switch wrote it; already JSON, never null. */
  onEvent(json: Readonly<Record<string, unknown>>): void;
  onParseError(error: unknown): void;
  /** The stream cannot be understood any more, or modesl gave up. */
  onError(error: Error): void;
  onClose(): void;
}

export interface ModeslSocket {
  readonly socket: Socket;
  /** Writes the command in one segment; `done` gets the reply's text. */
  send(command: string, done: (reply: string) => void): void;
}

/**
 * modesl, with what it does badly put right on the instance (numbers: the defect list in the docs):
 *  - it connects, answers auth/request, pairs replies with commands and names the rest: kept;
 *  - framing and JSON (4, 13, 14, 15): our Framer takes over the socket's data, feeding modesl's parser with
 *    whole frames; JSON events bypass its Event, whose header list is searched linearly;
 *  - api/response goes to another queue than command/reply, and a denied api is answered by the wrong one (3):
 *    all replies are presented as command/reply, so one queue pairs everything in order;
 *  - several small writes and Nagle, 43 ms per command (1): no delay, and one write per command;
 *  - after auth it subscribes to two events by itself: switched off;
 *  - 'end' clears its socket and nobody hears of 'close' (6): we watch the socket ourselves.
 */
export function openModesl(
  host: string,
  port: number,
  password: string,
  handlers: ModeslHandlers,
): ModeslSocket {
  const connection = new Connection(host, port, plain(password, 'event socket password'));
  const socket = connection.socket;
  if (socket === null) throw new Error('modesl made no socket');
  connection.subscribe = () => undefined;
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 10_000);
  socket.on('close', () => {
    handlers.onClose();
  });
  // EventEmitter2 throws an 'error' nobody listens to (12).
  connection.on('error', (error) => {
    handlers.onError(error instanceof Error ? error : new Error(String(error)));
  });
  // Emitted right after modesl attached its parser, before any byte can have arrived.
  connection.on('esl::connect', () => {
    replaceFraming(connection, socket, handlers);
  });
  connection.on('esl::event::auth::success', () => {
    handlers.onReady();
  });
  connection.on('esl::event::auth::fail', () => {
    handlers.onRefused('wrong password');
  });
  connection.on('esl::event::raw::text/rude-rejection', () => {
    handlers.onRefused('address refused by the switch');
  });
  return { socket, send: (command, done) => writeOnce(connection, socket, command, done) };
}

function writeOnce(
  connection: Connection,
  socket: Socket,
  command: string,
  done: (reply: string) => void,
): void {
  socket.cork();
  try {
    connection.sendRecv(command, (event: ModeslEvent, _headers, body) => {
      done(body ?? event.getHeader('Reply-Text') ?? '');
    });
  } finally {
    socket.uncork();
  }
}

function replaceFraming(connection: Connection, socket: Socket, handlers: ModeslHandlers): void {
  const framer = new Framer((frame) => {
    dispatch(connection, frame, handlers);
  });
  socket.removeAllListeners('data');
  socket.on('data', (chunk: Buffer) => {
    try {
      framer.push(chunk);
    } catch (error) {
      handlers.onError(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function dispatch(connection: Connection, frame: Frame, handlers: ModeslHandlers): void {
  if (frame.headers['Content-Type'] !== 'text/event-json') {
    connection.parser._parseEvent(asReply(frame.headers), frame.body?.toString('utf8'));
    return;
  }
  let json: unknown;
  try {
    json = JSON.parse(frame.body?.toString('utf8') ?? '');
  } catch (error) {
    // Control bytes of a SIP header can make odd JSON: this event is lost, the next is not.
    handlers.onParseError(error);
    return;
  }
  if (typeof json === 'object' && json !== null) handlers.onEvent(json as Record<string, unknown>);
  else handlers.onParseError(new Error('event is not an object'));
}

const asReply = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  headers['Content-Type'] === 'api/response'
    ? { ...headers, 'Content-Type': 'command/reply' }
    : { ...headers };
