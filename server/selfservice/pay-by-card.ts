import type { AccountRef, Bill } from '../crm/business-system';
import type { CallId, CustomerId } from '../contract/ids';
import type { Payment } from './payment-store';
import type { PaymentMeans } from './payment';
import type { Payments } from './payments.service';

interface Deps {
  readonly payments: Pick<Payments, 'earlier' | 'pay'>;
  /** Unix ms. */
  readonly now: () => number;
}

export interface CardPayment {
  /** The same question again is the same payment. */
  readonly requestId: string;
  readonly callId: CallId;
  readonly callerNumber: string;
  readonly customerId: CustomerId | null;
  readonly inputs: { readonly cardNumber: string; readonly cardPassword: string | null };
}

export interface PayableBill {
  readonly account: AccountRef;
  readonly bill: Bill;
}

export interface CardAnswer {
  readonly outcome: 'paid' | 'declined' | 'wrong-card' | 'pending' | 'already';
  readonly outputs?: { readonly amount: string };
}

/**
 * Pays what is outstanding on a bill by prepaid card. The bill is looked for after an earlier payment of the same question:
 * once paid, it is no longer among the unpaid.
 */
export async function payByCard(
  { payments, now }: Deps,
  { requestId, callId, callerNumber, customerId, inputs }: CardPayment,
  unpaid: () => Promise<PayableBill | null>,
): Promise<CardAnswer> {
  const means: PaymentMeans = { prepaidCard: { number: inputs.cardNumber, password: inputs.cardPassword } };
  const earlier = await payments.earlier(requestId, means);
  if (earlier !== null) return answerOf(earlier);
  const found = await unpaid();
  if (found === null) return { outcome: 'already' };
  const { account, bill } = found;
  const payment = await payments.pay(
    {
      ...{ paymentId: requestId, account, customerId, billId: bill.billId, billKind: bill.kind },
      ...{ amount: outstandingOf(bill), callId, callerNumber, startedAt: new Date(now()) },
    },
    means,
  );
  return payment === 'bill-taken' ? { outcome: 'already' } : answerOf(payment);
}

/** In the smallest unit of the currency. */
export const outstandingOf = ({ amount, paid }: Bill): number => Math.max(0, amount - paid);

function answerOf({ amount, state, reason }: Payment): CardAnswer {
  const outputs = { amount: `${amount}` };
  switch (state) {
    case 'accepted':
      return { outcome: 'paid', outputs };
    case 'declined':
      return { outcome: isCardFault(reason) ? 'wrong-card' : 'declined', outputs };
    case 'started':
    case 'pending':
    case 'unknown':
      return { outcome: 'pending', outputs };
  }
}

const isCardFault = (reason: string | null): boolean =>
  reason === 'unknown-card' || reason === 'wrong-password';
