import { describeError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import type { OrderNews } from './order-news';

/** Domain events written in the transaction of what they tell of, until they are in the stream. */
export interface OrderNewsBox {
  /**
   * Hands the oldest over, in order, each before the next, and takes them out; returns how many. One server at a
   * time: 0 while another is at it. After a crash between the two an event is handed over again (same orderId, seq).
   */
  handOn(limit: number, handOver: (news: OrderNews) => Promise<void>): Promise<number>;
}

const BATCH = 100;

/** Carries news of orders into the event stream: at least once, none lost, in order for each order. */
export class OrderNewsFeed {
  #running: Promise<void> | null = null;
  #again = false;

  constructor(
    private readonly deps: {
      readonly box: OrderNewsBox;
      readonly events: Pick<EventStream, 'append'>;
      readonly logger: Logger;
    },
  ) {}

  /** There may be news. Never throws; what cannot be handed on now is tried at the next beat. */
  announce(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.handOn()
      .catch((error: unknown) => this.deps.logger.debug({ reason: describeError(error) }, 'order news wait'))
      .finally(() => {
        this.#running = null;
        if (!this.#again) return;
        this.#again = false;
        this.announce();
      });
  }

  /** @throws OperationalError when the database or the stream is away */
  async handOn(): Promise<void> {
    const { box, events } = this.deps;
    while ((await box.handOn(BATCH, (news) => events.append(news))) === BATCH);
  }

  /** Until nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }
}
