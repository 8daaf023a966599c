import { describe, expect, it } from '@jest/globals';
import { differences } from '../../../contract/golden/compare';
import { packTrace, unpackTrace } from '../../../contract/golden/packed-trace';
import { readGolden } from '../../../contract/golden/play-scenario';
import type { Trace, TraceEvent } from '../../../contract/golden/trace';

describe('comparison with golden traces', () => {
  const golden = readGolden('bridge-unbridge');
  const changed = (at: number, change: (event: Record<string, string>) => TraceEvent): Trace => ({
    ...golden,
    A: (golden['A'] ?? []).map((event, index) => (index === at ? change({ ...event }) : event)),
  });

  it('finds nothing in the same, packed or not', () => {
    expect(differences(golden, golden)).toEqual([]);
    expect(unpackTrace(packTrace(golden))).toEqual(golden);
  });

  it('finds a missing event, a missing header, another value, one too many and another order', () => {
    expect(differences(golden, { ...golden, A: (golden['A'] ?? []).slice(1) })).toHaveLength(1);
    const without = changed(3, (event) =>
      Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'Unique-ID')),
    );
    expect(differences(golden, without)).toEqual([expect.stringContaining('lacks Unique-ID')]);
    const other = changed(3, (event) => ({ ...event, 'Answer-State': 'early' }));
    expect(differences(golden, other)).toEqual([expect.stringContaining('Answer-State is early')]);
    const more = changed(3, (event) => ({ ...event, 'Channel-Extra': 'x' }));
    expect(differences(golden, more)).toEqual([expect.stringContaining('has Channel-Extra')]);
    const order = changed(3, (event) => Object.fromEntries(Object.entries(event).reverse()));
    expect(differences(golden, order)).toEqual([expect.stringContaining('stands where')]);
  });
});
