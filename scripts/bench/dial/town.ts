import type { DialResult } from '../../../server/contract/campaigns';

/** By the last digit of a number; the scenario callees.xml does it. */
const results: readonly DialResult[] = [
  ...(['reached', 'reached', 'reached', 'reached', 'busy', 'busy', 'refused', 'refused'] as const),
  ...(['no-answer', 'no-answer'] as const),
];

/** What a call to that number must have come to. */
export const rightResult = (number: string): DialResult | undefined => results[Number(number.at(-1))];

/** So many numbers, each digit as often as any other. */
export const townNumbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `137${String(index).padStart(8, '0')}`);
