import type { BusinessSystem } from '../../../server/crm/business-system';
import { businessFixture, fixtureBills } from '../../support/business-fixture';

/** What every BusinessSystem promises; `open` answers with one that knows the fixture's facts and nothing else. */
export function describeBusinessSystem(name: string, open: () => Promise<BusinessSystem>): void {
  describe(`business system: ${name}`, () => {
    const [line, suspended] = businessFixture.lines;
    const [november, october, september] = fixtureBills;
    const account = { kind: 'line', number: '862163330001' } as const;
    let system: BusinessSystem;
    beforeEach(async () => {
      system = await open();
    }, 60_000);

    it.each(['862163330001', '+86 21 6333 0001', '021-63330001', '02163330001'])(
      'finds a line by its number written as %s',
      async (written) => {
        expect(await system.findLine(written)).toEqual(line);
      },
    );

    it('tells a suspended line without an area code', async () => {
      expect(await system.findLine('13912345678')).toEqual(suspended);
    });

    it.each(['021-63339999', '../contracts', '..', '', '%2e%2e', 'anonymous', `1${'0'.repeat(400)}`])(
      'knows no line %j',
      async (written) => {
        expect(await system.findLine(written)).toBeNull();
      },
    );

    it('finds a contract by its number as written, with its lines', async () => {
      const found = await system.findContract('C/2026-1');
      expect(found && { ...found, lineNumbers: [...found.lineNumbers].sort() }).toEqual({
        ...businessFixture.contracts[0],
        lineNumbers: [...businessFixture.contracts[0]!.lineNumbers].sort(),
      });
    });

    it.each(['C/2026-2', 'C', '', '.', "' OR 1=1 --", '\ud800'])('knows no contract %j', async (number) => {
      expect(await system.findContract(number)).toBeNull();
    });

    it('tells the bill of a month', async () => {
      expect(await system.bill(account, '2026-11')).toEqual(november);
      expect(await system.bill(account, '2026-09')).toEqual(september);
      expect(await system.bill(account, '2026-08')).toBeNull();
    });

    it('tells what is unpaid, the oldest first', async () => {
      expect(await system.unpaidBills(account)).toEqual([october, november]);
      expect(await system.unpaidBills({ kind: 'line', number: '8613912345678' })).toEqual([]);
    });

    it('finds orders by number, newest first, by order number and by serial', async () => {
      expect(await system.orders({ number: '021-63330001' })).toEqual(businessFixture.orders);
      expect(await system.orders({ orderNumber: 'ORD-1' })).toEqual([businessFixture.orders[1]]);
      expect(await system.orders({ serial: '2026112200021' })).toEqual([businessFixture.orders[0]]);
      expect(await system.orders({ serial: '404' })).toEqual([]);
    });

    it('marks a bill as paid, once however often it is told', async () => {
      const payment = { paymentId: 'pay-1', billId: november!.billId, amount: 1850, at: Date.now() };
      await system.recordPayment(payment);
      await system.recordPayment(payment);
      expect(await system.bill(account, '2026-11')).toEqual({ ...november, paid: 1850 });
      await system.recordPayment({ ...payment, paymentId: 'pay-2', amount: 2000 });
      expect(await system.bill(account, '2026-11')).toEqual({ ...november, paid: 3850, status: 'paid' });
      expect(await system.unpaidBills(account)).toEqual([october]);
    });
  });
}
