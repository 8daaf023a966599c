import type { InformationItemChange, InformationItemView } from '../../server/contract/crm';
import { parseMoney } from './money';

/** What can be edited of an information item, as the form holds it. */
export interface ItemDraft {
  readonly titles: Readonly<Record<'zh-CN' | 'en-US', string>>;
  readonly texts: Readonly<Record<'zh-CN' | 'en-US', string>>;
  /** As typed, in yuan. */
  readonly price: string;
}

export const itemDraftOf = (item: InformationItemView): ItemDraft => ({
  titles: { 'zh-CN': item.titles['zh-CN'] ?? '', 'en-US': item.titles['en-US'] ?? '' },
  texts: { 'zh-CN': item.texts['zh-CN'] ?? '', 'en-US': item.texts['en-US'] ?? '' },
  price: (item.price / 100).toFixed(2),
});

/** The price in fen, or null for what the server would refuse: only charged items have one, and they all do. */
export function priceOf(item: InformationItemView, draft: ItemDraft): number | null {
  if (item.class !== 'charged') return 0;
  const price = parseMoney(draft.price);
  return price !== null && price > 0 && price <= 100_000_00 ? price : null;
}

/** What differs, or null when nothing does or the price is none. A language without words is left out. */
export function itemChangeOf(
  item: InformationItemView,
  draft: ItemDraft,
): Omit<InformationItemChange, 'version' | 'why'> | null {
  const price = priceOf(item, draft);
  if (price === null) return null;
  const titles = spoken(draft.titles);
  const texts = spoken(draft.texts);
  const change = {
    ...(isSame(titles, item.titles) ? {} : { titles }),
    ...(isSame(texts, item.texts) ? {} : { texts }),
    ...(price === item.price ? {} : { price }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

type Words = InformationItemView['titles'];
const languages = ['zh-CN', 'en-US'] as const;

const spoken = (words: Readonly<Record<'zh-CN' | 'en-US', string>>): Words =>
  Object.fromEntries(languages.flatMap((one) => (words[one].trim() ? [[one, words[one].trim()]] : [])));

const isSame = (left: Words, right: Words): boolean =>
  languages.every((one) => (left[one] ?? '') === (right[one] ?? ''));
