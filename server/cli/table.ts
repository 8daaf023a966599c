import { line, type Output } from './output';

/** Rows under their headings, as wide as needed; the last column is not padded. */
export function table(output: Output, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)),
    );
    line(output, cells.join('  ').trimEnd());
  }
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** Chinese characters take two columns. */
const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);
