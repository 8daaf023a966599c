import PDFDocument from 'pdfkit';
import { UserError } from '../errors';
import type { Font } from './fax-font';

/** Points; a fax machine cuts what stands nearer to the edge. */
const MARGIN = 54;
const [TITLE_SIZE, TEXT_SIZE] = [18, 12];

/** A4 pages of a text: large enough to be read after 196 dots per inch. */
export function textToPdf(title: string, text: string, font: Font | null): Promise<Buffer> {
  return collect((pdf) => {
    if (font === null) pdf.font('Helvetica');
    else pdf.registerFont('body', font.file, font.postscriptName).font('body');
    if (title !== '') pdf.fontSize(TITLE_SIZE).text(title).moveDown();
    pdf.fontSize(TEXT_SIZE).text(text, { lineGap: 4 });
  });
}

/** One picture, as large as an A4 page takes it; a wide one lies on its side. */
export function pictureToPdf(bytes: Uint8Array): Promise<Buffer> {
  return collect((pdf) => {
    const { width, height } = pdf.page;
    pdf.image(Buffer.from(bytes), 0, 0, { fit: [width, height], align: 'center', valign: 'center' });
  });
}

async function collect(write: (pdf: InstanceType<typeof PDFDocument>) => void): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, compress: true });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  try {
    write(pdf);
  } catch (cause) {
    throw new UserError('validation-failed', 'The document cannot be read.', { cause });
  }
  pdf.end();
  return done;
}
