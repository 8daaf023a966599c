import { DateTime } from 'luxon';
import { billKinds, type Bill, type BillKind, type BusinessSystem } from '../crm/business-system';
import type { FlowService } from '../ivr/services';
import type { Accounts } from './accounts';
import { service, spec, type Answered, type Asked } from './define-service';
import type { Payment } from './payment-store';
import type { PaymentMeans } from './payment';
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

type PayAnswer = Answered<(typeof billSpecs)['pay']>;

async function pay(
  { accounts, business, payments, now }: Deps,
  { inputs, verified, requestId, callId, callerNumber, customerId }: Asked<(typeof billSpecs)['pay']>,
): Promise<PayAnswer> {
  const account = await accounts.proved(inputs.account, verified);
  if (account === null) return { outcome: 'not-verified' };
  const means: PaymentMeans = { prepaidCard: { number: inputs.cardNumber, password: inputs.cardPassword } };
  // Before the bill: once paid, it is no longer among the unpaid.
  const earlier = await payments.earlier(requestId, means);
  if (earlier !== null) return answerOf(earlier);
  const bill = (await business.unpaidBills(account)).find((unpaid) => unpaid.billId === inputs.billId);
  if (bill === undefined) return { outcome: 'already' };
  const payment = await payments.pay(
    {
      paymentId: requestId,
      account,
      customerId,
      billId: bill.billId,
      billKind: bill.kind,
      amount: outstandingOf(bill),
      callId,
      callerNumber,
      startedAt: new Date(now()),
    },
    means,
  );
  return payment === 'bill-taken' ? { outcome: 'already' } : answerOf(payment);
}

function answerOf(payment: Payment): PayAnswer {
  const outputs = { amount: `${payment.amount}` };
  switch (payment.state) {
    case 'accepted':
      return { outcome: 'paid', outputs };
    case 'declined':
      return { outcome: isCardFault(payment.reason) ? 'wrong-card' : 'declined', outputs };
    case 'started':
    case 'pending':
    case 'unknown':
      return { outcome: 'pending', outputs };
  }
}

const isCardFault = (reason: string | null): boolean =>
  reason === 'unknown-card' || reason === 'wrong-password';

function monthBefore(key: string, { now, timeZone }: Deps): string | null {
  if (!/^[0-9]$/.test(key) || Number(key) > MONTHS_BACK) return null;
  return DateTime.fromMillis(now(), { zone: timeZone })
    .startOf('month')
    .minus({ months: Number(key) })
    .toFormat('yyyy-MM');
}

const outstandingOf = (bill: Bill): number => Math.max(0, bill.amount - bill.paid);

const spoken = (bill: Bill) => ({
  billId: bill.billId,
  month: bill.month,
  amount: `${bill.amount}`,
  outstanding: `${outstandingOf(bill)}`,
  dueDate: bill.dueDate,
});

const kindOf = (kind: string): BillKind => billKinds.find((known) => known === kind) ?? 'telephone';
