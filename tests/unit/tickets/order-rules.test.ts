import fc from 'fast-check';
import { moveBodies, orderStates, type MoveName, type OrderState } from '../../../server/contract/tickets';
import { createCalendar } from '../../../server/tickets/calendar';
import { moveRules } from '../../../server/tickets/order.machine';
import { dueAt, LONGEST_PROMISE_MS, readPromisedTime } from '../../../server/tickets/promised-time';
import { readSerial, serialOf } from '../../../server/tickets/serial';

const HOUR = 3_600_000;
const office = createCalendar({
  timeZone: 'Asia/Shanghai',
  week: [1, 2, 3, 4, 5].map(() => [
    { from: 510, to: 720 },
    { from: 810, to: 1080 },
  ]),
  days: { '2026-10-01': [], '2026-10-02': [], '2026-10-10': [{ from: 540, to: 600 }] },
});
const shanghai = (text: string): number => Date.parse(`${text}+08:00`);
const local = (at: number): string => new Date(at + 8 * HOUR).toISOString().slice(0, 16);

describe('moves of an order', () => {
  const states: Readonly<Record<MoveName, readonly OrderState[]>> = {
    take: ['open', 'assigned', 'return-call'],
    assign: ['open', 'assigned', 'in-progress', 'return-call'],
    release: ['assigned', 'in-progress'],
    start: ['open', 'assigned'],
    wait: ['in-progress'],
    resume: ['waiting-for-customer'],
    'hand-over': ['open', 'assigned', 'in-progress', 'waiting-for-customer'],
    'next-stage': ['in-progress'],
    resolve: ['in-progress'],
    'report-return-call': ['return-call'],
    close: ['return-call', 'resolved'],
    reopen: ['return-call', 'resolved', 'closed'],
    cancel: ['open', 'assigned', 'in-progress', 'waiting-for-customer'],
    escalate: ['open', 'assigned', 'in-progress', 'waiting-for-customer', 'return-call'],
  };
  it.each(Object.keys(moveBodies) as MoveName[])('%s', (move) => {
    expect(orderStates.filter((state) => moveRules[move].from.includes(state))).toEqual(
      orderStates.filter((state) => states[move].includes(state)),
    );
  });
  it('never leave a cancelled order', () => {
    for (const rule of Object.values(moveRules)) expect(rule.from).not.toContain('cancelled');
  });
});

describe('serial numbers', () => {
  it('say year, day of the year, count and check digit', () => {
    expect(serialOf('2026-01-01', 1)).toMatch(/^26001001\d$/);
    expect(serialOf('2026-12-31', 1000)).toMatch(/^263651000\d$/);
    expect(serialOf('2028-12-31', 7)).toMatch(/^28366007\d$/);
  });

  it('are read back as people write them', () => {
    const serial = serialOf('2026-11-22', 17);
    expect(readSerial(` ${serial.slice(0, 5)}-${serial.slice(5)} `)).toBe(serial);
    expect(readSerial('12345')).toBeNull();
  });

  it('show every wrong digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.nat(10),
        fc.integer({ min: 1, max: 9 }),
        (count, place, by) => {
          const serial = serialOf('2026-11-22', count);
          const at = place % serial.length;
          const wrong = serial.slice(0, at) + String((Number(serial[at]) + by) % 10) + serial.slice(at + 1);
          expect(readSerial(serial)).toBe(serial);
          expect(readSerial(wrong)).toBeNull();
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('promised times', () => {
  it.each([
    ['4h within a day', '4h', '2026-09-28T08:30', '2026-09-28T14:00'],
    ['4h over the night', '4h', '2026-09-28T16:00', '2026-09-29T10:30'],
    ['4h over two holidays and a weekend', '4h', '2026-09-30T17:00', '2026-10-05T11:30'],
    ['one working day', '1 working day', '2026-09-28T10:00', '2026-09-29T10:00'],
    [
      'a working day begun at night counts from the opening',
      '1 working day',
      '2026-09-28T22:00',
      '2026-09-30T08:30',
    ],
    ['two working days over holidays', '2 working days', '2026-09-30T10:00', '2026-10-06T10:00'],
    ['seven days', '7d', '2026-09-28T10:00', '2026-10-05T10:00'],
    ['never beyond seven days', '7 working days', '2026-09-28T10:00', '2026-10-05T10:00'],
  ])('%s', (_what, text, from, due) => {
    expect(local(dueAt(readPromisedTime(text)!, office, shanghai(from)))).toBe(due);
  });

  it.each(['8d', '0h', '169h', 'soon', '8 working days', '-1h', ''])('refuses %p', (text) => {
    expect(readPromisedTime(text)).toBeNull();
  });

  it('never go beyond seven days, whatever the hour and the type', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: shanghai('2026-09-01T00:00'), max: shanghai('2026-11-01T00:00') }),
        fc.constantFrom('30m', '4h', '40h', '1 working day', '5 working days', '7d'),
        (from, text) => {
          const due = dueAt(readPromisedTime(text)!, office, from);
          expect(due).toBeGreaterThan(from);
          expect(due - from).toBeLessThanOrEqual(LONGEST_PROMISE_MS);
        },
      ),
    );
  });
});

describe('a calendar', () => {
  it('counts open time there and back the same', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: shanghai('2026-09-01T00:00'), max: shanghai('2026-11-01T00:00') }),
        fc.integer({ min: 1, max: 60 * HOUR }),
        (from, ms) => {
          const to = office.addOpen(from, ms);
          expect(office.openBetween(from, to)).toBe(ms);
          expect(office.openBetween(to, from)).toBe(-ms);
          expect(office.openBetween(office.addOpen(to, -ms), to)).toBe(ms);
        },
      ),
    );
  });
});
