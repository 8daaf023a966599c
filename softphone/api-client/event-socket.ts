import type { ClientMessage, ServerMessage } from '../../server/contract/socket';
import { backoffMs } from '../core/backoff';
import { createValue, type Observable } from '../core/observable';
import { everyByTimer, type Every } from '../core/steady-clock';

export type LinkState = 'off' | 'connecting' | 'up' | 'reconnecting';

export interface EventSocketListener {
  readonly message: (message: ServerMessage) => void;
  /** Events were lost for good: reload what is shown. */
  readonly reset: () => void;
  /** The login ended; the socket stays closed. */
  readonly loggedOut: (reason: 'taken-over' | 'expired' | 'ended' | 'planned' | 'supervisor') => void;
  /** An attempt failed before it was up. A browser hides why, so the listener may ask whether the login still stands. */
  readonly refused: () => void;
}

export interface EventSocketOptions {
  readonly url: string;
  readonly open?: (url: string) => WebSocket;
  readonly random?: () => number;
  readonly every?: Every;
  /** Whether this page has the agent's phone, and it is registered. */
  readonly hasPhone?: () => boolean;
}

export interface EventSocket {
  readonly state: Observable<LinkState>;
  readonly start: () => void;
  readonly stop: () => void;
  readonly retryNow: () => void;
  /** Not sent while the server is away: whoever wants something says it again when it is back. */
  readonly send: (message: ClientMessage) => void;
}

/** A ping goes out this often; of two, one must be answered. */
const pingMs = 5000;
const silentRounds = 2;

/** Hears the server for as long as it is started: resumes after the last event it has seen, backs off, starts over. */
export function createEventSocket(options: EventSocketOptions, listener: EventSocketListener): EventSocket {
  const state = createValue<LinkState>('off');
  const open = options.open ?? ((url: string) => new WebSocket(url));
  let socket: WebSocket | null = null;
  let lastEventId: string | null = null;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopHeartbeat: () => void = () => undefined;

  const release = (): void => {
    clearTimeout(retry);
    stopHeartbeat();
    const closing = socket;
    socket = null;
    closing?.close();
  };
  const lost = (): void => {
    const wasUp = state.get() === 'up';
    release();
    attempt += 1;
    state.set('reconnecting');
    retry = setTimeout(connect, backoffMs(attempt, options.random));
    if (!wasUp) listener.refused();
  };
  const stop = (): void => {
    release();
    lastEventId = null;
    state.set('off');
  };
  const handle = (message: ServerMessage): void => {
    if (message.type === 'logged-out') {
      stop();
      listener.loggedOut(message.reason);
      return;
    }
    lastEventId = positionAfter(message, lastEventId);
    if (message.type === 'hello') {
      attempt = 0;
      state.set('up');
    }
    if (message.type === 'reset') listener.reset();
    else listener.message(message);
  };
  const connect = (): void => {
    const opened = open(lastEventId === null ? options.url : `${options.url}?after=${lastEventId}`);
    socket = opened;
    stopHeartbeat = startHeartbeat(opened, options, () => opened === socket && lost());
    opened.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (opened !== socket) return;
      const message = parse(event.data);
      if (message) handle(message);
    });
    opened.addEventListener('close', () => opened === socket && lost());
  };

  return {
    state,
    stop,
    send: (message) => {
      if (socket?.readyState === 1) socket.send(JSON.stringify(message));
    },
    start: () => {
      if (state.get() !== 'off') return;
      attempt = 0;
      state.set('connecting');
      connect();
    },
    retryNow: () => {
      if (state.get() === 'off') return;
      release();
      state.set('reconnecting');
      connect();
    },
  };
}

/**
 * Any frame proves the server alive. A half-open TCP connection never closes by itself, so silence closes it. To the server
 * it proves the page alive, and with it the phone.
 */
function startHeartbeat(
  socket: WebSocket,
  { every = everyByTimer, hasPhone = () => false }: EventSocketOptions,
  silent: () => void,
): () => void {
  let heard = true;
  let rounds = 0;
  const ping = (): void => {
    if (socket.readyState === 1)
      socket.send(
        JSON.stringify({ type: 'ping', at: Date.now(), phone: hasPhone() } satisfies ClientMessage),
      );
  };
  socket.addEventListener('open', ping);
  socket.addEventListener('message', () => {
    heard = true;
  });
  return every(pingMs, () => {
    rounds += 1;
    if (rounds % silentRounds === 0) {
      if (!heard) return silent();
      heard = false;
    }
    ping();
  });
}

function positionAfter(message: ServerMessage, before: string | null): string | null {
  switch (message.type) {
    case 'event':
      return message.event.id;
    case 'reset':
      return message.lastEventId;
    // What was asked for after `before` is still to come: its own events move the position on.
    case 'hello':
      return before ?? message.lastEventId;
    case 'desk':
    case 'queues':
    case 'parked':
    case 'centre':
    case 'pong':
    case 'logged-out':
      return before;
  }
}

/** Trusts the server's shape (same contract), but not that a frame is whole. */
function parse(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && 'type' in message
      ? (message as ServerMessage)
      : null;
  } catch {
    return null;
  }
}
