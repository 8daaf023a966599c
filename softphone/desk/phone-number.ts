/** Area codes of two digits after the 0; all others in China have three. */
const shortAreas = new Set(['010', '020', '021', '022', '023', '024', '025', '027', '028', '029']);

/** A number in the groups people read it in. What it does not know it leaves as it is. */
export function formatPhoneNumber(number: string): string {
  const plain = number.trim();
  if (!/^\+?\d+$/.test(plain)) return plain;
  if (plain.startsWith('+86')) return `+86 ${national(plain.slice(3), true)}`;
  if (plain.startsWith('+1') && plain.length === 12) {
    return `+1 ${plain.slice(2, 5)} ${plain.slice(5, 8)} ${plain.slice(8)}`;
  }
  return plain.startsWith('+') ? plain : national(plain, false);
}

function national(digits: string, afterCountryCode: boolean): string {
  if (/^1[3-9]\d{9}$/.test(digits)) {
    return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`;
  }
  const withZero = afterCountryCode && !digits.startsWith('0') ? `0${digits}` : digits;
  if (/^0\d{9,11}$/.test(withZero)) {
    const length = shortAreas.has(withZero.slice(0, 3)) ? 3 : 4;
    const area = afterCountryCode ? withZero.slice(1, length) : withZero.slice(0, length);
    return `${area} ${local(withZero.slice(length))}`;
  }
  return local(digits);
}

function local(digits: string): string {
  if (digits.length === 8) return `${digits.slice(0, 4)} ${digits.slice(4)}`;
  if (digits.length === 7) return `${digits.slice(0, 3)} ${digits.slice(3)}`;
  return digits;
}

/** What a person typed or pasted, as the server wants it dialled. */
export function cleanDialString(typed: string): string {
  return typed.replace(/[\s().-]/g, '');
}
