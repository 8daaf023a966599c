import { randomUUID } from 'node:crypto';
import type { TextMessageView } from '../contract/texts';
import { UserError } from '../errors';
import type { OrderCatalog } from './order-catalog';
import type { OrderStore } from './order-store';
import { progressOf } from './order-views';
import type { Texting } from './ports';
import { readSerial } from './serial';
import { fillTemplate, writtenDay } from './text-template';
import type { OrderActor, WorkOrder } from './work-order';

interface SerialTextsDeps {
  readonly store: Pick<OrderStore, 'bySerial' | 'find'>;
  readonly catalog: OrderCatalog;
  readonly texting: Texting;
}

type Language = 'zh-CN' | 'en-US';

/** A caller types numbers, and somebody else's phone rings: so many for one order. */
const MOST_FROM_CALLS = 3;

/** An order's serial number and promised day, in words of its pack, to a mobile. */
export class SerialTexts {
  readonly #deps: SerialTextsDeps;

  constructor(deps: SerialTextsDeps) {
    this.#deps = deps;
  }

  /** Whether callers of this pack may be offered it. */
  isOffered(pack: string): boolean {
    return this.#deps.texting.able() && this.#deps.catalog.serialText(pack) !== null;
  }

  /** To a caller: once for each number, however often he asks. */
  async toCaller(request: {
    readonly serial: string;
    readonly number: string;
    readonly callId: string;
    readonly language: Language;
  }): Promise<'queued' | 'not-mobile' | 'refused'> {
    const { serial, number, callId, language } = request;
    const digits = readSerial(serial);
    const order = digits === null ? null : await this.#deps.store.bySerial(digits);
    if (order === null) return 'refused';
    const target = { to: number, requestedBy: 'call', callId };
    const sent = await this.#deps.texting.ofOrder(order.orderId);
    const requestId = `serial/${order.orderId}/${number}`;
    if (sent.filter(({ requestedBy }) => requestedBy === 'call').length >= MOST_FROM_CALLS) return 'refused';
    try {
      await this.#send(order, language, { ...target, requestId });
      return 'queued';
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return error.code === 'not-a-mobile' ? 'not-mobile' : 'refused';
    }
  }

  /** From a desk: each request by itself. @throws UserError not-found, not-a-mobile, no-text-gateway */
  async fromDesk(
    orderId: string,
    {
      number,
      requestId = randomUUID(),
    }: { readonly number?: string | undefined; readonly requestId?: string | undefined },
    actor: OrderActor,
  ): Promise<TextMessageView> {
    const order = await this.#deps.store.find(orderId);
    if (!order) throw new UserError('not-found', 'There is no such work order.');
    const to = number ?? order.contactNumber;
    if (to === null) throw new UserError('not-a-mobile', 'The work order has no number to send it to.');
    const requestedBy = `${actor.kind}:${actor.id}`;
    return this.#send(order, order.language, {
      ...{ to, requestedBy, callId: null },
      requestId: `serial/${orderId}/${requestedBy}/${requestId}`,
    });
  }

  /** @throws UserError not-found */
  async ofOrder(orderId: string): Promise<readonly TextMessageView[]> {
    if (!(await this.#deps.store.find(orderId)))
      throw new UserError('not-found', 'There is no such work order.');
    return this.#deps.texting.ofOrder(orderId);
  }

  async #send(
    order: WorkOrder,
    language: Language,
    target: { to: string; requestedBy: string; callId: string | null; requestId: string },
  ): Promise<TextMessageView> {
    const { catalog, texting } = this.#deps;
    const template = catalog.serialText(order.pack);
    if (template === null)
      throw new UserError('no-text-gateway', 'The pack has no words to send a serial number with.');
    const { serial, promisedDate, typeNames } = progressOf(order, catalog);
    const text = fillTemplate(template[language], {
      serial,
      promised: promisedDate === null ? null : writtenDay(promisedDate, language),
      type: typeNames[language],
    });
    return texting.send({ ...target, text, language, orderId: order.orderId });
  }
}
