import type { EventStream } from '../events/event-stream';
import type { ReviewStore } from './review-store';

interface ReviewTellerDeps {
  readonly store: Pick<ReviewStore, 'untold' | 'told'>;
  readonly events: Pick<EventStream, 'append'>;
  /** It could not be told now. */
  readonly onFault: (error: unknown) => void;
}

/** Tells the event log what marks there are: measures are made of events. What was told twice counts once. */
export class ReviewTeller {
  readonly #deps: ReviewTellerDeps;

  constructor(deps: ReviewTellerDeps) {
    this.#deps = deps;
  }

  /** At once if it can be; otherwise the next beat tells it, and who finished a review need not know. */
  async tellSoon(): Promise<void> {
    await this.tell().catch(this.#deps.onFault);
  }

  /** Everything that was not told yet. */
  async tell(): Promise<void> {
    const { store, events } = this.#deps;
    for (const review of await store.untold()) {
      const { reviewId, callId, agentId, mark, isRevised } = review;
      const data = { reviewId, mark, ...(isRevised && { revised: true }) };
      await events.append({ type: 'review.finished', callId, agentId, data });
      await store.told(review);
    }
  }
}
