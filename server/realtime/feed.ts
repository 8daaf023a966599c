import type { DomainEvent } from '../contract/events';
import type { EventStream } from '../events/event-stream';
import { maySee } from './audience';
import type { Connection } from './connection';
import { compareEventIds } from './event-id';

export type ReadableStream = Pick<EventStream, 'lastId' | 'readAfter'>;

/** Live events kept for a client while its replay is under way; a client slower than that starts again. */
const MAX_PENDING = 10_000;

const eventText = (event: DomainEvent): string => JSON.stringify({ type: 'event', event });

/** One connection's events: first what was missed, then live ones, each once and in order. */
export class Feed {
  /** Live events that came before the replay was done; null once live events go straight through. */
  private pending: DomainEvent[] | null = [];
  private lastSentId = '0-0';

  constructor(private readonly connection: Connection) {}

  /** Hello and everything missed have been sent. */
  get isLive(): boolean {
    return this.pending === null;
  }

  /** `text` makes the frame, once for all connections that get the event. */
  offer(event: DomainEvent, text: () => string): void {
    if (!maySee(this.connection.session, event)) return;
    if (this.pending === null) {
      this.pass(event, text());
      return;
    }
    this.pending.push(event);
    if (this.pending.length > MAX_PENDING) this.connection.terminate();
  }

  /** The connection must be among those that are offered live events already: nothing falls in between. */
  async open(stream: ReadableStream, after: string | null, limit: number): Promise<void> {
    const lastEventId = await stream.lastId();
    this.connection.send({ type: 'hello', lastEventId });
    this.lastSentId = lastEventId;
    if (after !== null) await this.replay(stream, after, lastEventId, limit);
    // Sending takes time, and more may have come meanwhile.
    while (this.pending !== null && this.pending.length > 0 && this.connection.isOpen) {
      const batch = this.pending.filter((event) => this.isNew(event));
      this.pending = [];
      await this.sendAll(batch);
    }
    this.pending = null;
  }

  private async replay(
    stream: ReadableStream,
    after: string,
    lastEventId: string,
    limit: number,
  ): Promise<void> {
    const missed = await missedEvents(stream, { after, lastEventId, limit });
    if (missed === null) {
      this.connection.send({ type: 'reset', lastEventId });
      return;
    }
    await this.sendAll(missed.filter((event) => maySee(this.connection.session, event)));
    const newest = missed.at(-1);
    if (newest && compareEventIds(newest.id, this.lastSentId) > 0) this.lastSentId = newest.id;
  }

  private async sendAll(events: readonly DomainEvent[]): Promise<void> {
    await this.connection.sendPaced(events.map(eventText));
    const newest = events.at(-1);
    if (newest && this.isNew(newest)) this.lastSentId = newest.id;
  }

  private pass(event: DomainEvent, text: string): void {
    if (!this.isNew(event)) return;
    this.lastSentId = event.id;
    this.connection.sendText(text);
  }

  private isNew(event: DomainEvent): boolean {
    return compareEventIds(event.id, this.lastSentId) > 0;
  }
}

interface ReplayRequest {
  readonly after: string;
  readonly lastEventId: string;
  readonly limit: number;
}

/** null when not all of them can be told: trimmed, more than the limit, or an id from another stream's life. */
async function missedEvents(
  stream: ReadableStream,
  { after, lastEventId, limit }: ReplayRequest,
): Promise<readonly DomainEvent[] | null> {
  const order = compareEventIds(after, lastEventId);
  if (order > 0) return null;
  if (order === 0) return [];
  const missed = await stream.readAfter(after, limit);
  const newest = missed.at(-1);
  if (missed.length >= limit && newest && compareEventIds(newest.id, lastEventId) < 0) return null;
  // Asked last: what was still kept now was kept when we read.
  const [oldestKept] = await stream.readAfter('0-0', 1);
  return oldestKept && compareEventIds(oldestKept.id, after) <= 0 ? missed : null;
}
