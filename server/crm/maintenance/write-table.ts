/** Tables as a spreadsheet opens them: UTF-8 with a byte order mark, no cell that runs as a formula. */
import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { ExportQuery } from '../../contract/maintenance';
import { forSpreadsheet } from './csv-cells';
import type { Columns, RowOf } from './csv-tables';
import type { Delimiter } from './csv-text';

/** @param rows are asked for as the reader takes them; what they throw ends the stream with that error */
export function writeTable<Table extends Columns>(
  columns: Table,
  rows: AsyncIterable<RowOf<Table>>,
  format: { readonly language: ExportQuery['language']; readonly delimiter: Delimiter },
): Readable {
  const entries = Object.entries(columns);
  const cellsOf = (row: RowOf<Table>): string[] =>
    entries.map(([name, { cell }]) => {
      const value = row[name];
      return value === undefined ? '' : forSpreadsheet(cell.write(value));
    });
  async function* records(): AsyncGenerator<string[]> {
    yield entries.map(([, { headings }]) => headings[format.language]);
    for await (const row of rows) yield cellsOf(row);
  }
  const written = stringify({
    delimiter: format.delimiter,
    bom: true,
    record_delimiter: '\r\n',
    // Line breaks of either kind, and blanks that must not be lost.
    quoted_match: /[\r\n]|^\s|\s$/,
  });
  // Errors reach the reader through the last stream.
  pipeline(Readable.from(records()), written, () => undefined);
  return written;
}
