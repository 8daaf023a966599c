import { createHash } from 'node:crypto';
import { orderMarksOf } from './campaign-orders';
import type { CallStore } from '../calls/call-store';
import type { Campaign } from '../contract/campaigns';
import { customerId as toCustomerId, type CallId, type CustomerId } from '../contract/ids';
import type { CustomerDirectory } from '../crm/customer-directory';
import type { CustomerRecords } from '../crm/customer-records';
import { UserError, describeError } from '../errors';
import type { Logger } from '../logging';
import type { AgentMarked } from './settlement';

/** A work order for a contact. */
export interface WishedOrder {
  readonly type: string;
  /** The same wish again makes no other order. */
  readonly requestId: string;
  readonly callId: CallId;
  readonly customerId: CustomerId | null;
  readonly contactName: string | null;
  readonly contactNumber: string;
  readonly subject: string;
  readonly text: string;
  /** What the list says of him, by its columns. */
  readonly fields: Readonly<Record<string, string>>;
  readonly language: Campaign['language'];
}

interface MarkEffectsDeps {
  readonly calls: Pick<CallStore, 'get'>;
  readonly customers: Pick<CustomerDirectory, 'findByNumber'>;
  readonly notes: Pick<CustomerRecords, 'addNote'>;
  readonly makeOrder: (wish: WishedOrder) => Promise<unknown>;
  /** There is somebody to be called again in a campaign that was over. */
  readonly onOpenAgain: (campaign: Campaign) => Promise<void>;
  readonly logger: Logger;
}

/** What follows from a mark of an agent: a work order, a note on the customer's record. Told twice, it is done once. */
export class MarkEffects {
  readonly #deps: MarkEffectsDeps;

  constructor(deps: MarkEffectsDeps) {
    this.#deps = deps;
  }

  /** @throws OperationalError while the database is away: it is told again then */
  async onMarked(marked: AgentMarked): Promise<void> {
    const { campaign, isOpenAgain } = marked.contact;
    if (isOpenAgain) await this.#deps.onOpenAgain(campaign);
    const customerId = await this.#customerOf(marked);
    const type = campaign.marks.find(({ mark }) => mark === marked.mark)?.workOrder ?? null;
    if (type !== null) await this.#order(marked, type, customerId);
    if (customerId !== null) await this.#note(marked, customerId);
  }

  /** An order that was made stays when another mark is said afterwards: somebody may be at work on it. */
  async #order(marked: AgentMarked, type: string, customerId: CustomerId | null): Promise<void> {
    const { callId, mark, date, contact } = marked;
    const { number, name, variables, campaign } = contact;
    const wish: WishedOrder = {
      ...{ type, requestId: `mark.${callId}.${mark}`, callId, customerId },
      ...{ contactName: name || null, contactNumber: number },
      ...{ subject: `${campaign.name}: ${labelOf(marked)}`, text: textOf(marked) },
      fields: { ...variables, ...(date === null ? {} : { date }) },
      language: campaign.language,
    };
    await this.#unlessRefused(marked, () => this.#deps.makeOrder(wish));
  }

  async #note(marked: AgentMarked, customerId: CustomerId): Promise<void> {
    const author = { who: marked.agentId, why: 'campaign' };
    const note = { text: textOf(marked), pinned: false };
    await this.#unlessRefused(marked, () =>
      this.#deps.notes.addNote(customerId, note, author, noteIdOf(marked.eventId)),
    );
  }

  /** What the list says, else whose call it is, else the only one who has this number. */
  async #customerOf({ callId, contact }: AgentMarked): Promise<CustomerId | null> {
    if (contact.customerId !== null) return contact.customerId;
    return (await this.#onCall(callId)) ?? (await this.#byNumber(contact.number));
  }

  async #onCall(callId: CallId): Promise<CustomerId | null> {
    return (await this.#deps.calls.get(callId))?.customerId ?? null;
  }

  async #byNumber(number: string): Promise<CustomerId | null> {
    const [first, ...others] = await this.#deps.customers.findByNumber(number);
    return first && others.length === 0 ? toCustomerId(first.customerId) : null;
  }

  /** A type that is gone, or a customer: the mark counts all the same. */
  async #unlessRefused({ callId, mark }: AgentMarked, act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#deps.logger.warn({ callId, mark, reason: describeError(error) }, 'a mark had no effect');
    }
  }
}

const labelOf = ({ mark, contact: { campaign } }: AgentMarked): string =>
  orderMarksOf(campaign).find((each) => each.mark === mark)?.label[campaign.language] ?? mark;

const textOf = (marked: AgentMarked): string =>
  [
    `${marked.contact.campaign.name}: ${labelOf(marked)}`,
    ...(marked.date === null ? [] : [marked.date]),
  ].join(' · ');

/** The same for the same event, and no other's. */
const noteIdOf = (eventId: string): string =>
  createHash('sha256')
    .update(`mark ${eventId}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
