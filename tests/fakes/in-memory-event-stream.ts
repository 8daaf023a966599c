import type { DomainEvent } from '../../server/contract/events';
import type { EventStream, FreeEvent } from '../../server/events/event-stream';

/** Ids are 1-0, 2-0, 3-0…: readable in tests, and "10-0" catches a comparison as text. */
export class InMemoryEventStream implements EventStream {
  private events: DomainEvent[] = [];
  private lastNumber = 0;
  private readonly followers = new Set<(event: DomainEvent) => void>();

  append(free: FreeEvent): Promise<void> {
    this.lastNumber += 1;
    const event: DomainEvent = {
      id: `${this.lastNumber}-0`,
      at: Date.now(),
      ...free,
      data: { ...free.data },
    };
    this.events.push(event);
    for (const follower of this.followers) setImmediate(() => follower(event));
    return Promise.resolve();
  }

  lastId(): Promise<string> {
    return Promise.resolve(`${this.lastNumber}-0`);
  }

  readAfter(id: string, limit: number): Promise<readonly DomainEvent[]> {
    const after = Number.parseInt(id, 10);
    const later = this.events.filter((event) => Number.parseInt(event.id, 10) > after);
    return Promise.resolve(later.slice(0, limit));
  }

  follow(handler: (event: DomainEvent) => void): Promise<() => Promise<void>> {
    this.followers.add(handler);
    return Promise.resolve(() => {
      this.followers.delete(handler);
      return Promise.resolve();
    });
  }

  behind(): Promise<number> {
    return Promise.resolve(0);
  }

  consume(): Promise<() => Promise<void>> {
    return Promise.reject(new Error('not needed by any test yet'));
  }

  /** For tests: forgets the oldest, as the stream does after a million. */
  trimTo(count: number): void {
    this.events = this.events.slice(-count);
  }
}
