import type { Database } from '../../../db';
import { customerId } from '../../../server/contract/ids';
import { startDemoDatabase, type DemoDatabase } from '../../support/demo-database';
import { centreNow } from '../../support/centre-day';

const alice = { who: '1001', why: 'asked on the phone' };
const paged = { page: 1, pageSize: 50 };
const LI_NA = customerId('00000000-0000-4000-8000-020000000001');
const PEARL = customerId('00000000-0000-4000-8000-020000000003');
const NOBODY = customerId('00000000-0000-4000-8000-999999999999');
const thisMonth = centreNow().toFormat('yyyy-MM');
const lastMonth = centreNow().startOf('month').minus({ months: 1 }).toFormat('yyyy-MM');

describe('accounts on the demo data', () => {
  let demo: DemoDatabase;
  let database: Database;

  beforeAll(async () => {
    demo = await startDemoDatabase();
    ({ database } = demo);
  }, 60_000);
  afterAll(() => demo.stop(), 60_000);

  const changesOf = (id: string) => demo.changesOf(id);

  describe('AccountRecords', () => {
    it('lists the bills of a line, a contract and a month', async () => {
      const ofLine = await database.accounts.bills({ ...paged, lineNumber: '63330101' });
      expect(ofLine.total).toBe(7);
      expect(ofLine.items[0]).toMatchObject({ month: thisMonth, status: 'open', contractNumber: 'C1000001' });
      expect((await database.accounts.bills({ ...paged, contractNumber: 'C1000001' })).total).toBe(17);
      const month = await database.accounts.bills({ ...paged, month: lastMonth, kind: 'telephone' });
      expect(month.items.every((bill) => bill.month === lastMonth)).toBe(true);
      expect((await database.accounts.bills({ ...paged, lineNumber: 'KD9' })).total).toBe(0);
    });

    it('lists what is unpaid, the longest due first', async () => {
      for (const status of ['open', 'overdue'] as const) {
        const page = await database.accounts.bills({ ...paged, status });
        expect(page.items.every((bill) => bill.status === status)).toBe(true);
        const due = page.items.map((bill) => bill.dueDate);
        expect(due).toEqual([...due].sort());
      }
    });

    it('does not list everything', async () => {
      await expect(database.accounts.bills(paged)).rejects.toMatchObject({ code: 'validation-failed' });
      await expect(
        database.accounts.bills({ ...paged, month: thisMonth, status: 'paid' }),
      ).rejects.toMatchObject({ code: 'validation-failed' });
    });

    it('finds orders by their number, a line, stage and customer', async () => {
      const orders = (more: object) => database.accounts.orders({ ...paged, sort: '-createdAt', ...more });
      const numbersOf = async (more: object) => (await orders(more)).items.map((order) => order.orderNumber);
      expect(await numbersOf({ number: '97000005' })).toEqual(['97000005']);
      expect(await numbersOf({ number: 'KD1000001' })).toEqual(['97000001']);
      expect(await numbersOf({ number: '139-0000-0013' })).toEqual(['97000009']);
      expect(await numbersOf({ customerId: PEARL })).toEqual(['97000003', '97000004']);
      expect(await numbersOf({ stage: 'accepted' })).toEqual(['97000002', '97000009']);
      expect(await numbersOf({ isOpen: false })).toEqual(['97000006', '97000007', '97000008']);
      const promised = (await orders({ sort: 'promisedDate' })).items;
      expect(promised[0]?.orderNumber).toBe('97000001');
    });

    it('moves an order, closes it at a final stage, and keeps the change', async () => {
      const order = (await database.accounts.orders({ ...paged, sort: '-createdAt', number: '97000002' }))
        .items[0];
      const id = order?.orderId ?? '';
      const moved = await database.accounts.changeOrder(
        id,
        { version: 1, stage: 'completed', why: 'done' },
        alice,
      );
      expect(moved).toMatchObject({ stage: 'completed', isOpen: false, version: 2 });
      await expect(
        database.accounts.changeOrder(id, { version: 1, stage: 'accepted', why: '' }, alice),
      ).rejects.toMatchObject({ code: 'conflict' });
      expect(await changesOf(id)).toMatchObject([
        { before: { stage: 'accepted' }, after: { stage: 'completed' }, why: 'done' },
      ]);
      await expect(
        database.accounts.changeOrder(NOBODY, { version: 1, why: '' }, alice),
      ).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  describe('BusinessSystem', () => {
    it.each(['021-63330101', '862163330101', '63330101', '+86 21 6333 0101'])(
      'finds the line %s',
      async (number) => {
        expect(await database.businessSystem.findLine(number)).toEqual({
          number: '862163330101',
          customerId: LI_NA,
          customerName: '李娜 Li Na',
          contractNumber: 'C1000001',
          kind: 'fixed',
          status: 'active',
          features: ['caller-id', 'call-forwarding'],
          areaCode: '21',
        });
      },
    );

    it('finds a broadband account as it is written, and nobody for what nobody has', async () => {
      expect(await database.businessSystem.findLine('kd1000001')).toMatchObject({ kind: 'broadband' });
      for (const number of ['', '63339999', "'", 'anonymous']) {
        expect(await database.businessSystem.findLine(number)).toBeNull();
      }
    });

    it.each(['C1000001', 'c1000001', '1000001'])('finds the contract %s', async (number) => {
      expect(await database.businessSystem.findContract(number)).toMatchObject({
        contractNumber: 'C1000001',
        customerId: LI_NA,
        lineNumbers: ['862163330101', 'KD1000001'],
      });
    });

    it('takes digits that two contracts share for neither', async () => {
      const id = await database.customerRecords.create(
        {
          name: '同号',
          kind: 'person',
          contractNumber: 'Z2000001',
          address: null,
          notes: '',
          ownerId: null,
          phones: [],
          why: '',
        },
        alice,
      );
      expect(await database.businessSystem.findContract('2000001')).toBeNull();
      expect(await database.businessSystem.findContract('C2000001')).toMatchObject({ customerId: PEARL });
      await demo.postgres.run(demo.address.database, 'DELETE FROM customers WHERE customer_id = $1', [id]);
    });

    it('tells a line its own bill, or its contract’s when that has one for all', async () => {
      const own = await database.businessSystem.bill({ kind: 'line', number: '862163330101' }, thisMonth);
      expect(own).toMatchObject({ kind: 'telephone', month: thisMonth, status: 'open', paid: 0 });
      const shared = await database.businessSystem.bill({ kind: 'line', number: '02163330002' }, thisMonth);
      const whole = await database.businessSystem.bill({ kind: 'contract', number: 'C2000001' }, thisMonth);
      expect(shared).toEqual(whole);
      expect(shared).not.toBeNull();
      // Two lines, a bill each: none of them is the contract's.
      expect(
        await database.businessSystem.bill({ kind: 'contract', number: 'C1000001' }, thisMonth),
      ).toBeNull();
      expect(await database.businessSystem.bill({ kind: 'line', number: '63330101' }, '2001-01')).toBeNull();
    });

    it('lists what is unpaid, oldest first, and books a payment once', async () => {
      const account = { kind: 'line', number: '13900000002' } as const;
      const unpaid = await database.businessSystem.unpaidBills(account);
      expect(unpaid.length).toBeGreaterThan(0);
      expect(unpaid.map((bill) => bill.month)).toEqual(unpaid.map((bill) => bill.month).sort());
      const bill = unpaid.find((one) => one.kind === 'telephone');
      const payment = {
        paymentId: 'pay-1',
        billId: bill?.billId ?? '',
        amount: bill?.amount ?? 0,
        at: Date.now(),
      };
      await Promise.all([1, 2, 3].map(() => database.businessSystem.recordPayment(payment)));
      const left = await database.businessSystem.unpaidBills(account);
      expect(left.map((one) => one.billId)).not.toContain(bill?.billId);
      expect(await database.businessSystem.bill(account, bill?.month ?? '')).toMatchObject({
        status: 'paid',
        paid: bill?.amount,
      });
      await expect(database.businessSystem.recordPayment({ ...payment, amount: 1 })).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(
        database.businessSystem.recordPayment({ ...payment, paymentId: 'pay-2', billId: 'x' }),
      ).rejects.toMatchObject({ code: 'not-found' });
    });

    it('finds orders by order number and by telephone number', async () => {
      expect(await database.businessSystem.orders({ orderNumber: '97000001' })).toMatchObject([
        { orderNumber: '97000001', stage: 'on-site', lineNumber: 'KD1000001' },
      ]);
      expect(await database.businessSystem.orders({ number: '13900000001' })).toMatchObject([
        { orderNumber: '97000001' },
      ]);
      expect(await database.businessSystem.orders({ serial: '97000001' })).toEqual([]);
    });
  });
});
