import { createClient } from 'redis';
import { describeError, OperationalError } from '../errors';
import type { Logger } from '../logging';
import { commandError } from './command-error';

/** What Redis answers, in RESP 2: scripts reply arrays of strings. */
export type RedisReply = string | number | null | readonly RedisReply[];

export type RedisAddress = string | { readonly socketPath: string };

export interface RedisOptions {
  readonly address: RedisAddress;
  readonly logger: Logger;
  /** A command without an answer after this long fails; whether it took effect is unknown. */
  readonly commandTimeoutMs?: number;
  /** How long the first connection may take before the start is refused. */
  readonly firstConnectTimeoutMs?: number;
}

export type RedisState = 'ready' | 'reconnecting' | 'closed';

/** One connection. Commands fail at once while it is away: a call must not wait in a hidden queue. */
export interface RedisConnection {
  /** @throws OperationalError('redis-unavailable') when away, UnexpectedError when Redis refuses the command. */
  command(args: readonly string[], timeoutMs?: number): Promise<RedisReply>;
  /** A connection of its own, for reads that block. */
  duplicate(): Promise<RedisConnection>;
  ping(): Promise<void>;
  state(): RedisState;
  /** Called after every connection but the first. Returns the function that ends it. */
  onReconnect(hook: () => void): () => void;
  close(): void;
}

const COMMAND_TIMEOUT_MS = 5000;
const FIRST_CONNECT_TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 2000;

/** 20, 40, 80 … 2000 ms, a little different in each server so that they do not all come back at once. */
export const pauseBeforeRetry = (retries: number): number =>
  Math.min(20 * 2 ** Math.min(retries, 7), LONGEST_PAUSE_MS) * (0.75 + Math.random() / 4);

type Client = ReturnType<typeof newClient>;

function newClient(address: RedisAddress) {
  const common = { reconnectStrategy: pauseBeforeRetry, connectTimeout: 5000 };
  const options = {
    RESP: 2,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // Its own is an AbortSignal that lives five seconds for every command, answered or not; `within` is ours.
    commandOptions: { timeout: 0 },
  } as const;
  return typeof address === 'string'
    ? createClient({ ...options, url: address, socket: common })
    : createClient({ ...options, socket: { ...common, path: address.socketPath, tls: false } });
}

/** Connects, and from then on reconnects for ever. @throws OperationalError('redis-unavailable') */
export async function createRedis(options: RedisOptions): Promise<RedisConnection> {
  const client = newClient(options.address);
  const hooks = new Set<() => void>();
  watch(client, options.logger, hooks);
  await within(
    client.connect(),
    options.firstConnectTimeoutMs ?? FIRST_CONNECT_TIMEOUT_MS,
    'Redis cannot be reached',
  ).catch((error: unknown) => {
    client.destroy();
    throw error;
  });
  const command = (args: readonly string[], timeoutMs = options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS) =>
    within(client.sendCommand<RedisReply>([...args]), timeoutMs, 'Redis does not answer').catch(
      (error: unknown) => {
        throw commandError(error, args[0] ?? '');
      },
    );
  return {
    command,
    duplicate: () => createRedis(options),
    ping: async () => {
      await command(['PING']);
    },
    state: () => (client.isReady ? 'ready' : client.isOpen ? 'reconnecting' : 'closed'),
    onReconnect: (hook) => {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
    close: () => {
      client.destroy();
    },
  };
}

/** One line per loss and per return; the retries between are silent. */
function watch(client: Client, logger: Logger, hooks: ReadonlySet<() => void>): void {
  let connectedBefore = false;
  let away = false;
  client.on('error', (error: unknown) => {
    if (!away) logger.warn({ reason: describeError(error) }, 'redis connection lost');
    away = true;
  });
  client.on('ready', () => {
    away = false;
    if (connectedBefore) {
      logger.info('redis connection is back');
      for (const hook of hooks) hook();
    }
    connectedBefore = true;
  });
}

function within<T>(work: Promise<T>, ms: number, message: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new OperationalError('redis-unavailable', message, { details: { waitedMs: ms } }));
    }, ms);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
