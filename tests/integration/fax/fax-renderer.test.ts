import { afterAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import { createFaxRenderer } from '../../../server/connectors/fax-renderer';
import { textToPdf } from '../../../server/connectors/fax-pdf';
import type { FaxTools } from '../../../server/connectors/fax-tools';
import { tiffPages } from '../../../server/fax/tiff';
import { realFaxTools } from '../../support/fax-tools';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { pagesOf } from '../../support/tiff-pixels';

const missing = ['gs', 'tiff2pdf', 'tiffcp', 'fc-match'].filter((name) => realFaxTools.find(name) === null);
if (missing.length > 0)
  process.stderr.write(
    `SKIPPED: fax rendering needs ${missing.join(', ')}: sudo apt-get install -y ghostscript libtiff-tools fontconfig\n`,
  );

(missing.length === 0 ? describe : describe.skip)('fax pages of documents', () => {
  const temporary = makeTemporaryDirectory();
  afterAll(() => temporary.remove());
  const renderer = createFaxRenderer({ tools: realFaxTools, mostPages: 3 });
  const file = (bytes: Uint8Array) => renderer.render({ kind: 'file', bytes });
  const ink = (tiff: Buffer): number =>
    pagesOf(tiff).reduce((sum, page) => sum + page.filter((row) => row.some((byte) => byte !== 0)).length, 0);

  it.each([
    ['English', 'Tariffs', 'A minute: ¥0.15 “or less”'],
    ['Chinese', '资费', '市话每分钟一角五分。'],
  ])('makes a Group 4 page of a %s text', async (_name, title, text) => {
    const { tiff, pages } = await renderer.render({ kind: 'text', title, text });
    expect(pages).toBe(1);
    expect(tiffPages(tiff)).toEqual([{ width: 1728, height: 2292, compression: 4 }]);
    expect(ink(tiff)).toBeGreaterThan(20);
    // spandsp puts its header above and cuts as much below.
    expect(
      pagesOf(tiff)[0]!
        .slice(-40)
        .some((row) => row.some((byte) => byte !== 0)),
    ).toBe(false);
  });

  it('renders PDF, PNG and TIFF by what they are', async () => {
    const pdf = await textToPdf('A PDF', 'of one page', null);
    const fromPdf = await file(pdf);
    expect(fromPdf.pages).toBe(1);
    expect((await file(png(40, 30))).pages).toBe(1);
    expect(ink((await file(fromPdf.tiff)).tiff)).toBeGreaterThan(20);
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ['a text file', () => Buffer.from('hello'), /Only PDF/],
    ['PostScript, which is a program', () => Buffer.from('%!PS\n(/etc/passwd) (r) file\n'), /Only PDF/],
    ['a PDF in name only', () => Buffer.from('%PDF-1.7\nnothing'), /cannot be read|no pages/],
    ['a broken TIFF', () => Buffer.from('49492a00ffffff7f', 'hex'), /damaged/],
    ['a PNG of a million by a million dots', () => png(40, 30, 1_000_000), /too many dots/],
    ['a PNG cut short', () => png(40, 30).subarray(0, 60), /cannot be read|damaged/],
    ['more than 5 MB', () => Buffer.alloc(6 * 1024 * 1024, '%PDF-'), /5 MB/],
  ])('refuses %s', async (_name, bytes, message) => {
    await expect(file(bytes())).rejects.toMatchObject({
      code: 'validation-failed',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a document of more pages than may be faxed', async () => {
    await expect(
      renderer.render({ kind: 'text', title: '', text: 'line\n'.repeat(300) }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('more than 3 pages'),
    });
  });

  it('reads no file a PDF or PostScript in it names', async () => {
    const secret = join(temporary.path, 'secret.txt');
    const stolen = join(temporary.path, 'stolen.txt');
    writeFileSync(secret, 'secret');
    // A PDF whose page runs PostScript: what -dSAFER is for.
    const program = `(${secret}) (r) file pop (${stolen}) (w) file closefile`;
    const body = Buffer.from(`%PDF-1.4\n%!PS\n${program}\nshowpage\n`);
    await file(body).catch(() => undefined);
    expect(existsSync(stolen)).toBe(false);
  });

  it('leaves nothing behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('kl-fax-'));
    await renderer.render({ kind: 'text', title: 'x', text: 'y' });
    await file(Buffer.from('%PDF-1.7\nnothing')).catch(() => undefined);
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('kl-fax-'));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });

  it('ends a program that takes too long', async () => {
    const slow = createFaxRenderer({ tools: realFaxTools, timeoutMs: 1 });
    await expect(slow.render({ kind: 'text', title: 'x', text: 'y' })).rejects.toMatchObject({
      message: expect.stringContaining('too long'),
    });
  });

  it.each([
    ['Ghostscript', 'gs', 'install ghostscript', 'x'],
    ['a Chinese font', 'fc-match', 'install chinese-font', '资费'],
  ])('says what to type when %s is missing', async (_name, program, command, text) => {
    const tools: FaxTools = {
      ...realFaxTools,
      find: (name) => (name === program ? null : realFaxTools.find(name)),
    };
    await expect(
      createFaxRenderer({ tools }).render({ kind: 'text', title: '', text }),
    ).rejects.toMatchObject({
      code: 'part-failed',
      message: expect.stringContaining(`Type: ${command}`),
    });
  });
});

/** A black PNG; `claimed` lies about its size. */
function png(width: number, height: number, claimed?: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claimed ?? width, 0);
  header.writeUInt32BE(claimed ?? height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
