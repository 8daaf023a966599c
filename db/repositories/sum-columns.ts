import { snake } from '../naming-strategy';

/** Sums of columns under the names of counts. As floats they arrive as numbers, exact up to 2^53. */
export const sumColumns = (names: readonly string[]): string =>
  names.map((name) => `sum(${snake(name)})::float8 AS "${name}"`).join(', ');
