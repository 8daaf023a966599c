import type { FlowService } from '../ivr/services';
import type { Accounts } from './accounts';
import type { ChargeStore } from './charge-store';
import { service, spec } from './define-service';
import type { InformationCatalog, InformationItem } from './ports';

const itemOutputs = { item: 'digits', category: 'digits', title: 'sound' } as const;

export const informationSpecs = {
  /** The categories of a group, one after the other in the order of their numbers. */
  next: spec({
    name: 'information.next',
    confidential: false,
    inputs: { group: {}, after: { optional: true } },
    outputs: itemOutputs,
    outcomes: ['next', 'end', 'away'],
  }),
  /** What is behind a category number. Its content is told at once only when it is free and for everybody. */
  item: spec({
    name: 'information.item',
    confidential: false,
    inputs: { category: {} },
    outputs: { ...itemOutputs, price: 'amount', content: 'sound' },
    /** unspoken: there is no recording of it in the caller's language. */
    outcomes: ['free', 'charged', 'confidential', 'unspoken', 'none', 'away'],
  }),
  /** The caller has heard the price and accepted it. */
  buy: spec({
    name: 'information.buy',
    confidential: false,
    inputs: { category: {}, price: {} },
    outputs: { ...itemOutputs, content: 'sound' },
    outcomes: ['bought', 'price-changed', 'unspoken', 'none', 'away'],
  }),
  confidential: spec({
    name: 'information.confidential',
    confidential: true,
    inputs: { account: {}, category: {} },
    outputs: { ...itemOutputs, content: 'sound' },
    outcomes: ['told', 'unspoken', 'none', 'not-verified', 'away'],
  }),
};

interface Deps {
  readonly accounts: Accounts;
  readonly catalog: InformationCatalog;
  readonly charges: ChargeStore;
  readonly now: () => number;
}

export function informationServices({ accounts, catalog, charges, now }: Deps): FlowService[] {
  return [
    service(informationSpecs.next, async ({ inputs, language }) => {
      const item = await catalog.next(inputs.group, inputs.after);
      return item === null ? { outcome: 'end' } : { outcome: 'next', outputs: told(item, language) };
    }),
    service(informationSpecs.item, async ({ inputs, language }) => {
      const item = await catalog.item(inputs.category);
      if (item === null) return { outcome: 'none' };
      const content = item.content[language];
      if (content === undefined) return { outcome: 'unspoken', outputs: told(item, language) };
      switch (item.kind) {
        case 'public':
          return { outcome: 'free', outputs: { ...told(item, language), content } };
        case 'charged':
          return { outcome: 'charged', outputs: { ...told(item, language), price: `${item.price}` } };
        case 'confidential':
          return { outcome: 'confidential', outputs: told(item, language) };
      }
    }),
    service(informationSpecs.buy, async ({ inputs, language, requestId, ...call }) => {
      const item = await catalog.item(inputs.category);
      if (item?.kind !== 'charged') return { outcome: 'none' };
      const content = item.content[language];
      if (content === undefined) return { outcome: 'unspoken' };
      // What he accepted is what he heard, not what it costs since.
      if (inputs.price !== `${item.price}`) return { outcome: 'price-changed' };
      await charges.keep({
        chargeId: requestId,
        itemId: item.itemId,
        category: item.category,
        price: item.price,
        callId: call.callId,
        callerNumber: call.callerNumber,
        customerId: call.customerId,
        acceptedAt: new Date(now()),
      });
      return { outcome: 'bought', outputs: { ...told(item, language), content } };
    }),
    service(informationSpecs.confidential, async ({ inputs, language, verified }) => {
      if ((await accounts.proved(inputs.account, verified)) === null) return { outcome: 'not-verified' };
      const item = await catalog.item(inputs.category);
      if (item?.kind !== 'confidential') return { outcome: 'none' };
      const content = item.content[language];
      if (content === undefined) return { outcome: 'unspoken' };
      return { outcome: 'told', outputs: { ...told(item, language), content } };
    }),
  ];
}

const told = (item: InformationItem, language: 'zh-CN' | 'en-US') => {
  const title = item.title[language];
  return { item: item.itemId, category: item.category, ...(title === undefined ? {} : { title }) };
};
