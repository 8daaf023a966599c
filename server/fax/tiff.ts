import { UserError } from '../errors';

/** One page of a TIFF as its directory describes it. */
export interface TiffPage {
  /** Dots. */
  readonly width: number;
  readonly height: number;
  /** 3 = Group 3, 4 = Group 4 (TIFF 6.0, section 11). */
  readonly compression: number;
}

const [WIDTH, LENGTH, COMPRESSION] = [256, 257, 259];
/** A chain of directories longer than this is a loop or an attack. */
const MOST_DIRECTORIES = 1000;

/**
 * The pages of a TIFF, from its directories alone; no picture is decoded.
 * @throws UserError('validation-failed') when it is not a TIFF that can be followed
 */
export function tiffPages(bytes: Uint8Array): readonly TiffPage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readPages(view);
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new UserError('validation-failed', 'The TIFF is damaged.', { cause });
    throw cause;
  }
}

function readPages(view: DataView): TiffPage[] {
  const mark = view.getUint16(0);
  const little = mark === 0x4949;
  if ((!little && mark !== 0x4d4d) || view.getUint16(2, little) !== 42) {
    throw new UserError('validation-failed', 'This is not a TIFF.');
  }
  const pages: TiffPage[] = [];
  for (let at = view.getUint32(4, little); at !== 0;) {
    if (pages.length >= MOST_DIRECTORIES) throw new RangeError('too many directories');
    const entries = view.getUint16(at, little);
    const tags = new Map<number, number>();
    for (let index = 0; index < entries; index++) {
      const entry = at + 2 + index * 12;
      const isShort = view.getUint16(entry + 2, little) === 3;
      const value = isShort ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little);
      tags.set(view.getUint16(entry, little), value);
    }
    pages.push({
      width: tags.get(WIDTH) ?? 0,
      height: tags.get(LENGTH) ?? 0,
      compression: tags.get(COMPRESSION) ?? 1,
    });
    at = view.getUint32(at + 2 + entries * 12, little);
  }
  return pages;
}
