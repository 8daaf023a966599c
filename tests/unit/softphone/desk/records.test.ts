import fc from 'fast-check';
import type { InformationItemView } from '../../../../server/contract/crm';
import {
  changesOf,
  customerFields,
  emptyCustomer,
  rebase,
  type CustomerDraft,
} from '../../../../softphone/desk/customer-draft';
import {
  itemChangeOf,
  itemDraftOf,
  newItemOf,
  rulesOver,
  type ItemDraft,
} from '../../../../softphone/desk/item-draft';
import { formatMoney, parseMoney } from '../../../../softphone/desk/money';

describe('money', () => {
  it.each([
    ['12', 1200],
    ['12.5', 1250],
    ['¥12.50', 1250],
    [' 0.05 ', 5],
    ['12.345', null],
    ['-1', null],
    ['1,200', null],
    ['', null],
    ['twelve', null],
  ])('%s is %s fen', (typed, fen) => {
    expect(parseMoney(typed)).toBe(fen);
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (fen) => {
        expect(parseMoney((fen / 100).toFixed(2))).toBe(fen);
      }),
    );
  });

  it('is shown in yuan', () => {
    expect(formatMoney(12_850, 'zh-CN')).toBe('¥128.50');
    expect(formatMoney(5, 'en-US')).toBe('¥0.05');
  });
});

const zhang: CustomerDraft = {
  name: '张伟',
  kind: 'person',
  contractNumber: 'C1000002',
  address: '样板街 22 号',
  notes: '',
};

describe('a customer being edited', () => {
  it('sends what was touched, and an emptied field as none', () => {
    expect(changesOf(zhang, zhang)).toEqual({});
    expect(changesOf(zhang, { ...zhang, name: ' 张伟 ' })).toEqual({});
    expect(changesOf(zhang, { ...zhang, address: '', notes: ' new ' })).toEqual({
      address: null,
      notes: 'new',
    });
  });

  it('takes over what only the other one changed', () => {
    const theirs = { ...zhang, address: 'elsewhere' };
    expect(rebase(zhang, { ...zhang, name: '张玮' }, theirs)).toEqual({
      draft: { ...theirs, name: '张玮' },
      contested: [],
    });
  });

  it('keeps the own text where both changed, and names the field', () => {
    const mine = { ...zhang, address: 'mine' };
    const { draft, contested } = rebase(zhang, mine, { ...zhang, address: 'theirs' });
    expect(draft.address).toBe('mine');
    expect(contested).toEqual(['address']);
  });

  it('sees no contest where both wrote the same', () => {
    const same = { ...zhang, address: 'the same' };
    expect(rebase(zhang, same, same).contested).toEqual([]);
  });

  it('never loses a change of either', () => {
    const draft = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('person', 'company'),
      contractNumber: fc.constantFrom('', 'C1', 'C2'),
      address: fc.constantFrom('', 'x', 'y'),
      notes: fc.constantFrom('', 'n', 'm'),
    }) as fc.Arbitrary<CustomerDraft>;
    fc.assert(
      fc.property(draft, draft, draft, (before, mine, theirs) => {
        const { draft: mixed } = rebase(before, mine, theirs);
        for (const field of customerFields) {
          const touched = mine[field] !== before[field];
          expect(mixed[field]).toBe(touched ? mine[field] : theirs[field]);
        }
      }),
    );
  });

  it('of a new one sends only what was filled in', () => {
    expect(changesOf(emptyCustomer, { ...emptyCustomer, name: '钱多多' })).toEqual({ name: '钱多多' });
  });
});

const item: InformationItemView = {
  itemId: '00000000-0000-4000-8000-000000000001',
  category: '104',
  topic: 'booking',
  class: 'charged',
  titles: { 'zh-CN': '订戏票' },
  texts: { 'zh-CN': '本周上演三场。' },
  price: 50,
  titleSounds: {},
  sounds: {},
  faxDocument: null,
  validFrom: null,
  validUntil: null,
  version: 3,
};

describe('an information item being edited', () => {
  const draft = itemDraftOf(item);

  it('has nothing to send when nothing was touched', () => {
    expect(itemChangeOf(item, draft)).toBeNull();
  });

  it('sends new words with those of the other language', () => {
    expect(itemChangeOf(item, { ...draft, texts: { ...draft.texts, 'en-US': 'Three shows.' } })).toEqual({
      texts: { 'zh-CN': '本周上演三场。', 'en-US': 'Three shows.' },
    });
  });

  it('sends a price in fen, and none that the server would refuse', () => {
    expect(itemChangeOf(item, { ...draft, price: '1.20' })).toEqual({ price: 120 });
    expect(itemChangeOf(item, { ...draft, price: '0' })).toBeNull();
    expect(itemChangeOf(item, { ...draft, price: '1000000' })).toBeNull();
    expect(itemChangeOf(item, { ...draft, price: 'free' })).toBeNull();
  });

  it('sends a new class with the price that goes with it', () => {
    expect(itemChangeOf(item, { ...draft, class: 'public' })).toEqual({ class: 'public', price: 0 });
    expect(itemChangeOf(item, { ...draft, validUntil: '2026-12-31' })).toEqual({ validUntil: '2026-12-31' });
  });

  it('leaves the price of a free one alone, whatever stands in the field', () => {
    const free: InformationItemView = { ...item, class: 'public', price: 0 };
    expect(itemChangeOf(free, { ...itemDraftOf(free), price: '9' })).toBeNull();
  });
});

describe('a new information item', () => {
  const titles = { 'zh-CN': '天气', 'en-US': '' };
  const draft: ItemDraft = {
    ...itemDraftOf(null),
    category: '105',
    class: 'charged',
    price: '0.5',
    titles,
    texts: { 'zh-CN': ' 多云 ', 'en-US': '' },
  };

  it('is sent whole, without the language that has no words', () => {
    expect(newItemOf(draft)).toEqual({
      ...{ category: '105', topic: 'booking', class: 'charged', price: 50 },
      ...{ titles: { 'zh-CN': '天气' }, texts: { 'zh-CN': '多云' }, validFrom: null, validUntil: null },
    });
  });

  it.each([
    ['a number of two digits', { category: '10' }],
    ['no title', { titles: { 'zh-CN': ' ', 'en-US': '' } }],
    ['no text', { texts: { 'zh-CN': '', 'en-US': '' } }],
    ['a charged one without a price', { price: '0' }],
    ['an end before the beginning', { validFrom: '2026-02-01', validUntil: '2026-01-31' }],
  ])('is not sent with %s', (_why, fault) => {
    expect(newItemOf({ ...draft, ...fault })).toBeNull();
  });

  it('falls under the rules that bind and are about its fields', () => {
    const view = { version: 1, changedBy: 'system', changedAt: '', why: '', isOn: true };
    const price = { ...view, rule: 'price', fields: ['price', 'class'], bindsMe: true } as const;
    const texts = { ...view, rule: 'texts', fields: ['texts'], bindsMe: false } as const;
    const rules = [price, texts].map((rule) => ({ ...rule, fields: [...rule.fields] }));
    expect(rulesOver(rules, { price: 10 }).map(({ rule }) => rule)).toEqual(['price']);
    expect(rulesOver(rules, { texts: {}, validFrom: null })).toEqual([]);
  });
});
