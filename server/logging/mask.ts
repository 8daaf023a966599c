/**
 * A phone number for logs: the first three and the last two digits stay, so that an engineer can tell two
 * callers apart without the log holding anybody's number. Short numbers (internal, hotline) stay as they are.
 */
export function maskNumber(number: string): string {
  if (number.length <= 5) return number;
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`;
}
