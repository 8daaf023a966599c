import { inflateRawSync } from 'node:zlib';

type Cell = number | string | null;

/** What a spreadsheet program would show of an xlsx file's first sheet. @throws when a cell holds a formula */
export function cellsOf(file: Buffer): Cell[][] {
  const parts = unzip(file);
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
  if (/<f[\s>]/.test(sheet)) throw new Error('a cell holds a formula');
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, text = '']) => textOf(text),
  );
  return [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => {
    const cells: Cell[] = [];
    for (const [, attributes = '', inside = ''] of row.matchAll(/<c\s([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const value = /<v>(.*?)<\/v>/s.exec(inside)?.[1];
      const isShared = /t="s"/.test(attributes);
      const column = columnOf(/r="([A-Z]+)/.exec(attributes)?.[1] ?? '');
      while (cells.length < column) cells.push(null);
      if (/<is>/.test(inside)) cells.push(textOf(inside));
      else if (value === undefined) cells.push(null);
      else cells.push(isShared ? (shared[Number(value)] ?? null) : Number(value));
    }
    return cells;
  });
}

const columnOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const textOf = (xml: string): string =>
  [...xml.matchAll(/<t[^>]*>(.*?)<\/t>/gs)]
    .map(([, text = '']) => text)
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** By the directory at the end of the archive (PKWARE APPNOTE, 4.3.12). */
function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let nth = 0; nth < file.readUInt16LE(end + 10); nth += 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset));
    const path = file.toString('utf8', at + 46, at + 46 + (name ?? 0));
    const local = file.readUInt32LE(at + 42);
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(from, from + file.readUInt32LE(at + 20));
    const isPlain = file.readUInt16LE(at + 10) === 0;
    parts.set(path, (isPlain ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}
