/** Where each kind of customer data is kept, and which of its fields people edit: for undo, imports and edits alike. */
import type { ChangedEntity } from '../../server/contract/maintenance';
import { normaliseNumber, type NumberFormat } from '../../server/crm/number-matching';
import type { Picture } from './pictures';
import { contractColumns, searchColumns } from '../repositories/customer-records.repository';

export interface KeptTable {
  readonly table: string;
  readonly id: string;
  /** Columns by the names changes have for them. Whoever they belong to is among them. */
  readonly fields: Readonly<Record<string, string>>;
  readonly hasVersion: boolean;
  /** Columns that follow from the fields. */
  readonly derived: (picture: Picture, format: NumberFormat) => Record<string, unknown>;
  /** Whether it has a name, with the columns that names are found by. */
  readonly hasName?: boolean;
  /** What would go with a row when it is removed: "SELECT id FROM … WHERE id = ANY($1)". */
  readonly dependents: readonly string[];
}

export type KeptEntity = Exclude<ChangedEntity, 'service-order' | 'sound' | 'approval-rule'>;

const none = (): Record<string, unknown> => ({});
const string = (value: unknown): string => (typeof value === 'string' ? value : '');

const numbered = (number: unknown, format: NumberFormat) => {
  const normal = normaliseNumber(string(number), format);
  return { e164: normal?.e164 ?? null, digits: normal?.digits ?? null };
};

/** Rows that hang on a row by their column. */
const hanging = (table: string, column: string): string =>
  `SELECT ${column} AS id FROM ${table} WHERE ${column} = ANY($1::uuid[])`;

export const keptTables: Readonly<Record<KeptEntity, KeptTable>> = {
  customer: {
    table: 'customers',
    id: 'customer_id',
    fields: {
      name: 'name',
      kind: 'kind',
      contractNumber: 'contract_number',
      address: 'address',
      notes: 'notes',
    },
    hasVersion: true,
    hasName: true,
    derived: none,
    dependents: [
      ...['customer_notes', 'bills', 'service_orders'].map((table) => hanging(table, 'customer_id')),
    ],
  },
  'customer-phone': {
    table: 'customer_phones',
    id: 'phone_id',
    fields: { customerId: 'customer_id', number: 'as_written' },
    hasVersion: false,
    derived: ({ number }, format) => numbered(number, format),
    dependents: [],
  },
  'customer-note': {
    table: 'customer_notes',
    id: 'note_id',
    fields: { customerId: 'customer_id', author: 'author', text: 'text', pinned: 'pinned' },
    hasVersion: false,
    derived: ({ at }) => (at === undefined ? {} : { at }),
    dependents: [],
  },
  contract: {
    table: 'contracts',
    id: 'contract_id',
    fields: {
      customerId: 'customer_id',
      contractNumber: 'contract_number',
      status: 'status',
      since: 'since',
    },
    hasVersion: true,
    derived: ({ contractNumber }) => ({ digits: contractColumns(string(contractNumber)).digits }),
    dependents: [hanging('bills', 'contract_id'), hanging('lines', 'contract_id')],
  },
  line: {
    table: 'lines',
    id: 'line_id',
    fields: {
      customerId: 'customer_id',
      contractId: 'contract_id',
      number: 'number',
      kind: 'kind',
      status: 'status',
      address: 'address',
      features: 'features',
      areaCode: 'area_code',
      since: 'since',
    },
    hasVersion: true,
    derived: ({ number, kind }, format) =>
      kind === 'broadband' ? { e164: null, digits: null } : numbered(number, format),
    dependents: [hanging('bills', 'line_id'), hanging('service_orders', 'line_id')],
  },
  bill: {
    table: 'bills',
    id: 'bill_id',
    fields: {
      customerId: 'customer_id',
      contractId: 'contract_id',
      lineId: 'line_id',
      kind: 'kind',
      month: 'month',
      amount: 'amount',
      paid: 'paid',
      dueDate: 'due_date',
    },
    hasVersion: false,
    derived: none,
    dependents: [hanging('bill_payments', 'bill_id')],
  },
  'directory-entry': {
    table: 'directory_entries',
    id: 'entry_id',
    fields: {
      name: 'name',
      category: 'category',
      number: 'number',
      address: 'address',
      isListed: 'is_listed',
    },
    hasVersion: true,
    hasName: true,
    derived: ({ number }, format) => {
      const { e164, digits } = numbered(number, format);
      return { e164, digits: digits ?? '' };
    },
    dependents: [],
  },
  'information-item': {
    table: 'information_items',
    id: 'item_id',
    fields: {
      category: 'category',
      topic: 'topic',
      class: 'class',
      titles: 'titles',
      texts: 'texts',
      price: 'price',
      titleSounds: 'title_sounds',
      sounds: 'sounds',
      faxDocument: 'fax_document',
      validFrom: 'valid_from',
      validUntil: 'valid_until',
    },
    hasVersion: true,
    derived: none,
    dependents: [],
  },
};

/** Columns that names are found by; telling how Chinese is read is most of the work of writing a row. */
export function nameColumns(name: unknown): Record<string, unknown> {
  const { nameKey, terms } = searchColumns(string(name));
  return { name_key: nameKey, terms };
}
