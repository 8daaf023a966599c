import type { Channel } from '../channel/channel';
import type { EventBus } from '../events/event-bus';
import type { Scheduler } from '../scheduler';
import { releaseSession } from './release';
import { Session, type AppCall, type RunApplication } from './session';
import { runSession, type MachineDeps } from './state-machine';

export interface SessionsDeps extends MachineDeps {
  readonly bus: EventBus;
  readonly scheduler: Scheduler;
  readonly runApplication: RunApplication;
  readonly onThreadError: (uuid: string, error: unknown) => void;
}

export interface SessionCounts {
  readonly sinceStartup: number;
  readonly peak: number;
}

/** All legs there are. A leg is in here from its creation to CHANNEL_DESTROY. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private sinceStartup = 0;
  private peak = 0;

  constructor(private readonly deps: SessionsDeps) {}

  get(uuid: string): Session | undefined {
    return this.sessions.get(uuid.toLowerCase());
  }

  all(): Session[] {
    return [...this.sessions.values()];
  }

  get size(): number {
    return this.sessions.size;
  }

  get counts(): SessionCounts {
    return { sinceStartup: this.sinceStartup, peak: this.peak };
  }

  /** The leg's endpoint is set by the caller before anything runs. */
  add(channel: Channel): Session {
    const session = new Session(channel, this.deps.bus, this.deps.now);
    session.useApplications(this.deps.runApplication);
    this.sessions.set(channel.uuid, session);
    this.sinceStartup += 1;
    channel.variables.set('session_id', String(this.sinceStartup));
    this.peak = Math.max(this.peak, this.sessions.size);
    return session;
  }

  /** Starts the leg's thread; `first` instead of the dialplan for a leg of originate. */
  run(session: Session, first: readonly AppCall[] | null): void {
    void this.live(session, () => runSession(session, this.deps, first)).then(() => {
      session.fire('CHANNEL_DESTROY');
    });
  }

  /** For a leg that failed before it ran anything; its CHANNEL_DESTROY is left to the caller. */
  end(session: Session): Promise<void> {
    return this.live(session, () => Promise.resolve());
  }

  private async live(session: Session, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.deps.onThreadError(session.uuid, error);
      session.hangUp('DESTINATION_OUT_OF_ORDER');
    }
    try {
      session.bridge?.end();
      await releaseSession(session);
    } catch (error) {
      this.deps.onThreadError(session.uuid, error);
    } finally {
      this.deps.scheduler.remove(session.uuid);
      this.sessions.delete(session.uuid);
    }
  }
}
