export interface Span {
  readonly from: string;
  readonly to: string;
}

/** "08:00–12:00 13:00–18:00"; nothing: closed. */
export const hoursText = (spans: readonly Span[]): string =>
  spans.map(({ from, to }) => `${from}–${to}`).join(' ');

const SPAN = /^(\d{1,2})(?::?(\d{2}))?[-–—~～至到](\d{1,2})(?::?(\d{2}))?$/;

/** What somebody types for hours; null: that is none. Order and overlaps are the server's to check. */
export function parseHours(text: string): Span[] | null {
  const parts = text
    .replace(/\s*([-–—~～至到])\s*/g, '$1')
    .replaceAll('：', ':')
    .split(/[\s,，、;；]+/)
    .filter((part) => part !== '');
  const spans: Span[] = [];
  for (const part of parts) {
    const [, fromHour, fromMinute, toHour, toMinute] = SPAN.exec(part) ?? [];
    const [from, to] = [timeOf(fromHour, fromMinute), timeOf(toHour, toMinute)];
    if (from === null || to === null || from === '24:00' || from >= to) return null;
    spans.push({ from, to });
  }
  return spans;
}

function timeOf(hour: string | undefined, minute = '00'): string | null {
  if (hour === undefined) return null;
  const text = `${hour.padStart(2, '0')}:${minute}`;
  return /^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/.test(text) ? text : null;
}
