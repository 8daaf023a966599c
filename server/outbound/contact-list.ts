/** A list of contacts, as a table or as lines, read whole: every fault is told with its line, and with any of them nothing is added. */
import { parse } from 'csv-parse/sync';
import { IANAZone } from 'luxon';
import { contactRowSchema, type ContactRow, type ListFault } from '../contract/campaigns';
import { contactId, customerId } from '../contract/ids';
import { UserError } from '../errors';
import { isGiven } from './given-variables';
import type { NewContact } from './campaign-store';

const known = ['number', 'name', 'externalId', 'customerId', 'timeZone', 'consent', 'priority'] as const;
const MOST_ROWS = 200_000;
const LONGEST_ROW = 16 * 1024;

interface Line {
  /** From 1, as a spreadsheet counts; of a list without headings, its place. */
  readonly line: number;
  readonly row: unknown;
}

/** @throws UserError 'validation-failed' when it is no table, or has no column "number" */
export function linesOfTable(csv: string): readonly Line[] {
  const rows = readRows(csv);
  const [headings = [], ...rest] = rows;
  const names = headings.map((heading) => heading.trim());
  if (!names.includes('number'))
    throw new UserError('validation-failed', 'The first row must name the columns, "number" among them.');
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError('validation-failed', `There are two columns "${twice}".`);
  return rest.flatMap((cells, index) =>
    cells.every((cell) => cell.trim() === '') ? [] : [{ line: index + 2, row: rowOf(names, cells) }],
  );
}

function readRows(csv: string): string[][] {
  try {
    const options = { bom: true, relax_column_count: true, max_record_size: LONGEST_ROW, to: MOST_ROWS + 1 };
    return parse(csv, options);
  } catch (cause) {
    throw new UserError('validation-failed', 'This is no table of comma-separated values.', { cause });
  }
}

function rowOf(names: readonly string[], cells: readonly string[]): unknown {
  const own: Record<string, unknown> = {};
  const variables: Record<string, string> = {};
  names.forEach((name, index) => {
    const cell = (cells[index] ?? '').trim();
    if (name === '' || cell === '') return;
    if (!known.some((each) => each === name)) variables[name] = cell;
    else if (name === 'consent') own[name] = /^(yes|true|1|是)$/i.test(cell);
    else own[name] = name === 'priority' ? Number(cell) : cell;
  });
  return { ...own, variables };
}

export interface ListRules {
  /** Variables the flow speaks of: each line must have them. */
  readonly variables: readonly string[];
  /** One way to write a number; null: it is none. */
  readonly numberKey: (written: string) => string | null;
  readonly newId: () => string;
}

export interface ReadList {
  readonly contacts: readonly NewContact[];
  readonly faults: readonly ListFault[];
}

export function readList(lines: readonly Line[], rules: ListRules): ReadList {
  const contacts: NewContact[] = [];
  const faults: ListFault[] = [];
  for (const { line, row } of lines) {
    const read = contactRowSchema.safeParse(row);
    if (!read.success) {
      for (const { path, message } of read.error.issues)
        faults.push({ line, field: path.join('.'), kind: 'not-accepted', message });
      continue;
    }
    const numberKey = rules.numberKey(read.data.number);
    const found = [...faultsOf(read.data, rules), ...(numberKey === null ? [noNumber] : [])];
    faults.push(...found.map((fault) => ({ line, ...fault })));
    if (found.length === 0 && numberKey !== null)
      contacts.push(contactOf(read.data, numberKey, rules.newId()));
  }
  return { contacts, faults };
}

type RowFault = Omit<ListFault, 'line'>;
const noNumber: RowFault = { field: 'number', kind: 'no-number', message: 'is no telephone number' };

function faultsOf({ timeZone, variables }: ContactRow, rules: ListRules): readonly RowFault[] {
  const zone: RowFault = {
    ...{ field: 'timeZone', kind: 'no-time-zone', message: 'is no time zone: a name like Asia/Shanghai' },
  };
  const missing = rules.variables.filter((name) => !isGiven(name) && variables[name] === undefined);
  return [
    ...(timeZone !== undefined && !IANAZone.isValidZone(timeZone) ? [zone] : []),
    ...missing.map((name) => ({
      ...{ field: name, kind: 'missing' as const, message: 'is missing, and the flow speaks of it' },
    })),
  ];
}

const contactOf = (row: ContactRow, numberKey: string, id: string): NewContact => ({
  contactId: contactId(id),
  line: row.externalId ?? numberKey,
  ...{ number: row.number, numberKey, name: row.name, consent: row.consent, priority: row.priority },
  customerId: row.customerId === undefined ? null : customerId(row.customerId),
  timeZone: row.timeZone ?? null,
  variables: row.variables,
});
