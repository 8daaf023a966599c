import { daysBefore, nextTime } from '../../../server/measures/delivery/schedule-times';

const shanghai = { weekday: 1, monthday: 1, at: '07:30', timeZone: 'Asia/Shanghai' };
const at = (text: string): number => Date.parse(text);

describe('times of reports by mail', () => {
  it('are the next ones by the clocks of the time zone', () => {
    const next = (cadence: 'daily' | 'weekly' | 'monthly', after: string, more = {}) =>
      new Date(nextTime({ ...shanghai, cadence, ...more }, at(after))).toISOString();
    expect(next('daily', '2026-03-01T23:29:59Z')).toBe('2026-03-01T23:30:00.000Z');
    expect(next('daily', '2026-03-01T23:30:00Z')).toBe('2026-03-02T23:30:00.000Z');
    // 2 March 2026 is a Monday.
    expect(next('weekly', '2026-03-01T20:00:00Z')).toBe('2026-03-01T23:30:00.000Z');
    expect(next('weekly', '2026-03-01T20:00:00Z', { weekday: 7 })).toBe('2026-03-07T23:30:00.000Z');
    expect(next('monthly', '2026-03-01T20:00:00Z')).toBe('2026-03-31T23:30:00.000Z');
    expect(next('monthly', '2026-12-31T23:30:00Z')).toBe('2027-01-31T23:30:00.000Z');
  });

  it('keep their hour where clocks change, and come once where it does not exist or comes twice', () => {
    const berlin = { ...shanghai, cadence: 'daily' as const, timeZone: 'Europe/Berlin', at: '02:30' };
    const times: string[] = [];
    let now = at('2026-03-27T12:00:00Z');
    for (let nth = 0; nth < 3; nth += 1) times.push(new Date((now = nextTime(berlin, now))).toISOString());
    expect(times).toEqual([
      '2026-03-28T01:30:00.000Z',
      // 03:30 in summer time: 02:30 is left out.
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    const autumn = nextTime(berlin, at('2026-10-24T12:00:00Z'));
    expect(new Date(autumn).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(new Date(nextTime(berlin, autumn)).toISOString()).toBe('2026-10-26T01:30:00.000Z');
  });

  it('say which days are meant', () => {
    const days = (cadence: 'daily' | 'weekly' | 'monthly', when: string) =>
      daysBefore({ ...shanghai, cadence }, at(when));
    expect(days('daily', '2026-03-01T23:30:00Z')).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(days('weekly', '2026-03-01T23:30:00Z')).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect(days('monthly', '2026-02-28T23:30:00Z')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  });
});
