/** How tables of numbers (`e164`, `digits`) are asked, so that their indexes serve. */

/** The key a number is stored under (server/crm/number-matching.ts): a table is asked by it and by nothing else. */
export const NUMBER_KEY = `coalesce(e164, digits)`;

/** As number_pieces() of the database cuts numbers: what of three or four digits they hold. */
const PIECE = 4;
/** Two are as good as all of them: a piece is in one number of a thousand. */
const MOST_PIECES = 3;

/** Pieces that a number has which holds these digits; the digits themselves when they are no more. */
export function piecesOf(digits: string): string[] {
  if (digits.length <= PIECE) return [digits];
  const last = digits.length - PIECE;
  const starts = [0, last, last >> 1].slice(0, Math.min(MOST_PIECES, last + 1));
  return [...new Set(starts)].map((start) => digits.slice(start, start + PIECE));
}

/** Numbers that hold some digits anywhere. @param pieces @param pattern placeholders */
export const holdsDigits = (pieces: string, pattern: string): string =>
  `number_pieces(digits) @> ${pieces}::text[] AND digits LIKE ${pattern}`;
