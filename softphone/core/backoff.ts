/** Longest pause between two attempts: a desk left open over lunch is back within this time. */
const longestMs = 15_000;
const firstMs = 400;

/**
 * How long to wait before the next attempt. The spread keeps a hundred desks from returning in the same
 * instant after the server restarts.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const grown = Math.min(longestMs, firstMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(grown * (0.7 + 0.3 * random()));
}
