/**
 * Serial numbers of work orders (流水号), said digit by digit:
 *
 *   26 326 017 9     year, day of the year, the day's order, check digit
 *
 * Nine digits up to the 999th order of a day, one more from the 1000th. The day's numbers have no gap, so a
 * missing order shows; with its year and day in front none is ever given twice (in this century). The check digit
 * (ISO 7064 MOD 11,10) keeps a mistyped serial from opening somebody else's order: it finds every wrong digit and
 * nearly all swapped neighbours.
 */
const MIN_COUNT_DIGITS = 3;
const MS_PER_DAY = 86_400_000;
const SERIAL = /^\d{9,11}$/;

/** @param day 'YYYY-MM-DD' @param count 1 for the day's first order, at most 99 999 */
export function serialOf(day: string, count: number): string {
  const [year = '', month = '1', date = '1'] = day.split('-');
  const sinceNewYear = Date.UTC(Number(year), Number(month) - 1, Number(date)) - Date.UTC(Number(year), 0, 0);
  const dayOfYear = String(sinceNewYear / MS_PER_DAY).padStart(3, '0');
  const body = year.slice(-2) + dayOfYear + String(count).padStart(MIN_COUNT_DIGITS, '0');
  return body + checkDigit(body);
}

/** Spaces and dashes are what people put between the digits. */
export function readSerial(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, '');
  return SERIAL.test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1) ? digits : null;
}

/** ISO 7064, hybrid system MOD 11,10. */
function checkDigit(body: string): string {
  let product = 10;
  for (const digit of body) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}
