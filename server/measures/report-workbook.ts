import writeXlsxFile from 'write-excel-file/node';
import type { ReportColumns, SheetCell } from './report-columns';

/** One table of a workbook. */
export interface ReportSheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

const HEADING_WIDTH = 1.6;
const LEAST_WIDTH = 12;

export function sheetOf(
  name: string,
  columns: ReportColumns,
  rows: readonly object[],
  { language, timeZone }: { readonly language: 'zh-CN' | 'en-US'; readonly timeZone: string },
): ReportSheet {
  const entries = Object.entries(columns);
  return {
    name,
    headings: entries.map(([, { headings }]) => headings[language]),
    rows: rows.map((row) =>
      entries.map(([key, { cell }]) => {
        const value = (row as Readonly<Record<string, unknown>>)[key];
        return value === undefined ? null : cell.sheet(value, timeZone);
      }),
    ),
  };
}

/** Numbers and times are cells of their kind; a text is a text, whatever it begins with. */
export function writeWorkbook(sheets: readonly ReportSheet[]): Promise<Buffer> {
  return writeXlsxFile(
    sheets.map(({ name, headings, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: headings.map((heading) => ({ width: Math.max(LEAST_WIDTH, heading.length * HEADING_WIDTH) })),
      data: [
        headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
        ...rows.map((row) => row.map(typed)),
      ],
    })),
  ).toBuffer();
}

function typed(cell: SheetCell) {
  if (cell === null) return null;
  const { value, format } = cell;
  const shown = format === undefined ? {} : { format };
  if (typeof value === 'number') return { value, type: Number, ...shown };
  return value instanceof Date ? { value, type: Date, ...shown } : { value, type: String };
}
