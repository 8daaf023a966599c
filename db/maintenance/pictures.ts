/** Records as changes tell of them: fields by name, as JSON has them. */
export type Picture = Readonly<Record<string, unknown>>;

/** Without what was left out. */
export const filled = (fields: Picture): Picture =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** Order of names does not count. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export const differs = (before: Picture, after: Picture): boolean =>
  Object.entries(after).some(([field, value]) => field !== 'version' && !isSame(before[field], value));
