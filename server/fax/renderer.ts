/** What may be faxed, and the port of what makes fax pages of it. The adapter is server/connectors/fax-renderer.ts. */
export type FaxSource =
  | {
      readonly kind: 'text';
      /** Larger, above the text; '' for none. */
      readonly title: string;
      /** Lines are kept, long ones broken. */
      readonly text: string;
    }
  | {
      readonly kind: 'file';
      /** PDF, TIFF, PNG or JPEG, told by its first bytes; whatever name it came with is not believed. */
      readonly bytes: Uint8Array;
    };

export interface RenderedFax {
  /** Pages of 1728 dots a line, 204 × 196 dots per inch, Group 4: what mod_spandsp sends as it is. */
  readonly tiff: Buffer;
  readonly pages: number;
}

export interface FaxRenderer {
  /**
   * @throws UserError('validation-failed') when the document cannot be read, is empty or has too many pages
   * @throws OperationalError('part-failed') when a program or font is missing; its message names what to type
   */
  render(source: FaxSource): Promise<RenderedFax>;
}

/** Largest document that is taken, bytes. */
export const LARGEST_DOCUMENT = 5 * 1024 * 1024;
/** Longest text, characters. */
export const LONGEST_TEXT = 50_000;
/** A minute and more each: a longer fax holds its line for too long (and mod_spandsp has failed at 28 pages). */
export const MOST_PAGES = 20;
