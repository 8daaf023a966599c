/** Counts that can be added up: any figure of a day is made from the sums of its quarters. */
export type Counts<Name extends string> = Record<Name, number>;

export function addTo<Name extends string>(
  sum: Counts<Name>,
  counts: Readonly<Partial<Counts<Name>>>,
  times = 1,
): void {
  for (const [name, value] of Object.entries(counts) as [Name, number][]) sum[name] += value * times;
}

export const zeros = <Name extends string>(names: readonly Name[]): Counts<Name> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Counts<Name>;

/** null: there is nothing to divide by. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
