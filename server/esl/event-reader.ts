import type { SwitchId } from '../contract/ids';
import type { SwitchEvent } from '../calls/switch';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import { Digits } from './digits';
import { toSwitchEvent } from './events';
import { FsEvent, MissingHeader } from './fs-event';
import type { Legs } from './legs';
import type { EslMetrics } from './metrics';
import type { Plays } from './plays';
import { Registrations } from './registrations';
import type { FullSnapshot } from './snapshot';

export interface EventReaderDeps {
  readonly switchId: SwitchId;
  readonly metrics: EslMetrics;
  readonly logger: Logger;
  readonly plays: Plays;
  readonly legs: Legs;
  readonly deliver: (event: SwitchEvent) => void;
  readonly onHeartbeat: (intervalS: string | undefined) => void;
  readonly onJob: (event: FsEvent) => void;
  /** A call came in; its leg is parked. */
  readonly onArrival: (event: FsEvent) => void;
}

/** Turns what FreeSWITCH sends into what the server is told, with the memory that takes. */
export class EventReader {
  private readonly digits = new Digits();
  private readonly registrations = new Registrations();
  /** Not null while the snapshot is being taken. */
  private held: SwitchEvent[] | null = [];

  constructor(private readonly deps: EventReaderDeps) {}

  read(json: Readonly<Record<string, unknown>>): void {
    const event = new FsEvent(json);
    try {
      this.take(event);
    } catch (error) {
      if (!(error instanceof MissingHeader)) throw error;
      this.deps.metrics.malformedEvents += 1;
      this.deps.logger.warn(
        { event: error.eventName, header: error.header },
        'event without a header it needs',
      );
    }
  }

  /** From here on events are kept until release(). */
  hold(): void {
    this.held = [];
  }

  /** Call it with the snapshot in hand, before the listener is told. */
  load(snapshot: FullSnapshot): void {
    this.registrations.load(snapshot.registrationRows);
    this.deps.legs.load(snapshot.legs);
    // What happened while it was taken is newer than (or as new as) the snapshot.
    for (const event of this.held ?? []) this.deps.legs.apply(event);
  }

  release(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const event of held) this.tell(event);
  }

  /** An event FreeSWITCH never sent. */
  inject(event: SwitchEvent): void {
    this.deps.legs.apply(event);
    this.pass(event);
  }

  private take(event: FsEvent): void {
    this.deps.onHeartbeat(event.name === 'HEARTBEAT' ? event.get('Heartbeat-Interval') : undefined);
    if (event.name === 'BACKGROUND_JOB') {
      this.deps.onJob(event);
      return;
    }
    const known = toSwitchEvent(event, this.deps.switchId);
    if (known === null || !this.counts(known, event)) return;
    this.deps.legs.apply(known);
    if (known.kind === 'parked' && known.facts.direction === 'inbound') this.deps.onArrival(event);
    this.pass(known);
  }

  private counts(known: SwitchEvent, event: FsEvent): boolean {
    switch (known.kind) {
      case 'play-finished':
        if (event.get('Application-Response') === 'FILE NOT FOUND') {
          this.deps.logger.error({ legId: known.legId }, 'a sound file is missing');
        }
        return this.deps.plays.finish(known.legId, known.playId);
      case 'digit':
        return !this.digits.isDouble(known.legId, event, known.at);
      case 'registered':
        this.registrations.registered(known.sipUser, event);
        return true;
      case 'unregistered':
        return this.registrations.unregistered(known.sipUser, event);
      case 'hung-up':
        this.deps.plays.legEnded(known.legId);
        this.digits.legEnded(known.legId);
        return true;
      default:
        return true;
    }
  }

  private pass(event: SwitchEvent): void {
    if (this.held !== null) this.held.push(event);
    else this.tell(event);
  }

  /** The port says that handlers never throw; one that does must not cost us the events after it. */
  private tell(event: SwitchEvent): void {
    try {
      this.deps.deliver(event);
    } catch (error) {
      this.deps.logger.error({ kind: event.kind, err: describeError(error) }, 'switch listener threw');
    }
  }
}
