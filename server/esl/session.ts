import { setTimeout as sleep } from 'node:timers/promises';
import type { SwitchLease } from '../calls/switch-lease';
import { inTenure, mustHoldTenure, type Tenure } from '../calls/tenure';
import type { SwitchId } from '../contract/ids';
import { describeError, OperationalError } from '../errors';
import type { Logger } from '../logging';
import { Backoff } from './backoff';
import * as commands from './commands';
import { EslConnection, unavailable } from './connection';
import { Ended } from './ended';
import { HeartbeatWatch } from './heartbeat';
import { LeaseKeeper } from './lease-keeper';
import type { EslMetrics } from './metrics';
import { Nudger } from './nudger';
import { accepted } from './reply';
import { readSnapshot, type FullSnapshot } from './snapshot';
import type { EslTuning } from './tuning';

export interface SessionDeps {
  readonly switchId: SwitchId;
  readonly address: { readonly host: string; readonly port: number; readonly password: string };
  readonly lease: SwitchLease;
  readonly owner: string;
  readonly tuning: EslTuning;
  readonly metrics: EslMetrics;
  readonly logger: Logger;
  readonly isBusy: () => boolean;
  readonly onEvent: (json: Readonly<Record<string, unknown>>) => void;
  /** The event connection is about to subscribe: events from here on are to be kept. */
  readonly onSubscribing: () => void;
  readonly onUp: (snapshot: FullSnapshot, restarted: boolean) => void;
  readonly onDown: (reason: string) => void;
}

/** A connection that carries nothing for long is asked something, or a dead one goes unnoticed. */
const PING_MS = 10_000;
/** Where retrying cannot help soon (wrong password): keep trying, slowly. */
const REFUSED_RETRY_MS = 5000;

interface Current {
  readonly ended: Ended;
  commands: EslConnection | null;
}

/**
 * The adapter's life with one switch: connect for commands and for events, wait for the lease, subscribe, take the
 * snapshot, be live; on any loss everything is taken down and built anew. Nothing is resumed.
 */
export class SwitchSession {
  private readonly backoff: Backoff;
  private readonly keeper: LeaseKeeper;
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private current: Current | null = null;
  private nudger: Nudger | null = null;
  private heartbeat: HeartbeatWatch | null = null;
  private live = false;
  private lastCore: string | null = null;

  constructor(private readonly deps: SessionDeps) {
    const { tuning } = deps;
    this.backoff = new Backoff(tuning.reconnectLeastMs, tuning.reconnectMostMs);
    this.keeper = new LeaseKeeper({
      lease: deps.lease,
      switchId: deps.switchId,
      owner: deps.owner,
      ttlMs: tuning.leaseTtlMs,
      standbyTryMs: tuning.standbyTryMs,
      onError: (error) => {
        deps.logger.warn({ err: describeError(error) }, 'switch lease cannot be reached');
      },
    });
  }

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.current?.ended.because('stopped');
    await this.loop;
    await this.keeper.release();
  }

  /** True while the switch's events come here. */
  get isOwner(): boolean {
    return this.live;
  }

  get isUp(): boolean {
    return this.commandsOrNull !== null;
  }

  /**
   * Ask for it anew before every command: it is refused from the moment it is not known who owns the switch, and to
   * whoever acts on an event of a session that is over.
   * @throws OperationalError switch-unavailable, lease-lost
   */
  get commands(): EslConnection {
    const connection = this.current?.commands;
    if (connection?.isOpen !== true) throw unavailable('not connected');
    if (!this.keeper.isFresh()) throw unavailable('nobody says who owns it');
    mustHoldTenure();
    // What it causes will be told by an event: have it at once.
    this.nudger?.touch();
    return connection;
  }

  get commandsOrNull(): EslConnection | null {
    const connection = this.current?.commands;
    return connection?.isOpen === true && this.keeper.isFresh() ? connection : null;
  }

  /** Proof of life of the event connection. */
  heard(heartbeatS: string | undefined): void {
    this.heartbeat?.heard(heartbeatS);
  }

  private async run(): Promise<void> {
    while (!this.isStopping()) {
      const failure = await this.serve().catch((error: unknown) => error);
      if (this.isStopping()) return;
      const refused = failure instanceof OperationalError && !failure.retryable;
      if (failure !== undefined) this.logFailure(failure, refused);
      const pauseMs = refused ? REFUSED_RETRY_MS : this.backoff.next();
      await sleep(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private logFailure(failure: unknown, refused: boolean): void {
    const facts = { err: describeError(failure) };
    if (refused) this.deps.logger.error(facts, 'the switch refuses us');
    else this.deps.logger.warn(facts, 'no session with the switch');
  }

  /** From connecting to the loss of anything. Rejects when it never got up. */
  private async serve(): Promise<void> {
    const ended = new Ended();
    const current: Current = { ended, commands: null };
    this.current = current;
    let ping: NodeJS.Timeout | undefined;
    let events: EslConnection | null = null;
    let tenure: Tenure | null = null;
    try {
      current.commands = await this.connect(ended);
      // Connected already while we stand by: taking over is to take no longer than it must.
      events = await this.connect(ended, (json) => {
        if (tenure !== null) inTenure(tenure, () => this.deps.onEvent(json));
      });
      ping = keepAlive([current.commands, events]);
      tenure = this.newTenure(await this.keeper.acquire(ended.signal), ended);
      this.keeper.keep(() => {
        this.deps.metrics.leaseLosses += 1;
        ended.because('lease lost');
      });
      await this.beLive(current.commands, events, ended, tenure);
    } finally {
      clearInterval(ping);
      this.keeper.stop();
      this.heartbeat?.stop();
      this.nudger?.stop();
      this.nudger = this.heartbeat = null;
      ended.because('taken down');
      events?.destroy('session ended');
      current.commands?.destroy('session ended');
      this.current = null;
    }
  }

  private newTenure(token: number, ended: Ended): Tenure {
    const isHeld = () => !ended.signal.aborted && this.keeper.isFresh();
    return { switchId: this.deps.switchId, token, isHeld };
  }

  private connect(ended: Ended, onEvent?: SessionDeps['onEvent']): Promise<EslConnection> {
    ended.signal.throwIfAborted();
    const { address, tuning, metrics } = this.deps;
    return EslConnection.connect({
      ...address,
      metrics,
      commandTimeoutMs: tuning.commandTimeoutMs,
      signal: ended.signal,
      ...(onEvent === undefined ? {} : { onEvent }),
      onClose: (reason) => {
        ended.because(reason);
      },
    });
  }

  private async beLive(
    control: EslConnection,
    events: EslConnection,
    ended: Ended,
    tenure: Tenure,
  ): Promise<void> {
    const { deps } = this;
    this.heartbeat = new HeartbeatWatch(deps.tuning.heartbeatMs, () => {
      events.destroy('no heartbeat');
    });
    this.nudger = new Nudger(
      () => {
        events.nudge();
      },
      deps.isBusy,
      deps.tuning.nudgeMs,
    );
    deps.onSubscribing();
    for (const reply of await events.sendAll(commands.subscribe())) accepted(reply, 'subscribe');
    const core = (await control.send(commands.coreUuid())).trim();
    const snapshot = await readSnapshot(control, deps.tuning.snapshotGapMs);
    ended.signal.throwIfAborted();
    const restarted = this.lastCore !== null && this.lastCore !== core;
    this.lastCore = core;
    this.backoff.reset();
    this.live = true;
    inTenure(tenure, () => deps.onUp(snapshot, restarted));
    this.nudger.touch();
    const reason = await ended.reason;
    this.live = false;
    if (reason !== 'stopped') deps.metrics.reconnects += 1;
    deps.onDown(reason);
  }
}

function keepAlive(connections: readonly EslConnection[]): NodeJS.Timeout {
  return setInterval(() => {
    for (const each of connections) void each.send(commands.coreUuid()).catch(() => undefined);
  }, PING_MS);
}
