import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { SessionEnd } from '../auth/auth.service';
import type { Session } from '../auth/ports';
import type { DomainEvent } from '../contract/events';
import { agentId as toAgentId, type AgentId } from '../contract/ids';
import type { Desk, QueueFiguresView } from '../contract/rest';
import type { ParkedCallView } from '../contract/parking';
import type { ServerMessage } from '../contract/socket';
import { describeError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import type { CentrePicture } from '../contract/wallboard';
import { changesParked, changesQueues, maySeeCentre } from './audience';
import { CentrePusher } from './centre-pusher';
import { Connection } from './connection';
import { agentOf, ConnectionRegistry } from './connection-registry';
import { DeskPusher } from './desk-pusher';
import { Feed } from './feed';
import { PicturePusher } from './picture-pusher';
import { admit, isForEvents, refuse, type UpgradeDeps } from './upgrade';

export interface GatewaySettings {
  readonly pingEveryMs: number;
  readonly checkSessionsEveryMs: number;
  readonly pushQueuesEveryMs: number;
  readonly pushParkedEveryMs: number;
  readonly pushCentreEveryMs: number;
  readonly retryDeskMs: number;
  readonly maxBufferedBytes: number;
  /** Events replayed at most to a client that comes back. */
  readonly replayLimit: number;
}

export const defaultGatewaySettings: GatewaySettings = {
  pingEveryMs: 15_000,
  checkSessionsEveryMs: 30_000,
  pushQueuesEveryMs: 500,
  pushParkedEveryMs: 200,
  pushCentreEveryMs: 750,
  retryDeskMs: 1_000,
  maxBufferedBytes: 1_048_576,
  replayLimit: 10_000,
};

/** How presence learns whether an agent still has a desk open. Hooks return at once and never throw. */
export interface GatewayHooks {
  onAgentSocketOpened(agentId: AgentId): void;
  /** His page with the phone gave a sign of life. */
  onPhoneAlive(agentId: AgentId): void;
  /** `remaining` counts his sockets in this process only. */
  onAgentSocketClosed(agentId: AgentId, remaining: number): void;
}

/** A parked caller, and who may pick him up. */
export interface ParkedForSome {
  readonly view: ParkedCallView;
  readonly mayPickUp: (picker: { readonly agentId: AgentId; readonly isSupervisor: boolean }) => boolean;
}

export interface GatewaySources {
  readonly desk: (agentId: AgentId) => Promise<Desk>;
  readonly queueFigures: () => Promise<readonly QueueFiguresView[]>;
  readonly parked: () => Promise<readonly ParkedForSome[]>;
  /** Has been told of an event before this is asked because of it. */
  readonly centre: () => Promise<CentrePicture>;
  /** AuthService.endOf. */
  readonly endOfSession: (session: Session) => Promise<SessionEnd | null>;
}

export interface GatewayDeps {
  readonly upgrade: Omit<UpgradeDeps, 'logger'>;
  readonly events: Pick<EventStream, 'follow' | 'lastId' | 'readAfter'>;
  readonly sources: GatewaySources;
  readonly hooks: GatewayHooks;
  readonly settings: GatewaySettings;
  readonly logger: Logger;
}

const MAX_CLIENT_MESSAGE_BYTES = 65_536;
const MAX_MESSAGES_PER_PING = 300;
const GOING_AWAY = 1001;
/** What a client gets to say goodbye when the server stops. */
const CLOSE_GRACE_MS = 1_000;

/** What a desk begins with. */
const NOBODY_PARKED = JSON.stringify({ type: 'parked', parked: [] } satisfies ServerMessage);

/** Desks and supervisors' screens, live: one follower of the event stream per process, fanned out to its sockets. */
export class Gateway {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CLIENT_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  private readonly registry = new ConnectionRegistry();
  private readonly desks: DeskPusher;
  private readonly queues: PicturePusher<readonly QueueFiguresView[]>;
  private readonly parked: PicturePusher<readonly ParkedForSome[]>;
  private readonly centre: CentrePusher;
  /** What each has been told of them: most changes concern few. */
  private readonly parkedTold = new WeakMap<Connection, string>();
  private readonly timers: NodeJS.Timeout[] = [];
  private stopFollowing: () => Promise<void> = () => Promise.resolve();
  private isStopped = false;

  constructor(private readonly deps: GatewayDeps) {
    const { sources, settings, logger } = deps;
    this.desks = new DeskPusher({
      desk: sources.desk,
      push: (agentId, desk) => this.pushDesk(agentId, desk),
      logger,
      retryMs: settings.retryDeskMs,
    });
    this.parked = new PicturePusher({
      what: 'parked callers',
      make: sources.parked,
      push: (parked) => this.pushParked(parked),
      logger,
      everyMs: settings.pushParkedEveryMs,
    });
    this.queues = new PicturePusher({
      what: 'queue figures',
      make: sources.queueFigures,
      push: (queues) => this.broadcast({ type: 'queues', queues: [...queues] }),
      logger,
      everyMs: settings.pushQueuesEveryMs,
    });
    this.centre = new CentrePusher({ make: sources.centre, everyMs: settings.pushCentreEveryMs, logger });
  }

  /** Before the http server listens: a socket must not open while nobody follows the stream. */
  async start(): Promise<void> {
    const { events, settings } = this.deps;
    this.stopFollowing = await events.follow((event) => this.onEvent(event));
    this.every(settings.pingEveryMs, () => this.pingAll());
    this.every(settings.checkSessionsEveryMs, () => void this.checkSessions());
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      if (isForEvents(request)) void this.handleUpgrade(request, socket, head);
      // Somebody else may want it; when nobody listens it would hang for ever.
      else if (server.listenerCount('upgrade') === 1) refuse(socket, 404);
    });
  }

  /** Ends the sockets of a session here at once: the answer to AuthService's onSessionEnded. */
  endSession(sessionId: string, reason: SessionEnd): void {
    for (const connection of this.registry.ofSession(sessionId)) this.endLogin(connection, reason);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.timers) clearInterval(timer);
    this.desks.stop();
    this.queues.stop();
    this.parked.stop();
    this.centre.stop();
    // Also those whose login has ended but whose browser has not closed yet.
    const sockets = [...this.server.clients];
    const closed = sockets.map((s) => new Promise<void>((resolve) => s.once('close', () => resolve())));
    for (const socket of sockets) socket.close(GOING_AWAY, 'server stops');
    const cutOff = setTimeout(() => sockets.forEach((s) => s.terminate()), CLOSE_GRACE_MS);
    await Promise.all([...closed, this.stopFollowing()]);
    clearTimeout(cutOff);
    this.server.close();
  }

  private async handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { upgrade, logger } = this.deps;
    const onError = (): void => void socket.destroy();
    socket.on('error', onError);
    const admission = await admit({ ...upgrade, logger }, request);
    if (admission.kind === 'refused') {
      refuse(socket, admission.status);
      return;
    }
    if (this.isStopped) {
      refuse(socket, 503);
      return;
    }
    socket.off('error', onError);
    this.server.handleUpgrade(request, socket, head, (webSocket) => {
      void this.open(webSocket, admission.session, admission.after);
    });
  }

  private async open(webSocket: WebSocket, session: Session, after: string | null): Promise<void> {
    const { settings, hooks, events, logger } = this.deps;
    const { maxBufferedBytes } = settings;
    const limits = { maxBufferedBytes, maxMessagesPerPing: MAX_MESSAGES_PER_PING };
    const connection = new Connection(session, webSocket, limits, {
      onPhone: () => {
        const alive = agentOf(connection);
        if (alive !== null) hooks.onPhoneAlive(alive);
      },
      onWatch: (wanted) => this.onWatch(connection, wanted),
    });
    const feed = new Feed(connection);
    this.registry.add({ connection, feed });
    connection.onClosed(() => this.onClosed(connection));
    const agentId = agentOf(connection);
    if (agentId !== null) hooks.onAgentSocketOpened(agentId);
    try {
      await feed.open(events, after, settings.replayLimit);
      // It may have been taken over between its authentication and now.
      await this.checkSession(connection);
    } catch (error) {
      logger.warn({ agentId, reason: describeError(error) }, 'events could not be read for a socket');
      connection.close(GOING_AWAY, 'try again');
    }
    if (!connection.isOpen) return;
    if (agentId !== null) this.desks.watch(agentId);
    this.queues.refresh();
    this.parked.refresh();
  }

  private onWatch(connection: Connection, wanted: boolean): void {
    if (wanted && maySeeCentre(connection.session) && connection.isOpen) this.centre.watch(connection);
    else this.centre.unwatch(connection);
  }

  private onClosed(connection: Connection): void {
    this.centre.unwatch(connection);
    if (!this.registry.remove(connection)) return;
    const agentId = agentOf(connection);
    if (agentId === null) return;
    const remaining = this.registry.ofAgent(agentId).length;
    if (remaining === 0) this.desks.unwatch(agentId);
    this.deps.hooks.onAgentSocketClosed(agentId, remaining);
  }

  private onEvent(event: DomainEvent): void {
    let text: string | null = null;
    const frame = (): string => (text ??= JSON.stringify({ type: 'event', event }));
    for (const { feed } of this.registry.everyone()) feed.offer(event, frame);
    this.desks.onEvent(event);
    this.centre.refresh();
    if (this.registry.size > 0 && changesQueues(event)) this.queues.refresh();
    if (this.registry.size > 0 && changesParked(event)) this.parked.refresh();
    const isLogin = event.type === 'agent.logged-in' || event.type === 'agent.logged-out';
    if (isLogin && event.agentId !== undefined) void this.checkAgentSessions(toAgentId(event.agentId));
  }

  /** Another process may have logged him in or out. The event may be old by now, so Redis is asked. */
  private async checkAgentSessions(agentId: AgentId): Promise<void> {
    for (const connection of this.registry.ofAgent(agentId)) await this.tryCheckSession(connection);
  }

  private async checkSessions(): Promise<void> {
    for (const { connection } of [...this.registry.everyone()]) await this.tryCheckSession(connection);
  }

  private async tryCheckSession(connection: Connection): Promise<void> {
    try {
      await this.checkSession(connection);
    } catch (error) {
      // Redis away: a desk that works stays; the next round asks again.
      this.deps.logger.warn({ reason: describeError(error) }, 'session of a socket could not be checked');
    }
  }

  private async checkSession(connection: Connection): Promise<void> {
    const end = await this.deps.sources.endOfSession(connection.session);
    if (end) this.endLogin(connection, end);
  }

  /** Its place is free at once: the old tab may take its time to close. */
  private endLogin(connection: Connection, reason: SessionEnd): void {
    if (!connection.isOpen) return;
    connection.endLogin(reason);
    this.onClosed(connection);
  }

  private pushDesk(agentId: AgentId, desk: Desk): void {
    const text = JSON.stringify({ type: 'desk', desk } satisfies ServerMessage);
    this.sendToLive(text, (connection) => agentOf(connection) === agentId);
  }

  private pushParked(all: readonly ParkedForSome[]): void {
    for (const { connection, feed } of this.registry.everyone()) {
      const agentId = agentOf(connection);
      if (!feed.isLive || agentId === null) continue;
      const picker = { agentId, isSupervisor: connection.session.role !== 'agent' };
      const parked = all.filter(({ mayPickUp }) => mayPickUp(picker)).map(({ view }) => view);
      const text = JSON.stringify({ type: 'parked', parked } satisfies ServerMessage);
      if ((this.parkedTold.get(connection) ?? NOBODY_PARKED) === text) continue;
      this.parkedTold.set(connection, text);
      connection.sendText(text);
    }
  }

  private broadcast(message: ServerMessage): void {
    this.sendToLive(JSON.stringify(message), () => true);
  }

  /** Nothing may come before 'hello'; who is not live yet gets the newest picture when he is. */
  private sendToLive(text: string, isMeant: (connection: Connection) => boolean): void {
    for (const { connection, feed } of this.registry.everyone()) {
      if (feed.isLive && isMeant(connection)) connection.sendText(text);
    }
  }

  private pingAll(): void {
    for (const { connection } of this.registry.everyone()) connection.checkAlive();
  }

  private every(ms: number, run: () => void): void {
    const timer = setInterval(run, ms);
    timer.unref();
    this.timers.push(timer);
  }
}
