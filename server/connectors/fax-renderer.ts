import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors';
import {
  LARGEST_DOCUMENT,
  LONGEST_TEXT,
  MOST_PAGES,
  type FaxRenderer,
  type FaxSource,
  type RenderedFax,
} from '../fax/renderer';
import { tiffPages } from '../fax/tiff';
import { fontFor } from './fax-font';
import { pictureToPdf, textToPdf } from './fax-pdf';
import { bareEnvironment, requireTool, type FaxTools } from './fax-tools';

export interface FaxRendererOptions {
  readonly tools: FaxTools;
  /** Default 20. */
  readonly mostPages?: number;
  /** Of each program, ms. Default 30 000. */
  readonly timeoutMs?: number;
}

/** A line of 1728 dots at 204 dots per inch (T.4); A4's length at 196. */
const [DOTS_WIDE, DOTS_LONG] = [1728, 2292];
/**
 * spandsp prints number, time and page in 32 rows above a page and cuts as many off its end: the lowest 40 of ours
 * stay white. In points: 40 rows are 14.7, and so is the width that keeps the proportions, half of it on each side.
 */
const ROOM_FOR_HEADER = '<</BeginPage{pop 5.34 14.7 translate 0.9825 dup scale}>>setpagedevice';
/** Some 40 MB decoded, the most a page could use. */
const MOST_PIXELS = 40_000_000;

/**
 * Fax pages of texts, PDFs and pictures: everything becomes a PDF, and Ghostscript makes Group 4 pages of it. What
 * was uploaded may be hostile, so no picture or PDF is opened in this process but PNG headers, and Ghostscript
 * runs without a shell, without our environment, in a directory of its own, with -dSAFER and bounds of time,
 * memory and pages.
 */
export function createFaxRenderer(options: FaxRendererOptions): FaxRenderer {
  return {
    render: async (source) => {
      requireTool(options.tools, 'ghostscript');
      const directory = await mkdtemp(join(tmpdir(), 'kl-fax-'));
      try {
        return await toFax(await toPdf(source, directory, options), directory, options);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

async function toPdf(source: FaxSource, directory: string, options: FaxRendererOptions): Promise<Buffer> {
  if (source.kind === 'text') {
    const { title, text } = source;
    if ((title + text).trim() === '') throw invalid('There is nothing to fax.');
    if (text.length > LONGEST_TEXT) throw invalid('The text is too long to be faxed.');
    return textToPdf(title, text, await fontFor(title + text, options.tools));
  }
  const { bytes } = source;
  if (bytes.length > LARGEST_DOCUMENT) throw invalid('The document is larger than 5 MB.');
  switch (formatOf(bytes)) {
    case 'pdf':
      return Buffer.from(bytes);
    case 'png':
      if (pngPixels(bytes) > MOST_PIXELS) throw invalid('The picture has too many dots.');
      return pictureToPdf(bytes);
    case 'jpeg':
      return pictureToPdf(bytes);
    case 'tiff':
      return tiffToPdf(bytes, directory, options);
    case null:
      throw invalid('Only PDF, TIFF, PNG and JPEG documents can be faxed.');
  }
}

type Format = 'pdf' | 'tiff' | 'png' | 'jpeg';

const MAGIC: readonly (readonly [Format, string])[] = [
  ['pdf', '255044462d'],
  ['tiff', '49492a00'],
  ['tiff', '4d4d002a'],
  ['png', '89504e470d0a1a0a'],
  ['jpeg', 'ffd8ff'],
];

function formatOf(bytes: Uint8Array): Format | null {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return MAGIC.find(([, magic]) => start.startsWith(magic))?.[0] ?? null;
}

/** Width and height of the header chunk (PNG, section 11.2.2). */
function pngPixels(bytes: Uint8Array): number {
  if (bytes.length < 24) throw invalid('The picture is damaged.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(16) * view.getUint32(20);
}

/** Into a PDF first: what libtiff is fed within the switch must be of our own making. */
async function tiffToPdf(bytes: Uint8Array, directory: string, options: FaxRendererOptions): Promise<Buffer> {
  refuseTooMany(tiffPages(bytes).length, options);
  const program = requireTool(options.tools, 'tiff-tools');
  const [from, to] = [join(directory, 'upload.tif'), join(directory, 'upload.pdf')];
  await writeFile(from, bytes);
  await runTool(program, ['-o', to, from], directory, options);
  return readFile(to);
}

async function toFax(pdf: Buffer, directory: string, options: FaxRendererOptions): Promise<RenderedFax> {
  const program = requireTool(options.tools, 'ghostscript');
  const [from, to] = [join(directory, 'document.pdf'), join(directory, 'fax.tif')];
  await writeFile(from, pdf);
  await runTool(program, ghostscriptArguments(from, to, limitOf(options)), directory, options);
  // Ghostscript is content with a document that has no page, and writes none.
  const tiff = await readFile(to).catch(() => null);
  if (tiff === null) throw invalid('The document cannot be read: it has no pages.');
  const pages = tiffPages(tiff).length;
  if (pages === 0) throw invalid('The document has no pages.');
  refuseTooMany(pages, options);
  return { tiff, pages };
}

/** One page beyond the limit is made, to be told from a document that just fits. -K: kilobytes of memory. */
const ghostscriptArguments = (from: string, to: string, mostPages: number): string[] => [
  ...['-dSAFER', '-dBATCH', '-dNOPAUSE', '-dNOPROMPT', '-q', '-K500000'],
  ...['-sDEVICE=tiffg4', '-r204x196', `-g${DOTS_WIDE}x${DOTS_LONG}`, '-dPDFFitPage', '-dFIXEDMEDIA'],
  ...[`-dLastPage=${mostPages + 1}`, `-sOutputFile=${to}`, '-c', ROOM_FOR_HEADER, '-f', from],
];

async function runTool(
  program: string,
  args: readonly string[],
  directory: string,
  { tools, timeoutMs = 30_000 }: FaxRendererOptions,
): Promise<void> {
  const { status } = await tools.run(program, args, {
    timeoutMs,
    cwd: directory,
    env: bareEnvironment(directory),
  });
  if (status === 124) throw invalid('The document takes too long to be made into fax pages.');
  if (status !== 0) throw invalid('The document cannot be read: it may be damaged or locked.');
}

const limitOf = ({ mostPages = MOST_PAGES }: FaxRendererOptions): number => mostPages;

function refuseTooMany(pages: number, options: FaxRendererOptions): void {
  const most = limitOf(options);
  if (pages > most) throw invalid(`The document has more than ${most} pages.`);
}

const invalid = (message: string): UserError => new UserError('validation-failed', message);
