import { readFileSync } from 'node:fs';
import { pagesOf, type Rows } from './tiff-pixels';

/** spandsp's line with number, time and page, above the page it was given. */
const HEADER_ROWS = 32;

const hasInk = (rows: Rows): boolean => rows.some((row) => row.some((byte) => byte !== 0));

/** Every row we sent arrived, under the header; the far machine keeps the length of the page. */
export function expectSamePages(document: Buffer, receivedFile: string): void {
  const sent = pagesOf(document);
  const got = pagesOf(readFileSync(receivedFile));
  expect(got).toHaveLength(sent.length);
  sent.forEach((page, index) => {
    const arrived = got[index] ?? [];
    expect(hasInk(page)).toBe(true);
    const under = page.length - HEADER_ROWS;
    expect(hasInk(page.slice(under))).toBe(false);
    expect(Buffer.concat(arrived.slice(HEADER_ROWS)).equals(Buffer.concat(page.slice(0, under)))).toBe(true);
    expect(hasInk(arrived.slice(0, HEADER_ROWS))).toBe(true);
  });
}

/** Whether the machine has put its last row down. */
export function isWhole(file: string, pages: number): boolean {
  try {
    return pagesOf(readFileSync(file)).length === pages;
  } catch {
    return false;
  }
}
