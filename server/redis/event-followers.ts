import type { DomainEvent } from '../contract/events';
import type { Logger } from '../logging';

type Handler = (event: DomainEvent) => void;

interface FollowersDeps {
  /** Reads every event from now on until it is stopped. */
  readonly read: (tell: Handler) => Promise<() => Promise<void>>;
  readonly logger: Logger;
}

/**
 * Everybody in this process who follows the stream, on one connection: an event is sent, read and checked once, however
 * many want it. It is read as long as somebody does.
 */
export class EventFollowers {
  readonly #deps: FollowersDeps;
  readonly #handlers = new Set<Handler>();
  #reading: Promise<() => Promise<void>> | null = null;

  constructor(deps: FollowersDeps) {
    this.#deps = deps;
  }

  /** @returns what ends it */
  async add(follow: Handler): Promise<() => Promise<void>> {
    // The same function may follow twice.
    const handler: Handler = (event) => follow(event);
    this.#handlers.add(handler);
    this.#reading ??= this.#deps.read((event) => this.#tell(event));
    try {
      await this.#reading;
    } catch (error) {
      this.#handlers.delete(handler);
      this.#reading = null;
      throw error;
    }
    return () => this.#remove(handler);
  }

  async #remove(handler: Handler): Promise<void> {
    const reading = this.#reading;
    if (!this.#handlers.delete(handler) || this.#handlers.size > 0 || reading === null) return;
    this.#reading = null;
    const stop = await reading;
    await stop();
  }

  #tell(event: DomainEvent): void {
    for (const handler of this.#handlers) {
      try {
        handler(event);
      } catch (err) {
        this.#deps.logger.error({ err, eventId: event.id, type: event.type }, 'event handler failed');
      }
    }
  }
}
