import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tiffPages } from '../../server/fax/tiff';

/** Rows of one page, top first; a set bit is black. */
export type Rows = readonly Buffer[];

/** Every page of a fax, decoded by libtiff's own tool: not by the code under test. */
export function pagesOf(tiff: Buffer): Rows[] {
  const directory = mkdtempSync(join(tmpdir(), 'klt-tiff-'));
  try {
    const file = join(directory, 'in.tif');
    writeFileSync(file, tiff);
    return tiffPages(tiff).map((_page, index) => {
      const one = join(directory, `${index}.tif`);
      execFileSync('tiffcp', ['-c', 'none', '-r', '100000', `${file},${index}`, one]);
      return rowsOf(readFileSync(one));
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const TAGS = { width: 256, photometric: 262, fillOrder: 266, offset: 273, length: 279 } as const;

function rowsOf(plain: Buffer): Rows {
  const little = plain.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? plain.readUInt16LE(at) : plain.readUInt16BE(at));
  const long = (at: number) => (little ? plain.readUInt32LE(at) : plain.readUInt32BE(at));
  const directory = long(4);
  const tags = new Map<number, number>();
  for (let index = 0; index < short(directory); index++) {
    const entry = directory + 2 + index * 12;
    tags.set(short(entry), short(entry + 2) === 3 ? short(entry + 8) : long(entry + 8));
  }
  const tag = (name: keyof typeof TAGS) => tags.get(TAGS[name]) ?? 0;
  const bytes = Buffer.from(plain.subarray(tag('offset'), tag('offset') + tag('length')));
  for (let index = 0; index < bytes.length; index++) {
    const byte = tag('fillOrder') === 2 ? reversed(bytes[index]!) : bytes[index]!;
    // Photometric 0 is "white is zero", as fax is.
    bytes[index] = tag('photometric') === 1 ? ~byte & 0xff : byte;
  }
  const wide = Math.ceil(tag('width') / 8);
  return Array.from({ length: bytes.length / wide }, (_row, row) =>
    bytes.subarray(row * wide, (row + 1) * wide),
  );
}

const reversed = (byte: number): number =>
  Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2);
