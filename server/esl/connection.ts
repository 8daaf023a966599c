import { performance } from 'node:perf_hooks';
import { OperationalError } from '../errors';
import { checkedCommand, commandName } from './command-text';
import { countCommand, type EslMetrics } from './metrics';
import { openModesl, type ModeslSocket } from './modesl-socket';

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  readonly commandTimeoutMs: number;
  readonly metrics: EslMetrics;
  /** Ends it, also while it is still connecting. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (json: Readonly<Record<string, unknown>>) => void;
  /** Once, when it can no longer be used, for whatever reason. */
  readonly onClose?: (reason: string) => void;
}

/** Composed lines of one command; commands/ makes them. */
export type Command = readonly string[];

interface Waiting {
  readonly settle: (reply: string) => void;
  readonly fail: (error: OperationalError) => void;
}

/** More than this unsent means that the switch does not read; waiting longer only makes the answer older. */
const MAX_UNSENT_BYTES = 1024 * 1024;

/** One authenticated event-socket connection. Every command has one promise and one time-out. */
export class EslConnection {
  private readonly waiting = new Set<Waiting>();
  private readonly modesl: ModeslSocket;
  private closedBecause: string | null = null;
  private ready = false;

  private constructor(
    private readonly options: ConnectionOptions,
    private readonly whenReady: (error: OperationalError | null) => void,
  ) {
    this.modesl = openModesl(options.host, options.port, options.password, {
      onReady: () => {
        this.ready = true;
        whenReady(null);
      },
      onRefused: (why) => {
        this.destroy(why, false);
      },
      onEvent: (json) => {
        options.metrics.eventsReceived += 1;
        options.onEvent?.(json);
      },
      onParseError: () => {
        options.metrics.parseErrors += 1;
      },
      onError: (error) => {
        this.destroy(error.message);
      },
      onClose: () => {
        this.destroy('closed by the switch');
      },
    });
  }

  /**
   * Connects and authenticates.
   * @throws OperationalError('switch-unavailable'); not retryable when password or address were refused.
   */
  static connect(options: ConnectionOptions): Promise<EslConnection> {
    return new Promise((resolve, reject) => {
      const connection: EslConnection = new EslConnection(options, (error) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(connection);
      });
      const timer = setTimeout(() => {
        connection.destroy('no answer while connecting');
      }, options.commandTimeoutMs);
      options.signal?.addEventListener(
        'abort',
        () => {
          connection.destroy('no longer wanted');
        },
        { once: true },
      );
    });
  }

  get isOpen(): boolean {
    return this.ready && this.closedBecause === null;
  }

  /** The reply's text, -ERR included. @throws OperationalError */
  async send(command: Command): Promise<string> {
    const text = checkedCommand(command);
    if (!this.isOpen) throw unavailable(this.closedBecause ?? 'not connected');
    if (this.modesl.socket.writableLength > MAX_UNSENT_BYTES) throw unavailable('the switch does not read');
    return this.exchange(text);
  }

  /** Sends all before the first answer, in one segment: their order on the switch is theirs here. */
  sendAll(commands: readonly Command[]): Promise<string[]> {
    const { socket } = this.modesl;
    socket.cork();
    try {
      return Promise.all(commands.map((command) => this.send(command)));
    } finally {
      socket.uncork();
    }
  }

  /** A lone newline wakes the switch's listener thread, which then writes the events it holds. */
  nudge(): void {
    if (this.isOpen) this.modesl.socket.write('\n');
  }

  /** Nothing is sent any more and everything pending fails. Safe to call twice. */
  destroy(reason: string, retryable = true): void {
    if (this.closedBecause !== null) return;
    this.closedBecause = reason;
    this.modesl.socket.destroy();
    const error = unavailable(reason, retryable);
    for (const one of [...this.waiting]) one.fail(error);
    this.waiting.clear();
    if (!this.ready) this.whenReady(error);
    else this.options.onClose?.(reason);
  }

  private exchange(text: string): Promise<string> {
    const sentAt = performance.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.timeOut(text, waiting, reject);
      }, this.options.commandTimeoutMs);
      const waiting: Waiting = {
        settle: (reply) => {
          clearTimeout(timer);
          this.waiting.delete(waiting);
          countCommand(this.options.metrics, performance.now() - sentAt);
          resolve(reply);
        },
        fail: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.waiting.add(waiting);
      this.modesl.send(text, waiting.settle);
    });
  }

  /** Replies are paired by order alone, so after a missing one nothing on this connection can be trusted. */
  private timeOut(text: string, waiting: Waiting, reject: (error: OperationalError) => void): void {
    this.options.metrics.commandTimeouts += 1;
    this.waiting.delete(waiting);
    reject(
      new OperationalError('switch-timeout', 'The switch did not answer in time', {
        details: { command: commandName(text), timeoutMs: this.options.commandTimeoutMs },
      }),
    );
    this.destroy('a command timed out');
  }
}

export const unavailable = (reason: string, retryable = true): OperationalError =>
  new OperationalError('switch-unavailable', `No connection to the switch: ${reason}`, {
    retryable,
    details: { reason },
  });
