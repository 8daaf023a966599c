import { describeError, OperationalError } from '../errors';
import type { Logger } from '../logging';
import type { LastingJobs } from './lasting-jobs';

/**
 * What another company's system must be told, in a table of ours until it has taken it. A row is written before anybody
 * tries, and is moved on only by an answer or by a person.
 */
export interface Outbox<Item extends OutboxItem, Answer = void> {
  /** The one that is due longest, ours until `claimedUntil`; counts as an attempt. null: there is none. */
  claim(now: number, claimedUntil: number): Promise<Item | null>;
  taken(item: Item, answer: Answer, at: number): Promise<void>;
  later(item: Item, nextTryAt: number, reason: string): Promise<void>;
  /** It said no, or it is not worth trying any longer: a person must look. */
  refused(item: Item, reason: string): Promise<void>;
}

export interface OutboxItem {
  /** What the receiver knows a repeated one by. */
  readonly id: string;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

export interface DeliverySettings {
  /** Pause after the first failed try, ms; doubled each time. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Longer than any try takes, ms: after it another server may take the item over. */
  readonly claimMs: number;
  /** Tries at once. */
  readonly atOnce: number;
}

export const defaultDelivery: DeliverySettings = {
  firstPauseMs: 1000,
  longestPauseMs: 600_000,
  claimMs: 120_000,
  atOnce: 2,
};

interface DeliveryDeps<Item extends OutboxItem, Answer> {
  /** In logs, and of the lasting jobs that say when to look again: 'payment'. */
  readonly name: string;
  readonly outbox: Outbox<Item, Answer>;
  /** Throws an OperationalError that is not retryable when the receiver said no. */
  readonly tell: (item: Item) => Promise<Answer>;
  /** Not worth trying now: nothing is claimed, so that no pause grows for it. */
  readonly isAway: () => boolean;
  readonly jobs: Pick<LastingJobs, 'handle' | 'plan'>;
  readonly settings: DeliverySettings;
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * Tells the receiver until it has taken it. The claim keeps two servers from telling one item at once. Lasting jobs only
 * say when to look; `deliverDue`, called now and then, finds what a lost job or an open circuit left behind.
 */
export class OutboxDelivery<Item extends OutboxItem, Answer = void> {
  readonly #deps: DeliveryDeps<Item, Answer>;
  #running: Promise<void> | null = null;
  #again = false;

  /** Before the jobs are started. */
  constructor(deps: DeliveryDeps<Item, Answer>) {
    this.#deps = deps;
    deps.jobs.handle(this.#kind, () => this.deliverDue());
  }

  /** All that are due now. Called while it runs, it looks once more at the end. */
  deliverDue(): Promise<void> {
    this.#again = this.#running !== null;
    this.#running ??= this.#rounds().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Something was just added: it need not wait. Never throws. */
  wake(): void {
    const { logger, name } = this.#deps;
    this.deliverDue().catch((error: unknown) => {
      logger.warn({ outbox: name, err: error }, 'told later');
    });
  }

  get #kind(): string {
    return `${this.#deps.name}-due`;
  }

  async #rounds(): Promise<void> {
    do {
      this.#again = false;
      await Promise.all(Array.from({ length: this.#deps.settings.atOnce }, () => this.#oneAfterAnother()));
      // Set meanwhile by somebody who added one; the type checker cannot see that.
    } while (this.#again as boolean);
  }

  async #oneAfterAnother(): Promise<void> {
    const { outbox, now, settings, isAway } = this.#deps;
    while (!isAway()) {
      const item = await outbox.claim(now(), now() + settings.claimMs);
      if (item === null) return;
      await this.#deliver(item);
    }
  }

  async #deliver(item: Item): Promise<void> {
    const { name, outbox, tell, now, logger } = this.#deps;
    const facts = { outbox: name, id: item.id, attempt: item.attempts };
    try {
      await outbox.taken(item, await tell(item), now());
      logger.info(facts, 'told, and taken');
    } catch (error) {
      const reason = describeError(error).slice(0, 300);
      if (error instanceof OperationalError && !error.retryable) {
        logger.error({ ...facts, reason }, 'refused: somebody must look');
        await outbox.refused(item, reason);
        return;
      }
      logger.warn({ ...facts, reason }, 'not told yet');
      await this.#later(item, reason);
    }
  }

  async #later(item: Item, reason: string): Promise<void> {
    const { outbox, jobs, now, logger, name } = this.#deps;
    const dueAt = now() + this.#pause(item.attempts);
    await outbox.later(item, dueAt, reason);
    try {
      await jobs.plan({ kind: this.#kind, id: item.id, dueAt, data: {} });
    } catch (error) {
      logger.warn({ outbox: name, id: item.id, err: error }, 'no job planned: found at the next look');
    }
  }

  /** Spread a little, so that many do not come back at the same moment. */
  #pause(attempts: number): number {
    const { firstPauseMs, longestPauseMs } = this.#deps.settings;
    const doubled = firstPauseMs * 2 ** Math.min(attempts - 1, 30);
    return Math.min(doubled, longestPauseMs) * (0.8 + 0.4 * Math.random());
  }
}
