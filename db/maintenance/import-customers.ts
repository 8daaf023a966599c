import { randomUUID } from 'node:crypto';
import type { customerColumns } from '../../server/crm/maintenance/csv-tables';
import type { ReadRow } from '../../server/crm/maintenance/read-table';
import { numberKey } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import { phoneColumns, type PhoneColumns } from '../repositories/phone-rows';
import { mayBeChanged, type ImportContext, type WriteRows } from './import-context';
import { knownAccounts, type KnownAccounts } from './known-accounts';
import { differs, filled } from './pictures';

type Row = ReadRow<typeof customerColumns>;

interface Found {
  readonly row: Row;
  readonly id: string;
  readonly isNew: boolean;
  readonly phones: readonly PhoneColumns[];
}

/**
 * A row is a customer known by its id, else by its contract number, else by its first phone. Phones, further contracts
 * and lines are added and never taken away.
 */
export const writeCustomers: WriteRows<typeof customerColumns> = async (context, rows) => {
  const known = await knownAccounts(context, {
    customerIds: rows.flatMap(({ values }) => values.customerId ?? []),
    contractNumbers: rows.flatMap(({ values }) => [
      ...(values.contractNumber ? [values.contractNumber] : []),
      ...(values.contracts ?? []),
    ]),
    phones: rows.flatMap(({ values }) => values.phones ?? []),
    lines: rows.flatMap(({ values }) => values.lines ?? []),
  });
  const found = rows.flatMap((row) => identify(context, known, row) ?? []);
  const isFirst = await context.claim(found.map(({ id }) => id));
  for (const [index, each] of found.entries()) {
    if (isFirst[index]) write(context, known, each);
    else context.fault(each.row, null, 'duplicate', 'Another row of this file is the same customer.');
  }
};

function identify(context: ImportContext, known: KnownAccounts, row: Row): Found | null {
  const { values } = row;
  const phones = readPhones(context, row);
  if (phones === null) return null;
  const id = knownId(context, known, row, phones);
  if (id === null) return null;
  // One that an earlier row brings is told apart by `claim`.
  const isNew = id === undefined || known.isFresh(id);
  const found = { row, id: id ?? randomUUID(), isNew, phones };
  if (!isNew) return mayBeChanged(context, row) ? found : null;
  if (id !== undefined) return found;
  if (!values.contractNumber && phones.length === 0) {
    context.fault(row, null, 'missing', 'A new customer needs a contract number or a telephone number.');
    return null;
  }
  known.addFresh(found.id, values.contractNumber ?? null);
  for (const phone of phones) known.addPhone(found.id, phone);
  return found;
}

/** undefined: nobody yet. null: it is wrong, and that was said. */
function knownId(
  context: ImportContext,
  known: KnownAccounts,
  row: Row,
  phones: readonly PhoneColumns[],
): string | undefined | null {
  const { customerId, contractNumber } = row.values;
  if (customerId) {
    if (known.customers.has(customerId)) return customerId;
    context.fault(row, 'customerId', 'not-found', 'There is no customer with this identifier.');
    return null;
  }
  if (contractNumber) return known.ownerOfContract(contractNumber) ?? known.freshOwnerOf(contractNumber);
  const [first] = phones;
  if (!first) return undefined;
  const owners = known.ownersOfPhone(first);
  if (owners.length <= 1) return owners[0];
  context.fault(
    row,
    'phones',
    'ambiguous',
    'Several customers have this number: give the contract number or the identifier.',
  );
  return null;
}

function readPhones(context: ImportContext, row: Row): PhoneColumns[] | null {
  try {
    const all = (row.values.phones ?? []).flatMap((text) => phoneColumns(text, context.numberFormat));
    return [...new Map(all.map((phone) => [phone.digits, phone])).values()];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.fault(row, 'phones', 'not-a-number', 'One of these is no telephone number.');
    return null;
  }
}

function write(context: ImportContext, known: KnownAccounts, found: Found): void {
  const { row, id, isNew, phones } = found;
  const { name, kind, contractNumber, address, notes } = row.values;
  const wanted = newContracts(context, known, found);
  const lines = newLines(context, known, found);
  if (wanted === null || lines === null) return;
  const missing = phones.filter((phone) => !known.hasPhone(id, phone));
  const added = { phones: missing.map((phone) => phone.asWritten), contracts: wanted, lines };
  const given = filled({ name, kind, contractNumber, address, notes });
  if (isNew) {
    const picture = { kind: 'person', contractNumber: null, address: null, notes: '', ...given };
    context.insert('customer', picture, { id, told: { ...picture, version: 1, ...added } });
    context.counts.created += 1;
  } else {
    const before = known.customers.get(id) ?? {};
    const isChanged = differs(before, given);
    if (isChanged) context.update('customer', id, before, { ...before, ...given });
    const hasMore = missing.length + wanted.length + lines.length > 0;
    context.counts[isChanged || hasMore ? 'changed' : 'unchanged'] += 1;
  }
  addToCustomer(context, known, { ...found, missing, contracts: wanted, lines });
}

interface Additions extends Found {
  readonly missing: readonly PhoneColumns[];
  readonly contracts: readonly string[];
  readonly lines: readonly string[];
}

/** What came with a new customer is told with him; what is added to one who was there, by itself. */
function addToCustomer(context: ImportContext, known: KnownAccounts, added: Additions): void {
  const { id, isNew, row } = added;
  const isRecorded = !isNew;
  const places = known.placesOf(id);
  for (const phone of added.missing) {
    const picture = { customerId: id, number: phone.asWritten };
    context.insert('customer-phone', picture, { extra: { position: places.phones++ }, isRecorded });
    known.addPhone(id, phone);
  }
  for (const contractNumber of added.contracts) {
    const picture = { customerId: id, contractNumber, status: 'active', since: null };
    known.addContract(id, contractNumber, context.insert('contract', picture, { isRecorded }));
  }
  const { contractNumber } = row.values;
  for (const number of added.lines) {
    const picture = {
      customerId: id,
      contractId: contractNumber ? known.contractId(contractNumber) : null,
      number,
      kind: /^\+?(86)?1[3-9]\d{9}$/.test(number.replaceAll(/[\s-]/g, '')) ? 'mobile' : 'fixed',
      status: 'active',
      address: null,
      features: [],
      areaCode: null,
      since: null,
    };
    context.insert('line', picture, { extra: { position: places.lines++ }, isRecorded });
    known.addLine(id, number);
  }
}

function newContracts(context: ImportContext, known: KnownAccounts, { row, id }: Found): string[] | null {
  const { contractNumber, contracts = [] } = row.values;
  const numbers = [...new Set([...(contractNumber ? [contractNumber] : []), ...contracts])];
  const foreign = numbers.find((number) => ![undefined, id].includes(known.ownerOfContract(number)));
  if (foreign === undefined) return numbers.filter((number) => known.ownerOfContract(number) === undefined);
  const column = foreign === contractNumber ? 'contractNumber' : 'contracts';
  context.fault(row, column, 'belongs-to-another', `The contract ${foreign} belongs to another customer.`);
  return null;
}

function newLines(context: ImportContext, known: KnownAccounts, { row, id }: Found): string[] | null {
  const { lines = [] } = row.values;
  for (const number of lines) {
    if (numberKey(number, context.numberFormat) === null) {
      context.fault(row, 'lines', 'not-a-number', 'One of these is no telephone number.');
      return null;
    }
    if (![undefined, id].includes(known.ownerOfLine(number))) {
      context.fault(row, 'lines', 'belongs-to-another', 'One of these lines is another customer’s.');
      return null;
    }
  }
  return lines.filter((number) => known.ownerOfLine(number) === undefined);
}
