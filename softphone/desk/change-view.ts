/** A value of a changed field as one line of text; null for none. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const parts = value.map(valueText).filter((part) => part !== null);
    return parts.length === 0 ? null : parts.join(' · ');
  }
  if (typeof value !== 'object') return null;
  const entries = Object.entries(value).flatMap(([name, part]) => {
    const text = valueText(part);
    return text === null ? [] : [`${name}: ${text}`];
  });
  return entries.length === 0 ? null : entries.join(' · ');
}
