import { randomUUID } from 'node:crypto';
import type { MediaFactory, SipStack, SipStackEvents } from '../ports';
import { runApi } from './api';
import type { ApiAnswer } from './api/api-command';
import { isApplication, runApplication } from './applications';
import { arrive } from './arrivals';
import { causeFrom } from './causes';
import { makeDialplan } from './dialplan';
import { EventBus } from './events/event-bus';
import { makeIdentity } from './events/identity';
import { startHeartbeat } from './heartbeat';
import { Registrar } from './registrar';
import { Scheduler } from './scheduler';
import type { PrivateExecute } from './sessions/private-queue';
import { Sessions } from './sessions/sessions';
import type { CoreLog, SwitchContext } from './switch-context';

export interface SwitchCoreOptions {
  readonly media: MediaFactory;
  readonly domain: string;
  /** Of SIP and media. */
  readonly address: string;
  readonly soundsDir: string;
  readonly guardSeconds: number;
  readonly maxSessions: number;
  readonly sessionsPerSecond: number;
  readonly now: () => number;
  readonly log: CoreLog;
}

/** The switch without its sockets: what the event socket commands and what signalling feeds. */
export class SwitchCore {
  readonly context: SwitchContext;
  private sip: SipStack | null = null;
  private stopHeartbeat: () => void = () => undefined;

  constructor(options: SwitchCoreOptions) {
    const { now, log } = options;
    const identity = makeIdentity(options.address, now());
    const bus = new EventBus(identity, now, (error) => {
      log.warn({ reason: String(error) }, 'a listener of events threw');
    });
    const scheduler = new Scheduler();
    const sessions = new Sessions({
      bus,
      scheduler,
      now,
      dialplan: makeDialplan(options),
      runApplication: (session, app) => runApplication(session, app, this.context),
      onThreadError: (uuid, error) => {
        log.warn(
          { uuid, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) },
          'a leg failed',
        );
      },
    });
    this.context = {
      identity,
      domain: options.domain,
      address: options.address,
      maxSessions: options.maxSessions,
      sessionsPerSecond: options.sessionsPerSecond,
      bus,
      scheduler,
      sessions,
      registrar: new Registrar(bus, options.domain),
      media: options.media,
      now,
      log,
      sip: () => this.needSip(),
    };
  }

  get bus(): EventBus {
    return this.context.bus;
  }

  /** What signalling is to be started with. */
  get sipEvents(): SipStackEvents {
    const { registrar } = this.context;
    return {
      onCall: (call) => {
        arrive(call, this.context);
      },
      onRegistered: (facts) => {
        registrar.registered(facts);
      },
      onUnregistered: (facts) => {
        registrar.unregistered(facts);
      },
      onRegisterFailed: (facts) => {
        registrar.failed(facts);
      },
    };
  }

  start(sip: SipStack): void {
    this.sip = sip;
    this.stopHeartbeat = startHeartbeat(this.context);
  }

  /** Says BYE to everybody. Signalling and media are stopped by whoever made them, afterwards. */
  async stop(): Promise<void> {
    this.stopHeartbeat();
    this.context.scheduler.clear();
    for (const session of this.context.sessions.all()) session.hangUp('NORMAL_CLEARING');
    await new Promise((resolve) => setImmediate(resolve));
  }

  api(line: string): Promise<ApiAnswer> {
    return runApi(line, this.context);
  }

  /** sendmsg: `+OK` says that it was queued. */
  execute(uuid: string, event: PrivateExecute): string {
    const session = this.context.sessions.get(uuid);
    if (session === undefined) return `-ERR invalid session id [${uuid}]`;
    if (!isApplication(event.app.name)) {
      return `-ERR The embedded switch lacks the application ${event.app.name}`;
    }
    if (session.queue.isFull) return '-ERR memory error';
    session.enqueue(event);
    return '+OK';
  }

  /** sendevent with an eavesdrop-command for the leg of unique-id; other events of clients are not served. */
  sendEvent(headers: ReadonlyMap<string, string>): string {
    const [uuid, command] = [headers.get('unique-id'), headers.get('eavesdrop-command')];
    if (uuid === undefined || command === undefined) {
      return '-ERR The embedded switch lacks sendevent without an eavesdrop-command';
    }
    const session = this.context.sessions.get(uuid);
    // One that is gone is told nothing, and the client no fault.
    session?.steering.push(command);
    session?.signal.notify();
    return `+OK ${randomUUID()}`;
  }

  hangUp(uuid: string, cause: string | undefined): string {
    const session = this.context.sessions.get(uuid);
    if (session === undefined) return `-ERR invalid session id [${uuid}]`;
    session.hangUp(causeFrom(cause));
    return '+OK';
  }

  private needSip(): SipStack {
    if (this.sip === null) throw new Error('Signalling is not up yet');
    return this.sip;
  }
}
