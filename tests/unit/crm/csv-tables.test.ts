import { text as textOf } from 'node:stream/consumers';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import {
  forSpreadsheet,
  fromSpreadsheet,
  money,
  day,
  CellProblem,
} from '../../../server/crm/maintenance/csv-cells';
import { directoryColumns, type DirectoryRow } from '../../../server/crm/maintenance/csv-tables';
import { decoded, EncodingGuess, guessDelimiter } from '../../../server/crm/maintenance/csv-text';
import { readTable } from '../../../server/crm/maintenance/read-table';
import { writeTable } from '../../../server/crm/maintenance/write-table';

const bytesOf = (text: string | Buffer) => Readable.from([Buffer.from(text)]);

async function read(csv: string, delimiter: ',' | ';' | '\t' = ',') {
  const rows = [];
  for await (const row of readTable(directoryColumns, decoded(bytesOf(csv), 'utf-8'), delimiter))
    rows.push(row);
  return rows;
}

describe('cells', () => {
  it('never begin like a formula in a spreadsheet, and come back as they were', () => {
    const risky = fc.tuple(fc.constantFrom('=', '+', '-', '@', "'", "'=", '\t', ''), fc.string());
    fc.assert(
      fc.property(risky, ([first, rest]) => {
        const cell = forSpreadsheet(first + rest);
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect(fromSpreadsheet(cell)).toBe(first + rest);
      }),
    );
  });

  it('hold money to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (fen) => money.read(money.write(fen)) === fen),
    );
    expect(['38.5', '¥1,234.50', '７元', '0'].map((text) => money.read(text))).toEqual([
      3850, 123450, 700, 0,
    ]);
  });

  it.each(['1.234', '-5', 'abc', '1,23', '1e3'])('refuse %j as an amount', (text) => {
    expect(() => money.read(text)).toThrow(CellProblem);
  });

  it('read days as spreadsheets write them', () => {
    for (const text of ['2026-01-05', '2026/1/5', '2026年1月5日', '2026.1.5'])
      expect(day.read(text)).toBe('2026-01-05');
    expect(() => day.read('2026-02-30')).toThrow(CellProblem);
    expect(() => day.read('05.01.2026')).toThrow(CellProblem);
  });
});

describe('tables', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map((text) => text.replaceAll('\0', '').trim())
    .filter((text) => text !== '');
  const entry: fc.Arbitrary<DirectoryRow> = fc.record({
    entryId: fc.option(fc.uuid(), { nil: null }),
    name,
    category: fc.constantFrom('shop', 'bank-2'),
    number: fc.stringMatching(/^\+?[0-9]{5,12}$/),
    address: fc.option(name, { nil: null }),
    isListed: fc.boolean(),
  });

  it('come back as they went out, whatever stands in them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 8 }),
        fc.constantFrom<',' | ';' | '\t'>(',', ';', '\t'),
        fc.constantFrom<'zh-CN' | 'en-US'>('zh-CN', 'en-US'),
        async (rows, delimiter, language) => {
          const written = writeTable(directoryColumns, Readable.from(rows), { delimiter, language });
          const csv = await textOf(written);
          expect(guessDelimiter(csv)).toBe(delimiter);
          const back = await read(csv, delimiter);
          expect(back.flatMap(({ faults }) => faults)).toEqual([]);
          expect(back.map(({ values }) => values)).toEqual(rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('count rows as a spreadsheet does, and say where a file is broken', async () => {
    const rows = await read(
      'name,category,number\r\n"two\nlines",shop,1\r\n\r\nb,Shop!,2,3\r\n"open,shop,4\r\n',
    );
    expect(
      rows.map(({ row, faults }) => [row, faults.map(({ column, problem }) => [column, problem])]),
    ).toEqual([
      [2, []],
      [
        4,
        [
          ['category', 'malformed'],
          [null, 'malformed'],
        ],
      ],
      [5, [[null, 'unreadable']]],
    ]);
  });

  it.each([
    ['a heading nobody knows', 'name,category,number,colour\n'],
    ['a heading twice', 'name,category,number,名称\n'],
    ['a heading missing', 'name,category\n'],
    ['nothing', ''],
  ])('are refused with %s', async (_what, csv) => {
    await expect(read(csv)).rejects.toMatchObject({ code: 'validation-failed' });
  });
});

describe('encodings', () => {
  const guess = (...pieces: Buffer[]) => {
    const guessed = new EncodingGuess();
    for (const piece of pieces) guessed.add(piece);
    return guessed.end();
  };

  it('are told from the bytes, also when a character is cut in two', () => {
    const chinese = Buffer.from('名称');
    expect(guess(chinese.subarray(0, 2), chinese.subarray(2))).toBe('utf-8');
    const gbk = Buffer.from('c3fbb3c6', 'hex');
    expect(guess(gbk.subarray(0, 1), gbk.subarray(1))).toBe('gb18030');
    expect(guess(Buffer.from('fffe0d54f079', 'hex'))).toBe('utf-16le');
    expect(() => guess(Buffer.from('81ff', 'hex'))).toThrow('no text');
  });
});
