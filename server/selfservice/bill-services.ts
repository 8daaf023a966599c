import { DateTime } from 'luxon';
import { billKinds, type Bill, type BillKind, type BusinessSystem } from '../crm/business-system';
import type { FlowService } from '../ivr/services';
import type { Accounts } from './accounts';
import { service, spec, type Answered, type Asked } from './define-service';
import { outstandingOf, payByCard } from './pay-by-card';
import type { Payments } from './payments.service';

/** The present month and the last six. */
const MONTHS_BACK = 6;

const billOutputs = {
  billId: 'digits',
  month: 'month',
  amount: 'amount',
  outstanding: 'amount',
  dueDate: 'date',
} as const;

export const billSpecs = {
  /** One month's telephone bill; `monthsAgo` is the key pressed, 0 (this month) to 6. */
  month: spec({
    name: 'bill.month',
    confidential: true,
    inputs: { account: {}, monthsAgo: {} },
    outputs: billOutputs,
    outcomes: ['owed', 'paid', 'none', 'no-such-month', 'not-verified', 'away'],
  }),
  /** The oldest unpaid bill of a kind, and how many there are. */
  unpaid: spec({
    name: 'bill.unpaid',
    confidential: true,
    inputs: { account: {}, kind: {} },
    outputs: { ...billOutputs, bills: 'count', total: 'amount' },
    outcomes: ['owed', 'none', 'not-verified', 'away'],
  }),
  /** Pays what is outstanding on one bill, by prepaid card. */
  pay: spec({
    name: 'payment.pay',
    confidential: true,
    inputs: {
      account: {},
      billId: {},
      cardNumber: { secret: true },
      cardPassword: { secret: true, optional: true },
    },
    outputs: { amount: 'amount' },
    /** pending: nobody knows yet, it is found out without the caller; already: paid, or being paid, before this. */
    outcomes: ['paid', 'declined', 'wrong-card', 'pending', 'already', 'not-verified', 'away'],
  }),
};

interface Deps {
  readonly accounts: Accounts;
  readonly business: BusinessSystem;
  readonly payments: Payments;
  readonly now: () => number;
  /** Of the months of bills. */
  readonly timeZone: string;
}

export function billServices(deps: Deps): FlowService[] {
  return [
    service(billSpecs.month, async ({ inputs, verified }) => {
      const account = await deps.accounts.proved(inputs.account, verified);
      if (account === null) return { outcome: 'not-verified' };
      const month = monthBefore(inputs.monthsAgo, deps);
      if (month === null) return { outcome: 'no-such-month' };
      const bill = await deps.business.bill(account, month);
      if (bill === null) return { outcome: 'none', outputs: { month } };
      return { outcome: outstandingOf(bill) > 0 ? 'owed' : 'paid', outputs: spoken(bill) };
    }),
    service(billSpecs.unpaid, async ({ inputs, verified }) => {
      const account = await deps.accounts.proved(inputs.account, verified);
      if (account === null) return { outcome: 'not-verified' };
      const bills = (await deps.business.unpaidBills(account)).filter(
        (bill) => bill.kind === kindOf(inputs.kind),
      );
      const [oldest] = bills;
      if (oldest === undefined) return { outcome: 'none' };
      const total = bills.reduce((sum, bill) => sum + outstandingOf(bill), 0);
      return { outcome: 'owed', outputs: { ...spoken(oldest), bills: `${bills.length}`, total: `${total}` } };
    }),
    service(billSpecs.pay, (asked) => pay(deps, asked)),
  ];
}

async function pay(
  { accounts, business, payments, now }: Deps,
  { inputs, verified, ...asked }: Asked<(typeof billSpecs)['pay']>,
): Promise<Answered<(typeof billSpecs)['pay']>> {
  const account = await accounts.proved(inputs.account, verified);
  if (account === null) return { outcome: 'not-verified' };
  return payByCard({ payments, now }, { ...asked, inputs }, async () => {
    const bill = (await business.unpaidBills(account)).find(({ billId }) => billId === inputs.billId);
    return bill ? { account, bill } : null;
  });
}

function monthBefore(key: string, { now, timeZone }: Deps): string | null {
  if (!/^[0-9]$/.test(key) || Number(key) > MONTHS_BACK) return null;
  return DateTime.fromMillis(now(), { zone: timeZone })
    .startOf('month')
    .minus({ months: Number(key) })
    .toFormat('yyyy-MM');
}

const spoken = (bill: Bill) => ({
  billId: bill.billId,
  month: bill.month,
  amount: `${bill.amount}`,
  outstanding: `${outstandingOf(bill)}`,
  dueDate: bill.dueDate,
});

const kindOf = (kind: string): BillKind => billKinds.find((known) => known === kind) ?? 'telephone';
