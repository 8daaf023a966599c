import type { ApprovalRuleView } from '../../server/contract/approval';
import type {
  InformationItemChange,
  InformationItemView,
  NewInformationItem,
} from '../../server/contract/crm';
import { parseMoney } from './money';

type Language = 'zh-CN' | 'en-US';
const languages = ['zh-CN', 'en-US'] as const;

/** What people write of an information item, as the form holds it. */
export interface ItemDraft {
  readonly category: string;
  readonly topic: string;
  readonly class: InformationItemView['class'];
  readonly titles: Readonly<Record<Language, string>>;
  readonly texts: Readonly<Record<Language, string>>;
  /** As typed, in yuan. */
  readonly price: string;
  /** 'YYYY-MM-DD'; '': any day. */
  readonly validFrom: string;
  readonly validUntil: string;
}

const emptyDraft: ItemDraft = {
  category: '',
  topic: 'booking',
  class: 'public',
  titles: { 'zh-CN': '', 'en-US': '' },
  texts: { 'zh-CN': '', 'en-US': '' },
  price: '0.00',
  validFrom: '',
  validUntil: '',
};

/** @param item null: a new one */
export const itemDraftOf = (item: InformationItemView | null): ItemDraft =>
  item === null
    ? emptyDraft
    : {
        category: item.category,
        topic: item.topic,
        class: item.class,
        titles: { 'zh-CN': item.titles['zh-CN'] ?? '', 'en-US': item.titles['en-US'] ?? '' },
        texts: { 'zh-CN': item.texts['zh-CN'] ?? '', 'en-US': item.texts['en-US'] ?? '' },
        price: (item.price / 100).toFixed(2),
        validFrom: item.validFrom ?? '',
        validUntil: item.validUntil ?? '',
      };

/** The price in fen, or null for what the server would refuse: only charged items have one, and they all do. */
export function priceOf(draft: ItemDraft): number | null {
  if (draft.class !== 'charged') return 0;
  const price = parseMoney(draft.price);
  return price !== null && price > 0 && price <= 100_000_00 ? price : null;
}

type ItemFields = Omit<NewInformationItem, 'why' | 'titleSounds' | 'sounds' | 'faxDocument'>;

/** What the form says, or null while it could not be saved. A language without words is left out. */
function fieldsOf(draft: ItemDraft): ItemFields | null {
  const price = priceOf(draft);
  const titles = spoken(draft.titles);
  if (price === null || !/^\d{3}$/.test(draft.category) || Object.keys(titles).length === 0) return null;
  const { category, topic, class: itemClass } = draft;
  const [validFrom, validUntil] = [draft.validFrom || null, draft.validUntil || null];
  if (validFrom !== null && validUntil !== null && validFrom > validUntil) return null;
  const texts = spoken(draft.texts);
  return { category, topic, class: itemClass, titles, texts, price, validFrom, validUntil };
}

/** A whole new item, or null while something it needs is missing: a title and a text, in one language at least. */
export function newItemOf(draft: ItemDraft): ItemFields | null {
  const fields = fieldsOf(draft);
  return fields === null || Object.keys(fields.texts).length === 0 ? null : fields;
}

/** What differs, or null when nothing does or it could not be saved. */
export function itemChangeOf(
  item: InformationItemView,
  draft: ItemDraft,
): Omit<InformationItemChange, 'version' | 'why'> | null {
  const fields = fieldsOf(draft);
  if (fields === null) return null;
  const change = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !isSame(value, item[name as keyof ItemFields])),
  );
  return Object.keys(change).length === 0 ? null : change;
}

/** The rules by which somebody else must approve these fields. */
export const rulesOver = (rules: readonly ApprovalRuleView[], fields: object): readonly ApprovalRuleView[] =>
  rules.filter((rule) => rule.bindsMe && rule.fields.some((field) => field in fields));

type Words = InformationItemView['titles'];

const spoken = (words: Readonly<Record<Language, string>>): Words =>
  Object.fromEntries(languages.flatMap((one) => (words[one].trim() ? [[one, words[one].trim()]] : [])));

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null;

const isSame = (left: unknown, right: unknown): boolean =>
  isWords(left) && isWords(right)
    ? languages.every((one) => (left[one] ?? '') === (right[one] ?? ''))
    : left === right;
