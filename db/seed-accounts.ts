import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { normaliseNumber, numberKey, type NumberFormat } from '../server/crm/number-matching';
import {
  demoBills,
  demoFeatures,
  demoNotes,
  demoOrderNumber,
  demoOrders,
  demoUtilityBills,
  isBilledByContract,
} from './demo/accounts';
import { demoCustomers } from './demo/customers';
import type { DemoCustomer } from './demo/demo-customer';
import { demoDirectory } from './demo/directory';
import { demoId } from './demo/demo-id';
import { demoItems } from './demo/information';
import {
  Bill,
  Contract,
  Customer,
  CustomerNote,
  DirectoryEntry,
  InformationItem,
  Line,
  ServiceOrderRow,
} from './entities';
import { contractColumns, searchColumns } from './repositories/customer-records.repository';
import { addMissing, IDS_PER_CUSTOMER } from './seed-rows';

const FINAL_STAGES: readonly string[] = ['completed', 'cancelled'];

/** What the demo's customers have with us, and what is told to callers. Bills follow the calendar: each start adds new months. */
export async function seedAccounts(
  manager: EntityManager,
  format: NumberFormat,
  today: DateTime,
): Promise<void> {
  for (const [index, customer] of demoCustomers.entries()) {
    if (!(await manager.existsBy(Customer, { customerId: demoId('customer', index + 1) }))) continue;
    await addAccount(manager, index + 1, customer, today);
  }
  await addOrders(manager, format, today);
  await addNotes(manager, today);
  await addMissing(manager, DirectoryEntry, directoryRows(format));
  await addMissing(
    manager,
    InformationItem,
    demoItems.map((item, index) => ({
      ...item,
      itemId: demoId('item', index + 1),
      titleSounds: {},
      sounds: {},
    })),
  );
}

async function addAccount(
  manager: EntityManager,
  number: number,
  demo: DemoCustomer,
  today: DateTime,
): Promise<void> {
  if (demo.contractNumber === null) return;
  const customerId = demoId('customer', number);
  const since = today.minus({ years: 1 + (number % 9), days: number }).toFormat('yyyy-MM-dd');
  await addMissing(manager, Contract, [
    { ...contractColumns(demo.contractNumber), contractId: demoId('contract', number), customerId, since },
  ]);
  const contract = await manager.findOneBy(Contract, { customerId, contractNumber: demo.contractNumber });
  if (!contract) return;
  const { contractId } = contract;
  const lines = await manager.find(Line, { where: { customerId }, order: { position: 'ASC' } });
  for (const line of lines) {
    if (line.since !== null) continue;
    const features = line.kind === 'broadband' ? [] : [...demoFeatures(number, line.position)];
    const areaCode = line.kind === 'fixed' ? '21' : null;
    await manager.update(Line, { lineId: line.lineId }, { contractId, features, areaCode, since });
  }
  const account = { customerId, contractId };
  const bills = isBilledByContract(demo)
    ? demoBills(number, today).map((bill) => ({ ...bill, ...account, lineId: null }))
    : [
        ...lines.flatMap(({ lineId, position }) =>
          demoBills(number + position, today).map((bill) => ({ ...bill, ...account, lineId })),
        ),
        ...demoUtilityBills(number, today).map((bill) => ({ ...bill, ...account, lineId: null })),
      ];
  await addMissing(manager, Bill, bills);
}

async function addOrders(manager: EntityManager, format: NumberFormat, today: DateTime): Promise<void> {
  const rows = demoOrders.map(({ customer, line, type, stage, promisedInDays }, index) => {
    const createdAt = today.minus({ days: 2 + index }).toJSDate();
    return {
      orderId: demoId('order', index + 1),
      orderNumber: demoOrderNumber(index),
      type,
      stage,
      promisedDate:
        promisedInDays === null ? null : today.plus({ days: promisedInDays }).toFormat('yyyy-MM-dd'),
      customerId: demoId('customer', customer),
      lineId: line === null ? null : demoId('line', customer * IDS_PER_CUSTOMER + line),
      contactKey: numberKey(demoCustomers[customer - 1]?.phones[0] ?? '', format),
      closedAt: FINAL_STAGES.includes(stage) ? today.minus({ days: 1 }).toJSDate() : null,
      createdAt,
    };
  });
  for (const row of rows) {
    // A line or customer that people have removed takes the demo's order along.
    const isThere =
      (await manager.existsBy(Customer, { customerId: row.customerId })) &&
      (row.lineId === null || (await manager.existsBy(Line, { lineId: row.lineId })));
    if (isThere) await addMissing(manager, ServiceOrderRow, [row]);
  }
}

async function addNotes(manager: EntityManager, today: DateTime): Promise<void> {
  for (const [index, { customer, daysAgo, ...note }] of demoNotes.entries()) {
    const customerId = demoId('customer', customer);
    if (!(await manager.existsBy(Customer, { customerId }))) continue;
    const at = today.minus({ days: daysAgo }).toJSDate();
    await addMissing(manager, CustomerNote, [{ ...note, noteId: demoId('note', index + 1), customerId, at }]);
  }
}

const directoryRows = (format: NumberFormat): object[] =>
  demoDirectory.map((entry, index) => ({
    ...entry,
    entryId: demoId('entry', index + 1),
    ...searchColumns(entry.name),
    ...(normaliseNumber(entry.number, format) ?? { e164: null, digits: '' }),
  }));
