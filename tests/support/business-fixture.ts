import type { Bill, BusinessContract, BusinessLine, ServiceOrder } from '../../server/crm/business-system';

/** What a business system under test knows: the same facts for every implementation. */
export interface BusinessFixture {
  readonly lines: readonly BusinessLine[];
  readonly contracts: readonly BusinessContract[];
  readonly bills: readonly (Bill & { readonly line: string })[];
  /** Newest first. */
  readonly orders: readonly ServiceOrder[];
}

const CUSTOMER = '0b7e7c1e-6b0b-4d8e-9a53-6c2d0c5a9701';
const LINE = '862163330001';
const SUSPENDED = '8613912345678';

export const businessFixture: BusinessFixture = {
  lines: [
    {
      number: LINE,
      customerId: CUSTOMER,
      customerName: '王小明',
      contractNumber: 'C/2026-1',
      kind: 'fixed',
      status: 'active',
      features: ['call-waiting', 'caller-id'],
      areaCode: '21',
    },
    {
      number: SUSPENDED,
      customerId: CUSTOMER,
      customerName: '王小明',
      contractNumber: 'C/2026-1',
      kind: 'mobile',
      status: 'suspended',
      features: [],
      areaCode: null,
    },
  ],
  contracts: [
    {
      contractNumber: 'C/2026-1',
      customerId: CUSTOMER,
      customerName: '王小明',
      lineNumbers: [LINE, SUSPENDED],
    },
  ],
  bills: [
    billOf('11', 3850, 0, 'open'),
    billOf('10', 12_005, 2005, 'overdue'),
    billOf('09', 5000, 5000, 'paid'),
  ],
  orders: [
    {
      orderNumber: 'ORD-2',
      serial: '2026112200021',
      type: 'move',
      stage: 'surveyed',
      promisedDate: '2026-11-29',
      lineNumber: LINE,
    },
    {
      orderNumber: 'ORD-1',
      serial: null,
      type: 'change',
      stage: 'done',
      promisedDate: null,
      lineNumber: LINE,
    },
  ],
};

function billOf(month: string, amount: number, paid: number, status: Bill['status']) {
  return {
    line: LINE,
    billId: `0b7e7c1e-6b0b-4d8e-9a53-0000000000${month}`,
    kind: 'telephone' as const,
    month: `2026-${month}`,
    amount,
    paid,
    // Far enough in the future, or in the past, for whatever day the test runs on.
    dueDate: status === 'open' ? '2099-12-15' : `2020-${month}-15`,
    status,
  };
}

/** The fixture's bills as a business system tells them. */
export const fixtureBills: readonly Bill[] = businessFixture.bills.map(
  ({ billId, kind, month, amount, paid, dueDate, status }) => ({
    ...{ billId, kind, month, amount, paid, dueDate, status },
  }),
);
