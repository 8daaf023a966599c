import { campaignCallKinds, campaignCountNames } from '../../../server/measures/campaign-counts';
import { zeros } from '../../../server/measures/counts';
import {
  agentColumns,
  campaignColumns,
  countDays,
  daysOf,
  intervalName,
  queueColumns,
  roundTop,
  shownColumns,
  stepFor,
  dateIn,
} from '../../../softphone/desk/report-view';

describe('days and intervals of a report', () => {
  it('are today’s where the report is for', () => {
    const now = Date.UTC(2026, 2, 1, 17);
    expect(dateIn(now, 'Asia/Shanghai')).toBe('2026-03-02');
    expect(dateIn(now, 'America/New_York')).toBe('2026-03-01');
  });

  it('follow from what is chosen, over months and years', () => {
    expect(daysOf('today', '2026-03-02')).toEqual({ from: '2026-03-02', to: '2026-03-02' });
    expect(daysOf('yesterday', '2026-01-01')).toEqual({ from: '2025-12-31', to: '2025-12-31' });
    expect(daysOf('week', '2026-03-02')).toEqual({ from: '2026-02-24', to: '2026-03-02' });
    expect(daysOf('month', '2026-03-02')).toEqual({ from: '2026-03-01', to: '2026-03-02' });
    expect(daysOf('last-month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(daysOf('last-month', '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  });

  it('are counted, and too many of them are shown by the day', () => {
    expect(countDays('2026-03-02', '2026-03-02')).toBe(1);
    expect(countDays('2026-03-28', '2026-03-30')).toBe(3);
    expect(countDays('2026-03-02', '2026-03-01')).toBe(0);
    expect(stepFor('hour', 31)).toBe('hour');
    expect(stepFor('hour', 32)).toBe('day');
    expect(stepFor('month', 300)).toBe('month');
  });

  it('are named by the clocks of the time zone', () => {
    const options = { timeZone: 'Asia/Shanghai', language: 'en-US', hasManyDays: false };
    expect(intervalName('2026-03-02T01:15:00.000Z', 'quarter', options)).toBe('09:15');
    expect(intervalName('2026-03-02T01:00:00.000Z', 'hour', { ...options, hasManyDays: true })).toBe(
      'Mar 2, 09:00',
    );
    expect(intervalName('2026-03-01T16:00:00.000Z', 'day', options)).toBe('Mon, Mar 2');
    expect(intervalName('2026-02-28T16:00:00.000Z', 'month', options)).toBe('Mar 2026');
  });

  it('tell the hour that comes twice apart by its offset', () => {
    const options = { timeZone: 'Europe/Berlin', language: 'en-US', hasManyDays: false };
    const names = ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z'].map((from) =>
      intervalName(from, 'hour', options),
    );
    expect(new Set(names).size).toBe(2);
  });

  it.each([
    [0, 1],
    [1, 1],
    [3, 5],
    [71, 100],
    [100, 100],
    [101, 200],
    [2600, 5000],
  ])('have a scale to %d that ends at %d', (most, top) => expect(roundTop(most)).toBe(top));
});

describe('figures of campaigns on the screen', () => {
  it('lead to calls, each kind of them from the number it shows', () => {
    const figures = {
      ...{ ...zeros(campaignCountNames), reachRate: null, abandonmentRate: null, averageConnectedMs: null },
      marks: {},
    };
    campaignCountNames.forEach((name, nth) => (figures[name] = nth + 1));
    const leading = campaignColumns.flatMap((column) =>
      'calls' in column ? [[column.name, column.calls, column.text(figures), column.many(figures)]] : [],
    );
    expect(leading.map(([, kind]) => kind).sort()).toEqual([...campaignCallKinds].sort());
    for (const [name, , text, many] of leading)
      expect([text, many]).toEqual([
        String(figures[name as 'calls']),
        campaignCountNames.indexOf(name as 'calls') + 1,
      ]);
  });
});

describe('columns of a report', () => {
  const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);

  it('are those everybody has, until somebody has chosen', () => {
    const tables: readonly (readonly { readonly name: string; readonly isExtra?: boolean }[])[] = [
      ...[queueColumns, agentColumns, campaignColumns],
    ];
    for (const columns of tables) {
      const usual = names(shownColumns(columns, null));
      expect(usual.length).toBeLessThan(columns.length);
      // What comes first is what is read first: nobody has to look for it.
      expect(usual.slice(0, 2)).toEqual(names(columns).slice(0, 2));
    }
    expect(names(shownColumns(agentColumns, null))).not.toContain('reviewed');
  });

  it('are those that were chosen, in the order of the table; of one that is gone nothing is left', () => {
    expect(names(shownColumns(agentColumns, ['reviewed', 'answered', 'of-old']))).toEqual([
      'answered',
      'reviewed',
    ]);
    expect(names(shownColumns(queueColumns, []))).toEqual([]);
    expect(shownColumns(campaignColumns, names(campaignColumns))).toEqual(campaignColumns);
  });
});
