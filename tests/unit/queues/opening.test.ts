import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { queueCalendarSchema, type QueueCalendar } from '../../../server/contract/queue-config';
import { checkQueueConfig } from '../../../server/queues/check-queue-config';
import { isOpen } from '../../../server/queues/opening';

const SEED = readFileSync(join(__dirname, '../../../server/queues/seed/queues.yaml'), 'utf8');
const counter = (): QueueCalendar => {
  const calendar = checkQueueConfig(SEED, 'queues.yaml').config?.calendars['counter'];
  if (calendar === undefined) throw new Error('The queues of the product have no calendar');
  return calendar;
};
const calendar = (timezone: string, hours: object): QueueCalendar =>
  queueCalendarSchema.parse({ timezone, ...hours });

describe('isOpen', () => {
  describe('at the counter of the product, in Shanghai', () => {
    it.each([
      ['a Monday just before it opens', '2026-11-30T07:59:59.999', false],
      ['a Monday at eight', '2026-11-30T08:00:00.000', true],
      ['a Monday just before it closes', '2026-11-30T19:59:59.999', true],
      ['a Monday at eight in the evening', '2026-11-30T20:00:00.000', false],
      ['a Saturday at half past eight', '2026-11-28T08:30:00.000', false],
      ['a Saturday at noon', '2026-11-28T12:00:00.000', true],
      ['National Day, a Thursday', '2026-10-01T10:00:00.000', false],
      ['a holiday with hours of its own, at six in the evening', '2026-10-05T18:00:00.000', false],
      ['a holiday with hours of its own, at noon', '2026-10-05T12:00:00.000', true],
      ['a Saturday that is worked, at seven in the evening', '2026-10-10T19:00:00.000', true],
      ['New Year’s Eve in the morning', '2026-02-16T11:59:00.000', true],
      ['New Year’s Eve in the afternoon', '2026-02-16T12:00:00.000', false],
      ['the first day of the Year of the Goat', '2027-02-06T12:00:00.000', false],
    ])('%s', (_, local, open) => {
      expect(isOpen(counter(), Date.parse(`${local}+08:00`))).toBe(open);
    });
  });

  describe('over the days the clocks change', () => {
    const nights = { week: { sat: [{ from: '22:00', to: '24:00' }], sun: [{ from: '00:00', to: '02:30' }] } };
    const mornings = { week: { sun: [{ from: '08:00', to: '12:00' }] } };
    const berlin = (hours: object) => calendar('Europe/Berlin', hours);
    it.each([
      // On 2026-03-29 Berlin goes from 02:00 +01:00 to 03:00 +02:00, on 2026-10-25 from 03:00 +02:00 to 02:00 +01:00.
      ['the night of 23 hours: before the jump', berlin(nights), '2026-03-29T01:59:00+01:00', true],
      [
        'the night of 23 hours: 02:30 does not exist and is half past three',
        berlin(nights),
        '2026-03-29T03:30:00+02:00',
        false,
      ],
      ['the night of 25 hours: 02:15 the first time', berlin(nights), '2026-10-25T02:15:00+02:00', true],
      [
        'the night of 25 hours: 02:30 the first time closes it',
        berlin(nights),
        '2026-10-25T02:45:00+02:00',
        false,
      ],
      [
        'the morning after the jump, by the clock on the wall',
        berlin(mornings),
        '2026-03-29T08:00:00+02:00',
        true,
      ],
      ['the morning after the jump, an hour too early', berlin(mornings), '2026-03-29T07:59:00+02:00', false],
      ['the morning after the long night', berlin(mornings), '2026-10-25T08:00:00+01:00', true],
      [
        'the morning after the long night, an hour too early',
        berlin(mornings),
        '2026-10-25T07:59:00+01:00',
        false,
      ],
      [
        'half an hour of a zone that changes by half an hour',
        calendar('Australia/Lord_Howe', mornings),
        '2026-10-04T08:00:00+11:00',
        true,
      ],
      ['and just before', calendar('Australia/Lord_Howe', mornings), '2026-10-04T07:59:00+11:00', false],
    ])('%s', (_, hours, at, open) => {
      expect(isOpen(hours, Date.parse(at))).toBe(open);
    });
  });

  it.each([
    ['midnight to midnight is never closed between two days', '2026-06-08T00:00:00Z', true],
    ['nor a moment before', '2026-06-07T23:59:59.999Z', true],
    ['a day that is left out is closed', '2026-06-09T12:00:00Z', false],
    ['a day with an empty list is closed, whatever its weekday', '2026-06-15T12:00:00Z', false],
    ['the lunch break is closed', '2026-06-10T12:30:00Z', false],
    ['and after it', '2026-06-10T13:00:00Z', true],
  ])('%s', (_, at, open) => {
    const always = [{ from: '00:00', to: '24:00' }];
    const hours = {
      week: {
        sun: always,
        mon: always,
        wed: [
          { from: '08:00', to: '12:00' },
          { from: '13:00', to: '18:00' },
        ],
      },
      days: { '2026-06-15': [] },
    };
    expect(isOpen(calendar('UTC', hours), Date.parse(at))).toBe(open);
  });

  it('is the day of the calendar’s zone, not of the server’s', () => {
    const sunday = { week: { sun: [{ from: '00:00', to: '24:00' }] } };
    const at = Date.parse('2026-11-28T20:00:00Z');
    expect(['Asia/Shanghai', 'America/New_York'].map((zone) => isOpen(calendar(zone, sunday), at))).toEqual([
      true,
      false,
    ]);
  });
});
