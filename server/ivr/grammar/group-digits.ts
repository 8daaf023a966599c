/** Where a reader takes breath in a telephone or serial number: after three or four digits. */
export function groupDigits(digits: string): string[] {
  const { length } = digits;
  if (length <= 5) return [digits];
  const rest = length % 4;
  // A last group of one or two digits would hang: threes go first until fours come out even (138 0013 8000).
  const threes = rest === 0 ? 0 : 4 - rest;
  const groups: string[] = [];
  let at = 0;
  while (at < length) {
    const size = groups.length < threes ? 3 : 4;
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups;
}
