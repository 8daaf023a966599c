import { randomUUID } from 'node:crypto';
import type { EventType } from '../contract/events';
import type { Page } from '../contract/rest';
import type { TextAbilityView, TextMessageView, TextQuery, TextReport } from '../contract/texts';
import { mobileNumber, type NumberFormat } from '../crm/number-matching';
import { OperationalError, UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import { OutboxDelivery, type DeliverySettings, type Outbox } from '../scheduling/outbox-delivery';
import type { TextGateway } from './text-gateway';
import type { ClaimedText, TextStore } from './text-store';

export interface TextOrder {
  /** As written by whoever asks. */
  readonly to: string;
  readonly text: string;
  readonly language: 'zh-CN' | 'en-US';
  /** The same one again is the same text. */
  readonly requestId: string;
  /** See TextMessageView. */
  readonly requestedBy: string;
  readonly callId?: string | null;
  readonly orderId?: string | null;
}

export interface TextsDeps {
  readonly store: TextStore;
  readonly gateway: TextGateway;
  readonly circuitOf: () => TextAbilityView['circuit'];
  readonly jobs: Pick<LastingJobs, 'handle' | 'plan'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly numberFormat: NumberFormat;
  readonly delivery: DeliverySettings;
  readonly now: () => number;
  readonly logger: Logger;
}

/** Words to mobiles: kept first, handed to the gateway afterwards, whatever is restarted or away. */
export class Texts {
  readonly #deps: TextsDeps;
  readonly #delivery: OutboxDelivery<ClaimedText, string | null>;

  /** Before the jobs are started. */
  constructor(deps: TextsDeps) {
    const { gateway, jobs, now, logger } = deps;
    this.#deps = deps;
    this.#delivery = new OutboxDelivery({
      name: 'text',
      outbox: this.#outbox(),
      tell: (claimed) => this.#tell(claimed),
      isAway: () => gateway.kind === 'none' || gateway.isAway(),
      jobs,
      settings: deps.delivery,
      now,
      logger,
    });
  }

  /** Whether texts are sent here at all. */
  able(): boolean {
    return this.#deps.gateway.kind !== 'none';
  }

  async ability(): Promise<TextAbilityView> {
    const { gateway, circuitOf, store } = this.#deps;
    return { able: this.able(), kind: gateway.kind, circuit: circuitOf(), texts: await store.counts() };
  }

  /**
   * Done when it is kept: from then on the gateway is told until it has taken it.
   * @throws UserError no-text-gateway, not-a-mobile
   */
  async send({ to, text, language, requestId, requestedBy, ...about }: TextOrder): Promise<TextMessageView> {
    if (!this.able()) throw new UserError('no-text-gateway', 'No text messages are sent here.');
    const number = mobileNumber(to, this.#deps.numberFormat);
    if (number === null)
      throw new UserError('not-a-mobile', 'Text messages can be sent to mobile numbers only.');
    const { callId = null, orderId = null } = about;
    const facts = { requestId, to: number, text, language, requestedBy, callId, orderId };
    const { store, now } = this.#deps;
    const added = await store.add({ textId: randomUUID(), ...facts }, now());
    if (added.isNew) {
      await this.#announce('text.queued', added.text);
      this.#delivery.wake();
    }
    return added.text;
  }

  list(query: TextQuery): Promise<Page<TextMessageView>> {
    return this.#deps.store.list(query);
  }

  async get(textId: string): Promise<TextMessageView> {
    const text = await this.#deps.store.get(textId);
    if (!text) throw new UserError('not-found', 'There is no such text message.');
    return text;
  }

  /** @throws UserError conflict when it neither waits nor failed */
  async retry(textId: string): Promise<TextMessageView> {
    await this.get(textId);
    const { store, now } = this.#deps;
    if (!(await store.retry(textId, now())))
      throw new UserError('conflict', 'The gateway has this text message already.');
    this.#delivery.wake();
    return this.get(textId);
  }

  /** What the gateway says became of it. @throws UserError not-found when no such text was sent */
  async report(textId: string, { state, reason }: TextReport): Promise<TextMessageView> {
    const { store, now } = this.#deps;
    const text = await store.report(textId, state, reason, now());
    if (!text) throw new UserError('not-found', 'No such text message was sent.');
    await this.#announce(`text.${state}`, text);
    return text;
  }

  /** To be called now and then, and once more to wait for the running tries. */
  deliverDue(): Promise<void> {
    return this.#delivery.deliverDue();
  }

  #outbox(): Outbox<ClaimedText, string | null> {
    const { store } = this.#deps;
    return {
      claim: (now, claimedUntil) => store.claim(now, claimedUntil),
      taken: async ({ id }, reference, at) =>
        this.#announce('text.sent', await store.sent(id, reference, at)),
      later: ({ id }, nextTryAt, reason) => store.later(id, nextTryAt, reason),
      refused: async ({ id }, reason) => this.#announce('text.failed', await store.failed(id, reason)),
    };
  }

  #tell({ text, validUntil, isAnswerLost }: ClaimedText): Promise<string | null> {
    const { gateway, now } = this.#deps;
    if (now() >= validUntil)
      throw new OperationalError('text-gateway-away', 'It could not be sent in time.', { retryable: false });
    const { textId, to, language } = text;
    return gateway.send({ textId, to, text: text.text, language, isAnswerLost });
  }

  async #announce(type: EventType, { textId, to, orderId, callId }: TextMessageView): Promise<void> {
    const { events, logger } = this.#deps;
    try {
      await events.append({
        type,
        ...(callId === null ? {} : { callId }),
        data: { textId, number: to, orderId },
      });
    } catch (error) {
      // What became of it stands in the table.
      logger.warn({ textId, type, err: error }, 'event of a text message lost');
    }
  }
}
