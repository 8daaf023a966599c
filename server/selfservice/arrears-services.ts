import type { FlowService } from '../ivr/services';
import type { DebtOfCall } from './debt';
import { service, spec } from './define-service';
import { outstandingOf, payByCard } from './pay-by-card';
import type { Payments } from './payments.service';

/**
 * What a campaign may do about the very bill it calls for. Nothing is told but what its list has told in this call, and
 * whoever has a card may pay: no password is asked.
 */
export const arrearsSpecs = {
  /** How the bill stands now. none: the call is not about a bill we know. */
  bill: spec({
    name: 'arrears.bill',
    confidential: false,
    inputs: {},
    outputs: { outstanding: 'amount' },
    outcomes: ['owed', 'paid', 'none', 'away'],
  }),
  /** Pays what is outstanding on it, by prepaid card; the outcomes are those of 'payment.pay'. */
  pay: spec({
    name: 'arrears.pay',
    confidential: false,
    inputs: { cardNumber: { secret: true }, cardPassword: { secret: true, optional: true } },
    outputs: { amount: 'amount' },
    outcomes: ['paid', 'declined', 'wrong-card', 'pending', 'already', 'away'],
  }),
};

interface Deps {
  readonly debtOfCall: DebtOfCall;
  readonly payments: Pick<Payments, 'earlier' | 'pay'>;
  /** Unix ms. */
  readonly now: () => number;
}

export function arrearsServices({ debtOfCall, payments, now }: Deps): FlowService[] {
  return [
    service(arrearsSpecs.bill, async ({ callId }) => {
      const debt = await debtOfCall(callId);
      if (debt === null) return { outcome: 'none' };
      const outstanding = outstandingOf(debt.bill);
      return outstanding > 0
        ? { outcome: 'owed', outputs: { outstanding: `${outstanding}` } }
        : { outcome: 'paid' };
    }),
    service(arrearsSpecs.pay, async ({ dialedNumber, ...asked }) => {
      const debt = await debtOfCall(asked.callId);
      // Whom we call is not the caller by the trunk's account, but he is who pays.
      const payment = { ...asked, callerNumber: dialedNumber, customerId: debt?.customerId ?? null };
      return payByCard({ payments, now }, payment, () =>
        Promise.resolve(debt && outstandingOf(debt.bill) > 0 ? debt : null),
      );
    }),
  ];
}
