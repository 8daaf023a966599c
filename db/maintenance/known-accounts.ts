import { normaliseNumber } from '../../server/crm/number-matching';
import { NUMBER_KEY } from '../repositories/number-lookup';
import type { PhoneColumns } from '../repositories/phone-rows';
import { lineKey, type ImportContext } from './import-context';
import { loadRows } from './kept-rows';
import type { Picture } from './pictures';

interface Asked {
  readonly customerIds?: readonly string[];
  readonly contractNumbers?: readonly string[];
  readonly phones?: readonly string[];
  readonly lines?: readonly string[];
}

export interface KnownLine {
  readonly lineId: string;
  readonly customerId: string;
  readonly contractId: string | null;
  readonly number: string;
  readonly status: string;
}

type PhoneKey = Pick<PhoneColumns, 'e164' | 'digits'>;
const phoneKey = ({ e164, digits }: PhoneKey): string => e164 ?? digits;

/** Who has which contract, phone and line, as far as some rows of an import ask for it; kept up as they are read. */
export class KnownAccounts {
  readonly customers = new Map<string, Picture>();
  readonly #contracts = new Map<string, { customerId: string; contractId: string }>();
  readonly #phones = new Map<string, Set<string>>();
  readonly #digits = new Map<string, Set<string>>();
  readonly #lines = new Map<string, KnownLine[]>();
  readonly #places = new Map<string, { phones: number; lines: number }>();
  readonly #fresh = new Set<string>();
  readonly #freshContracts = new Map<string, string>();
  readonly #keyOf: (number: string) => string;

  constructor(keyOf: (number: string) => string) {
    this.#keyOf = keyOf;
  }

  /** A customer whom these rows bring. */
  addFresh(customerId: string, contractNumber: string | null): void {
    this.#fresh.add(customerId);
    if (contractNumber !== null) this.#freshContracts.set(contractNumber, customerId);
  }

  isFresh(customerId: string): boolean {
    return this.#fresh.has(customerId);
  }

  freshOwnerOf(contractNumber: string): string | undefined {
    return this.#freshContracts.get(contractNumber);
  }

  ownerOfContract(number: string): string | undefined {
    return this.#contracts.get(number)?.customerId;
  }

  contractId(number: string): string | null {
    return this.#contracts.get(number)?.contractId ?? null;
  }

  addContract(customerId: string, number: string, contractId: string): void {
    this.#contracts.set(number, { customerId, contractId });
  }

  ownersOfPhone(phone: PhoneKey): string[] {
    return [...(this.#phones.get(phoneKey(phone)) ?? [])];
  }

  addPhone(customerId: string, phone: PhoneKey): void {
    const owners = this.#phones.get(phoneKey(phone)) ?? new Set();
    this.#phones.set(phoneKey(phone), owners.add(customerId));
  }

  /** In the database: those added since are known to whoever adds them. */
  hasPhone(customerId: string, { digits }: PhoneKey): boolean {
    return this.#digits.get(customerId)?.has(digits) ?? false;
  }

  keepDigits(customerId: string, digits: string): void {
    this.#digits.set(customerId, (this.#digits.get(customerId) ?? new Set()).add(digits));
  }

  /** Those in use first. */
  linesByNumber(number: string): readonly KnownLine[] {
    return this.#lines.get(this.#keyOf(number)) ?? [];
  }

  ownerOfLine(number: string): string | undefined {
    return this.linesByNumber(number).find((line) => line.status !== 'closed')?.customerId;
  }

  addLine(customerId: string, number: string, line: Partial<KnownLine> = {}): void {
    const key = this.#keyOf(number);
    const lines = this.#lines.get(key) ?? [];
    lines.push({ lineId: '', contractId: null, number, status: 'active', ...line, customerId });
    this.#lines.set(key, lines);
  }

  /** How many a customer has, to be counted on. */
  placesOf(customerId: string): { phones: number; lines: number } {
    const places = this.#places.get(customerId) ?? { phones: 0, lines: 0 };
    this.#places.set(customerId, places);
    return places;
  }
}

/** Looks everything up at once. */
export async function knownAccounts(context: ImportContext, asked: Asked): Promise<KnownAccounts> {
  const { manager, numberFormat } = context;
  const known = new KnownAccounts((number) => lineKey(number, numberFormat));
  const ids = new Set(asked.customerIds ?? []);
  for (const row of await contractsOf(context, asked.contractNumbers ?? [])) {
    known.addContract(row.customer_id, row.contract_number, row.contract_id);
    ids.add(row.customer_id);
  }
  const keys = numberKeys(context, asked.phones ?? []);
  const phones = await manager.query<{ customer_id: string; e164: string | null; digits: string }[]>(
    `SELECT customer_id, e164, digits FROM customer_phones WHERE ${NUMBER_KEY} = ANY($1::text[])`,
    [keys],
  );
  for (const phone of phones) {
    known.addPhone(phone.customer_id, phone);
    ids.add(phone.customer_id);
  }
  for (const line of await linesOf(context, asked.lines ?? []))
    known.addLine(line.customerId, line.number, line);
  for (const [id, picture] of await loadRows(manager, 'customer', [...ids])) known.customers.set(id, picture);
  await countPlaces(context, known, [...ids]);
  return known;
}

async function countPlaces(context: ImportContext, known: KnownAccounts, ids: string[]): Promise<void> {
  const phones = await context.manager.query<{ customer_id: string; digits: string }[]>(
    `SELECT customer_id, digits FROM customer_phones WHERE customer_id = ANY($1::uuid[])`,
    [ids],
  );
  for (const { customer_id: id, digits } of phones) {
    known.keepDigits(id, digits);
    known.placesOf(id).phones += 1;
  }
  const lines = await context.manager.query<{ customer_id: string; count: number }[]>(
    `SELECT customer_id, count(*)::int AS count FROM lines WHERE customer_id = ANY($1::uuid[]) GROUP BY customer_id`,
    [ids],
  );
  for (const { customer_id: id, count } of lines) known.placesOf(id).lines = count;
}

const numberKeys = (context: ImportContext, numbers: readonly string[]): string[] =>
  numbers.flatMap((number) => {
    const normal = normaliseNumber(number, context.numberFormat);
    return normal ? [normal.e164 ?? normal.digits] : [];
  });

const contractsOf = ({ manager }: ImportContext, numbers: readonly string[]) =>
  manager.query<{ customer_id: string; contract_id: string; contract_number: string }[]>(
    `SELECT customer_id, contract_id, contract_number FROM contracts WHERE contract_number = ANY($1::text[])`,
    [numbers],
  );

const linesOf = (context: ImportContext, numbers: readonly string[]) =>
  context.manager.query<KnownLine[]>(
    `SELECT line_id AS "lineId", customer_id AS "customerId", contract_id AS "contractId", number, status
      FROM lines WHERE ${NUMBER_KEY} = ANY($1::text[]) OR lower(number) = ANY($2::text[])
      ORDER BY status = 'closed', line_id`,
    [numberKeys(context, numbers), numbers.map((number) => number.toLowerCase())],
  );
