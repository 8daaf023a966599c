import { edgesOf, rangeOf } from '../../../server/measures/intervals';

const HOUR = 3_600_000;
const lengths = (edges: readonly number[]) =>
  edges.slice(1).map((edge, i) => (edge - (edges[i] ?? 0)) / HOUR);

describe('intervals of a report', () => {
  const berlin = { timeZone: 'Europe/Berlin' };

  it('are whole days of the time zone, 23 and 25 hours long where clocks change', () => {
    const spring = { ...berlin, from: '2026-03-28', to: '2026-03-30' };
    expect(lengths(edgesOf(spring, 'day'))).toEqual([24, 23, 24]);
    expect(lengths(edgesOf({ ...berlin, from: '2026-10-25', to: '2026-10-25' }, 'day'))).toEqual([25]);
  });

  it('have the hour that comes twice twice, and not the one that is left out', () => {
    expect(edgesOf({ ...berlin, from: '2026-10-25', to: '2026-10-25' }, 'hour')).toHaveLength(26);
    expect(edgesOf({ ...berlin, from: '2026-03-29', to: '2026-03-29' }, 'quarter')).toHaveLength(23 * 4 + 1);
  });

  it('begin where a day has no midnight', () => {
    // Clocks in Cairo go from 24 April 2026, 00:00, to 01:00.
    const cairo = { from: '2026-04-24', to: '2026-04-24', timeZone: 'Africa/Cairo' };
    expect(new Date(rangeOf(cairo).from).toISOString()).toBe('2026-04-23T22:00:00.000Z');
    expect(lengths(edgesOf(cairo, 'day'))).toEqual([23]);
  });

  it('cut weeks, from Monday on, and months at the days asked for', () => {
    const china = { from: '2026-03-04', to: '2026-04-02', timeZone: 'Asia/Shanghai' };
    const dates = (step: 'week' | 'month') =>
      edgesOf(china, step).map((edge) => new Date(edge + 8 * HOUR).toISOString().slice(0, 10));
    expect(dates('week')).toEqual([
      '2026-03-04',
      '2026-03-09',
      '2026-03-16',
      '2026-03-23',
      '2026-03-30',
      '2026-04-03',
    ]);
    expect(dates('month')).toEqual(['2026-03-04', '2026-04-01', '2026-04-03']);
  });

  it.each(['Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham', 'America/St_Johns'])(
    'begin on quarters of an hour in %s',
    (timeZone) => {
      for (const step of ['quarter', 'day', 'month'] as const) {
        const edges = edgesOf({ from: '2026-03-25', to: '2026-04-10', timeZone }, step);
        expect(edges.every((edge) => edge % 900_000 === 0)).toBe(true);
      }
    },
  );
});
