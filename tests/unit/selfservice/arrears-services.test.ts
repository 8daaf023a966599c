import type { CustomerId } from '../../../server/contract/ids';
import { arrearsServices } from '../../../server/selfservice/arrears-services';
import type { Debt } from '../../../server/selfservice/debt';
import type { NewPayment, Payment } from '../../../server/selfservice/payment-store';
import { ask } from './asking';

const CARD = { cardNumber: '8600100020004001', cardPassword: '246810' };
const DAVE = '13900000002';

const debt: Debt = {
  account: { kind: 'line', number: '8613900000002' },
  customerId: 'c-2' as CustomerId,
  bill: {
    ...{ billId: 'b-1', kind: 'gas', month: '2026-10', amount: 5000, paid: 679 },
    ...{ dueDate: '2026-11-20', status: 'overdue' },
  },
};
const settled: Debt = { ...debt, bill: { ...debt.bill, paid: 5000, status: 'paid' } };

/** What a house answers that owes so much, with payments that end so. */
function house(owed: Debt | null, end: Partial<Payment> | 'bill-taken' = { state: 'accepted' }) {
  const begun: NewPayment[] = [];
  const stored = (payment: NewPayment): Payment => ({
    ...{ ...payment, state: 'accepted', reason: null, reference: null, resolvedAt: null, recordedAt: null },
    ...(end === 'bill-taken' ? {} : end),
  });
  const services = arrearsServices({
    debtOfCall: () => Promise.resolve(owed),
    payments: {
      earlier: (paymentId) => {
        const earlier = begun.find((payment) => payment.paymentId === paymentId);
        return Promise.resolve(earlier ? stored(earlier) : null);
      },
      pay: (payment) => {
        begun.push(payment);
        return Promise.resolve(end === 'bill-taken' ? end : stored(payment));
      },
    },
    now: () => 0,
  });
  return { services, begun };
}

describe('the bill a campaign calls about', () => {
  it.each([
    ['is none of ours', null, { outcome: 'none' }],
    ['is paid by now', settled, { outcome: 'paid' }],
    ['is owed still, as far as it is', debt, { outcome: 'owed', outputs: { outstanding: '4321' } }],
  ])('%s', async (_, owed, answer) => {
    expect(await ask(house(owed).services, 'arrears.bill', {})).toEqual(answer);
  });
});

describe('paying it in the call', () => {
  const pay = ({ services }: ReturnType<typeof house>) =>
    ask(services, 'arrears.pay', CARD, { callerNumber: '1000', dialedNumber: DAVE });
  const outputs = { amount: '4321' };

  it.each([
    ['accepted', { state: 'accepted' }, { outcome: 'paid', outputs }],
    ['no money', { state: 'declined', reason: 'no-balance' }, { outcome: 'declined', outputs }],
    ['a wrong password', { state: 'declined', reason: 'wrong-password' }, { outcome: 'wrong-card', outputs }],
    ['nobody knows', { state: 'unknown' }, { outcome: 'pending', outputs }],
    ['somebody pays it already', 'bill-taken', { outcome: 'already' }],
  ] as const)('%s', async (_, end, answer) => {
    expect(await pay(house(debt, end))).toEqual(answer);
  });

  it('is of what is outstanding, for whoever owes it, from the number that was called', async () => {
    const rooms = house(debt);
    await pay(rooms);
    expect(rooms.begun).toMatchObject([
      { amount: 4321, billId: 'b-1', customerId: 'c-2', callerNumber: DAVE, account: debt.account },
    ]);
  });

  it('asked again after a crash is the same payment', async () => {
    const rooms = house(debt);
    expect([await pay(rooms), await pay(rooms)]).toEqual([
      { outcome: 'paid', outputs },
      { outcome: 'paid', outputs },
    ]);
    expect(rooms.begun).toHaveLength(1);
  });

  it.each([
    ['a bill that is paid', settled],
    ['no bill', null],
  ])('of %s begins no payment', async (_, owed) => {
    const rooms = house(owed);
    expect(await pay(rooms)).toEqual({ outcome: 'already' });
    expect(rooms.begun).toEqual([]);
  });
});
