import { DateTime } from 'luxon';
import type { BillView } from '../../server/contract/customer-data';
import type { DemoCustomer } from './demo-customer';

export interface DemoBill {
  readonly kind: BillView['kind'];
  readonly month: string;
  readonly amount: number;
  readonly paid: number;
  readonly dueDate: string;
}

export interface DemoOrder {
  /** Of the demo's customers, from 1. */
  readonly customer: number;
  /** Of the customer's lines, from 0; null: a new line. */
  readonly line: number | null;
  readonly type: string;
  readonly stage: string;
  /** Days from today; null: none was promised. */
  readonly promisedInDays: number | null;
}

/** Bills are kept for the current month and the last six. */
const MONTHS = 7;
const DUE_DAY = 20;

/** Codes of what is switched on, by the place of a line. */
export const demoFeatures = (customer: number, line: number): readonly string[] =>
  [['caller-id'], ['caller-id', 'call-forwarding'], [], ['call-waiting'], ['caller-id', 'call-barring']][
    (customer + line) % 5
  ] ?? [];

/**
 * Telephone bills of one account, oldest first. The current month's is open; the last month's is not paid by every
 * third customer, and nobody else owes anything older.
 * @param account any number that tells accounts apart: it makes their amounts
 */
export function demoBills(account: number, today: DateTime): readonly DemoBill[] {
  return Array.from({ length: MONTHS }, (_, index) => {
    const ago = MONTHS - 1 - index;
    const amount = 3850 + ((account * 1370 + index * 490) % 16_000);
    const isUnpaid = ago === 0 || (ago === 1 && account % 3 === 1);
    return bill('telephone', ago, amount, isUnpaid ? 0 : amount, today);
  });
}

/** What a household pays through us besides its telephone: this month's are open. */
export const demoUtilityBills = (account: number, today: DateTime): readonly DemoBill[] =>
  (['water', 'electricity', 'gas'] as const).map((kind, index) =>
    bill(kind, 0, 2600 + ((account * 910 + index * 2310) % 12_000), 0, today),
  );

function bill(kind: BillView['kind'], ago: number, amount: number, paid: number, today: DateTime): DemoBill {
  const month = today.startOf('month').minus({ months: ago });
  return {
    kind,
    month: month.toFormat('yyyy-MM'),
    amount,
    paid,
    dueDate: month.plus({ months: 1 }).set({ day: DUE_DAY }).toFormat('yyyy-MM-dd'),
  };
}

/** A company has one bill for all its lines, a person one for each line. */
export const isBilledByContract = ({ kind }: DemoCustomer): boolean => kind !== 'person';

export const demoOrders: readonly DemoOrder[] = [
  { customer: 1, line: 1, type: 'new-line', stage: 'on-site', promisedInDays: 1 },
  { customer: 2, line: 0, type: 'change-number', stage: 'accepted', promisedInDays: 3 },
  { customer: 3, line: 2, type: 'resume', stage: 'waiting-for-customer', promisedInDays: null },
  { customer: 3, line: null, type: 'new-line', stage: 'in-work', promisedInDays: 5 },
  { customer: 4, line: 1, type: 'move', stage: 'in-work', promisedInDays: 2 },
  { customer: 6, line: 0, type: 'features', stage: 'completed', promisedInDays: -2 },
  { customer: 8, line: 0, type: 'suspend', stage: 'completed', promisedInDays: -9 },
  { customer: 9, line: 1, type: 'close', stage: 'cancelled', promisedInDays: null },
  { customer: 10, line: null, type: 'new-line', stage: 'accepted', promisedInDays: 6 },
];

/** Digits only: callers type it. */
export const demoOrderNumber = (index: number): string => `97${String(index + 1).padStart(6, '0')}`;

export const demoNotes = [
  {
    customer: 1,
    author: '1001',
    daysAgo: 12,
    pinned: false,
    text: '询问国际漫游资费,已答复。Asked about roaming.',
  },
  {
    customer: 1,
    author: '1002',
    daysAgo: 40,
    pinned: true,
    text: '家有小孩,请勿在午休时间来电。No calls at noon.',
  },
  {
    customer: 3,
    author: '2001',
    daysAgo: 3,
    pinned: true,
    text: '三号线欠费停机,缴费后复机。Line 3 is suspended.',
  },
  {
    customer: 4,
    author: '2001',
    daysAgo: 20,
    pinned: false,
    text: '季度回访满意。Satisfied at the quarterly call.',
  },
  {
    customer: 5,
    author: '1004',
    daysAgo: 7,
    pinned: false,
    text: '急诊线路加测一次。Emergency line tested again.',
  },
] as const;
