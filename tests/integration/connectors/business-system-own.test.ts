import { createDataSource, migrate } from '../../../db/data-source';
import { BusinessSystemRepository } from '../../../db/repositories/business-system.repository';
import { businessFixture } from '../../support/business-fixture';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';
import { describeBusinessSystem } from './business-system-contract';

const numberFormat = { region: 'CN', areaCode: null } as const;

let postgres: TestPostgres;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  postgres = await startTestPostgres();
}, 60_000);
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(() => postgres.stop(), 60_000);

async function open(): Promise<BusinessSystemRepository> {
  const dataSource = createDataSource(await postgres.freshDatabase(), silentLogger);
  await dataSource.initialize();
  closing.push(() => dataSource.destroy());
  await migrate(dataSource);
  await fill((statement, parameters) => dataSource.query(statement, parameters));
  return new BusinessSystemRepository({ dataSource, numberFormat, today: () => '2026-11-22' });
}

async function fill(run: (statement: string, parameters: unknown[]) => Promise<unknown>): Promise<void> {
  const [contract] = businessFixture.contracts;
  const [first] = businessFixture.lines;
  await run(`INSERT INTO customers (customer_id, name, kind) VALUES ($1, $2, 'person')`, [
    contract!.customerId,
    contract!.customerName,
  ]);
  await run(
    `INSERT INTO contracts (customer_id, contract_number, digits) VALUES ($1, $2, regexp_replace($2, '\\D', '', 'g'))`,
    [contract!.customerId, contract!.contractNumber],
  );
  for (const line of businessFixture.lines)
    await run(
      `INSERT INTO lines (customer_id, contract_id, number, e164, digits, kind, status, features, area_code)
       SELECT customer_id, contract_id, $1, '+' || $1, $2, $3, $4, $5, $6 FROM contracts`,
      [
        line.number,
        line.kind === 'mobile' ? line.number.slice(2) : `0${line.number.slice(2)}`,
        line.kind,
        line.status,
        line.features,
        line.areaCode,
      ],
    );
  for (const bill of businessFixture.bills)
    await run(
      `INSERT INTO bills (bill_id, customer_id, line_id, kind, month, amount, paid, due_date)
       SELECT $1, customer_id, line_id, $3, $4, $5, $6, $7 FROM lines WHERE number = $2`,
      [bill.billId, bill.line, bill.kind, bill.month, bill.amount, bill.paid, bill.dueDate],
    );
  for (const [index, order] of businessFixture.orders.entries())
    await run(
      `INSERT INTO service_orders (order_number, serial, type, stage, promised_date, customer_id, line_id, created_at)
       SELECT $1, $2, $3, $4, $5, customer_id, line_id, now() - make_interval(days => $7) FROM lines WHERE number = $6`,
      [order.orderNumber, order.serial, order.type, order.stage, order.promisedDate, first!.number, index],
    );
}

describeBusinessSystem('our own database', open);
