import { FiredEvent, type Header } from './fired-event';
import type { Identity } from './identity';
import { originOf, type EventName, type OriginKey } from './origins';

type Listener = (event: FiredEvent) => void;

export interface FireOptions {
  readonly body?: string;
  /** When one event is fired from several places. */
  readonly origin?: OriginKey;
}

/** Gives every event its time, its number and its sender, and hands it to whoever listens, in order. */
export class EventBus {
  private sequence = 0;
  private readonly listeners = new Set<Listener>();

  constructor(
    private readonly identity: Identity,
    private readonly now: () => number,
    private readonly onListenerError: (error: unknown) => void,
  ) {}

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  fire(name: EventName, headers: readonly Header[], options: FireOptions = {}): void {
    const event = this.make(name, headers, options);
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch (error) {
        this.onListenerError(error);
      }
    }
  }

  /** An event that is not sent: what uuid_dump answers. */
  make(name: EventName, headers: readonly Header[], options: FireOptions = {}): FiredEvent {
    const isCustom = name.includes('::');
    const all = [
      ...(isCustom ? [['Event-Subclass', name] as const] : []),
      ...this.standard(isCustom ? 'CUSTOM' : name, options.origin ?? name),
      ...headers,
    ];
    return new FiredEvent(isCustom ? 'CUSTOM' : name, isCustom ? name : null, all, options.body ?? null);
  }

  private standard(name: string, key: OriginKey): Header[] {
    const { identity } = this;
    const now = this.now();
    const [file, fn, line] = originOf(key);
    this.sequence += 1;
    return [
      ['Event-Name', name],
      ['Core-UUID', identity.coreUuid],
      ['FreeSWITCH-Hostname', identity.hostname],
      ['FreeSWITCH-Switchname', identity.switchName],
      ['FreeSWITCH-IPv4', identity.ipv4],
      ['FreeSWITCH-IPv6', identity.ipv6],
      ['Event-Date-Local', localStamp(now)],
      ['Event-Date-GMT', new Date(now).toUTCString()],
      ['Event-Date-Timestamp', String(Math.round(now * 1000))],
      ['Event-Calling-File', file],
      ['Event-Calling-Function', fn],
      ['Event-Calling-Line-Number', String(line)],
      ['Event-Sequence', String(this.sequence)],
    ];
  }
}

/** 2026-11-22 20:22:07 in local time, as FreeSWITCH writes stamps. */
export function localStamp(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
