import fc from 'fast-check';
import { emptyRecord, noteReached, spareAbandons } from '../../../../server/outbound/pacing/reached-record';

const recordOf = (size: number, fates: readonly boolean[]) => fates.reduce(noteReached, emptyRecord(size));
const repeat = (count: number, fate: boolean) => Array.from({ length: count }, () => fate);

describe('reached record', () => {
  it('spares nothing before so many were reached that one abandoned person is within the cap', () => {
    expect(spareAbandons(recordOf(1000, repeat(32, false)), 0.03)).toBe(0);
    expect(spareAbandons(recordOf(1000, repeat(33, false)), 0.03)).toBe(1);
  });

  it('forgets who left the window', () => {
    const record = recordOf(100, [...repeat(97, false), ...repeat(3, true), ...repeat(97, false)]);
    expect(spareAbandons(record, 0.03)).toBe(0);
    const later = [false, false, false].reduce(noteReached, record);
    expect(later.abandoned).toEqual([]);
    expect(spareAbandons(later, 0.03)).toBe(3);
  });

  it('counts whole persons whatever binary fractions say', () => {
    expect(spareAbandons(recordOf(100, repeat(100, false)), 0.07)).toBe(7);
    expect(spareAbandons(recordOf(100, repeat(100, false)), 0.29)).toBe(29);
  });

  it('is worth what it says: so many abandoned in a row keep the cap at every moment, and one more breaks it', () => {
    const holds = (fates: readonly boolean[], size: number, cap: number) => {
      const window = fates.slice(-size);
      return window.filter(Boolean).length <= cap * window.length + 1e-9;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 120 }),
        fc.constantFrom(0.01, 0.03, 0.05, 0.1),
        fc.array(fc.boolean(), { maxLength: 300 }),
        (size, cap, wishes) => {
          const fates: boolean[] = [];
          let record = emptyRecord(size);
          for (const wish of wishes) {
            const wasAbandoned = wish && spareAbandons(record, cap) > 0;
            record = noteReached(record, wasAbandoned);
            fates.push(wasAbandoned);
            expect(holds(fates, size, cap)).toBe(true);
          }
          for (let spare = spareAbandons(record, cap); spare > 0; spare -= 1) {
            fates.push(true);
            expect(holds(fates, size, cap)).toBe(true);
          }
          // Unless an abandoned one leaves the window just then, which is not counted on.
          if (record.abandoned.length === 0 && fates.length >= size)
            expect(holds([...fates, true], size, cap)).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });
});
