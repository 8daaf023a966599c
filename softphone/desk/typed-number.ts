/** What is found in a text that was typed or pasted into a dial box. */
export type TypedNumber =
  | { readonly kind: 'number'; readonly number: string }
  /** none: no number in it; several: which one is meant cannot be known; too-long: no number is that long. */
  | { readonly kind: 'none' | 'several' | 'too-long' };

/** Digits with what people put between them; a slash, a comma and a line's end stand between two numbers. */
const RUN = /\+?[\s()]*\d[\d\p{Zs}\t().\p{Pd}·]*/gu;
/** Of a number among words: shorter digits are an extension, a date or a room. */
const LEAST_AMONG_WORDS = 5;
const MOST = 20;

/**
 * The number in "Tel. (021) 6333-0001 转 12", in full-width digits, or in what a contact list adds that cannot be seen.
 * The server decides what may be dialled.
 */
export function numberIn(text: string): TypedNumber {
  // Marks of direction and the like come along from contact lists.
  const plain = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const isAlone = !/\p{L}/u.test(plain);
  const found = [...plain.matchAll(RUN)]
    .map(([run]) => run.replace(/[^\d+]/g, ''))
    .filter((digits) => digits.length >= (isAlone ? 2 : LEAST_AMONG_WORDS));
  const [number, ...others] = [...new Set(found)];
  if (number === undefined) return { kind: 'none' };
  if (others.length > 0) return { kind: 'several' };
  return number.length > MOST ? { kind: 'too-long' } : { kind: 'number', number };
}
