/** How a file that somebody made with a spreadsheet is written: told from its bytes. Pure. */
import { UserError } from '../../errors';

export const encodings = ['utf-8', 'gb18030', 'utf-16le'] as const;
export type TextEncoding = (typeof encodings)[number];

/** Looks at a file as it comes by; needs no more of it than the piece it is given. */
export class EncodingGuess {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  readonly #gb18030 = new TextDecoder('gb18030', { fatal: true });
  readonly #possible = new Set<TextEncoding>(['utf-8', 'gb18030']);
  #first: Buffer = Buffer.alloc(0);

  add(bytes: Buffer): void {
    if (this.#first.length < 2) this.#first = Buffer.concat([this.#first, bytes.subarray(0, 2)]);
    this.#try('utf-8', this.#utf8, bytes, true);
    this.#try('gb18030', this.#gb18030, bytes, true);
  }

  /** @throws UserError('validation-failed') when it is no text we can read */
  end(): TextEncoding {
    if (this.#first[0] === 0xff && this.#first[1] === 0xfe) return 'utf-16le';
    this.#try('utf-8', this.#utf8, Buffer.alloc(0), false);
    this.#try('gb18030', this.#gb18030, Buffer.alloc(0), false);
    const [best] = this.#possible;
    if (best !== undefined) return best;
    throw new UserError('validation-failed', 'The file is no text in UTF-8, GB18030 or UTF-16.');
  }

  #try(
    encoding: TextEncoding,
    decoder: InstanceType<typeof TextDecoder>,
    bytes: Buffer,
    stream: boolean,
  ): void {
    if (!this.#possible.has(encoding)) return;
    try {
      decoder.decode(bytes, { stream });
    } catch {
      this.#possible.delete(encoding);
    }
  }
}

export type Delimiter = ',' | ';' | '\t';
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** The one that stands most often in the line of headings, outside quotation marks. */
export function guessDelimiter(beginning: string): Delimiter {
  const [headings = ''] = beginning.replaceAll(/"[^"]*"/g, '').split(/\r|\n/);
  const counts = DELIMITERS.map((delimiter) => headings.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The text of the pieces of a file, a byte order mark left out. */
export async function* decoded(
  pieces: AsyncIterable<Buffer>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
