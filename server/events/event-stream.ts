import type { DomainEvent, EventType } from '../contract/events';

export interface FreeEvent {
  readonly type: EventType;
  readonly callId?: string;
  readonly agentId?: string;
  readonly queueId?: string;
  readonly legId?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The stream every script appends to. The newest million events are kept; the lasting copy is in PostgreSQL. */
export interface EventStream {
  /** For facts that change no state in Redis: a leg's end, a switch gone, a disposition. */
  append(event: FreeEvent): Promise<void>;
  /** Id of the newest event, '0-0' when there is none. */
  lastId(): Promise<string>;
  /** Events after this id, oldest first, at most `limit` (1 to 10 000). */
  readAfter(id: string, limit: number): Promise<readonly DomainEvent[]>;
  /** Every event from now on, in order, until the returned function is called. A broken connection resumes where it was. */
  follow(handler: (event: DomainEvent) => void): Promise<() => Promise<void>>;
  /** Events this group has not handled yet. */
  behind(group: string): Promise<number>;
  /**
   * Hands over events in batches to one of several consumers of the group, each until it resolves: at least once,
   * in order per consumer. A rejected batch is handed over again after a pause. Returns the stop function.
   */
  consume(
    group: string,
    consumer: string,
    handler: (events: readonly DomainEvent[]) => Promise<void>,
  ): Promise<() => Promise<void>>;
}
