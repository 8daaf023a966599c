/** Rows of a table that somebody brought in, one after the other, each read or with what is wrong with it. */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { Fault } from '../../contract/maintenance';
import { UserError } from '../../errors';
import { CellProblem, fromSpreadsheet } from './csv-cells';
import type { Columns, RowOf } from './csv-tables';
import type { Delimiter } from './csv-text';

export interface ReadRow<Table extends Columns> {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly row: number;
  readonly values: RowOf<Table>;
  readonly faults: readonly Fault[];
  /** How the file names the columns, by our names. */
  readonly headings: ReadonlyMap<string, string>;
}

/** Longest cell, in characters: a quotation mark that is never closed must not swallow the file. */
const LONGEST_RECORD = 128 * 1024;
const SHOWN_OF_VALUE = 60;

export const shortened = (value: string): string =>
  value.length > SHOWN_OF_VALUE ? `${value.slice(0, SHOWN_OF_VALUE)}…` : value;

interface Place {
  readonly name: string;
  readonly heading: string;
}

/** @throws UserError('validation-failed') when the headings are not those of the table */
export async function* readTable<Table extends Columns>(
  columns: Table,
  text: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<ReadRow<Table>> {
  const parser = Readable.from(text, { objectMode: false }).pipe(
    parse({
      delimiter,
      bom: true,
      relax_column_count: true,
      max_record_size: LONGEST_RECORD,
      record_delimiter: ['\r\n', '\n', '\r'],
    }),
  );
  let places: readonly (Place | null)[] | null = null;
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (places === null) places = placesOf(columns, record);
      else if (record.some((cell) => cell.trim() !== '')) yield readRow(columns, places, record, row);
    }
  } catch (error) {
    if (!isBroken(error)) throw error;
    if (places === null) throw new UserError('validation-failed', 'This file is no table.');
    yield { row: row + 1, values: {}, faults: [broken(row + 1)], headings: new Map() };
  }
  if (places === null) throw new UserError('validation-failed', 'The file is empty.');
}

/** csv-parse has a code of its own for every way a table can be broken. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('CSV_');

const broken = (row: number): Fault => ({
  row,
  column: null,
  value: '',
  problem: 'unreadable',
  message: 'From here on the file cannot be read: quotation marks do not match, or a row is too long.',
});

function placesOf(columns: Columns, headings: readonly string[]): readonly (Place | null)[] {
  const names = new Map(
    Object.entries(columns).flatMap(([name, { headings: words }]) =>
      [name, ...Object.values(words)].map((word) => [plain(word), name]),
    ),
  );
  const places = headings.map((heading) => {
    const name = names.get(plain(heading));
    return name === undefined ? null : { name, heading: heading.trim() };
  });
  const found = places.flatMap((place) => (place ? [place.name] : []));
  const unknown = headings.filter((heading, index) => !places[index] && heading.trim() !== '');
  const missing = Object.entries(columns).filter(([name, { isNeeded }]) => isNeeded && !found.includes(name));
  const doubled = found.filter((name, index) => found.indexOf(name) !== index);
  const problems = [
    ...unknown.map((heading) => `“${shortened(heading)}” is no column of this table`),
    ...missing.map(
      ([, column]) => `the column “${Object.values(column.headings).join('” or “')}” is missing`,
    ),
    ...doubled.map((name) => `the column “${columns[name]?.headings['en-US'] ?? name}” is there twice`),
  ];
  if (problems.length === 0) return places;
  throw new UserError('validation-failed', `The headings do not fit: ${problems.slice(0, 5).join('; ')}.`, {
    details: { problems },
  });
}

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');

function readRow<Table extends Columns>(
  columns: Table,
  places: readonly (Place | null)[],
  record: readonly string[],
  row: number,
): ReadRow<Table> {
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [index, place] of places.entries()) {
    const column = place && columns[place.name];
    if (!column) continue;
    const written = fromSpreadsheet((record[index] ?? '').trim());
    try {
      values[place.name] = column.cell.read(written);
    } catch (error) {
      if (!(error instanceof CellProblem)) throw error;
      const { problem, message } = error;
      faults.push({ row, column: place.heading, value: shortened(written), problem, message });
    }
  }
  if (record.slice(places.length).some((cell) => cell.trim() !== '')) faults.push(tooManyCells(row));
  const headings = new Map(places.flatMap((place) => (place ? [[place.name, place.heading]] : [])));
  return { row, values: values as RowOf<Table>, faults, headings };
}

const tooManyCells = (row: number): Fault => ({
  row,
  column: null,
  value: '',
  problem: 'malformed',
  message: 'This row has more cells than there are headings.',
});
