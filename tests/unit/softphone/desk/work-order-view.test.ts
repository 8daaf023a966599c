import fc from 'fast-check';
import { moveBodies, type MoveName, type OrderState } from '../../../../server/contract/tickets';
import { orderStates } from '../../../../server/contract/tickets';
import {
  dueOf,
  eventNote,
  formatBytes,
  groupSerial,
  moveBody,
  moveFields,
  movesOf,
  promiseOf,
  searchOf,
  spanOf,
  type MoveValues,
} from '../../../../softphone/desk/work-order-view';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const HOUR = 3_600_000;
const due = (state: OrderState, dueAt: string | null) =>
  dueOf({ state, dueAt, breachedAt: null, closedAt: null }, NOW);
const inMs = (ms: number) => new Date(NOW + ms).toISOString();

describe('the promise of an order', () => {
  it.each([
    ['runs', 5 * HOUR, 'running'],
    ['is pressing below four hours', 4 * HOUR - 1, 'soon'],
    ['is not yet pressing at four hours', 4 * HOUR, 'running'],
    ['is late from the first moment after it', -1, 'late'],
  ])('%s', (_, ms, name) => {
    expect(due('open', inMs(ms))).toEqual({ name, leftMs: ms });
  });

  it('stands while the customer must do something, and is over with the answer', () => {
    expect(due('waiting-for-customer', null)).toEqual({ name: 'paused' });
    for (const state of ['resolved', 'closed', 'cancelled'] as const)
      expect(due(state, null)).toEqual({ name: 'over' });
  });

  it.each([
    [0, { unit: 'minutes', count: 0, rest: 0 }],
    [59_999, { unit: 'minutes', count: 0, rest: 0 }],
    [-95 * 60_000, { unit: 'hours', count: 1, rest: 35 }],
    [27 * HOUR, { unit: 'days', count: 1, rest: 3 }],
  ])('%d ms is said as %o', (ms, said) => {
    expect(spanOf(ms)).toEqual(said);
  });

  it('never says more than there is, nor less by a whole smallest unit', () => {
    const units = { days: [24 * HOUR, HOUR], hours: [HOUR, 60_000], minutes: [60_000, 60_000] } as const;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 * 24 * HOUR }), (ms) => {
        const { unit, count, rest } = spanOf(ms);
        const [large, small] = units[unit];
        const said = count * large + rest * small;
        expect(said).toBeLessThanOrEqual(ms);
        expect(ms - said).toBeLessThan(small);
      }),
    );
  });

  it.each([
    ['30m', { count: 30, unit: 'minutes' }],
    ['24h', { count: 24, unit: 'hours' }],
    ['7d', { count: 7, unit: 'days' }],
    ['2 working days', { count: 2, unit: 'workingDays' }],
    ['1 working day', { count: 1, unit: 'workingDays' }],
    ['soon', null],
  ])('%s in the configuration is %o', (text, promised) => {
    expect(promiseOf(text)).toEqual(promised);
  });
});

describe('serial numbers', () => {
  it('are shown as they are read out', () => {
    expect(groupSerial('263260179')).toBe('26 326 017 9');
    expect(groupSerial('2632610004')).toBe('26 326 1000 4');
    expect(groupSerial('odd')).toBe('odd');
  });
});

describe('the one search box', () => {
  it.each([
    ['', {}],
    ['263260179', { serial: '263260179' }],
    ['26 326 017 9', { serial: '263260179' }],
    ['13800138000', { number: '13800138000' }],
    ['0571 8800 1234', { number: '057188001234' }],
    ['8800 1234', { number: '88001234' }],
    ['+86 138 0013 8000', { number: '+8613800138000' }],
    ['宽带', { search: '宽带' }],
    ['1204', { search: '1204' }],
    ['Room 12', { search: 'Room 12' }],
  ])('takes "%s" for %o', (typed, wanted) => {
    expect(searchOf(typed)).toEqual(wanted);
  });
});

describe('moves of an order', () => {
  const all = Object.keys(moveBodies) as MoveName[];
  const values: MoveValues = {
    comment: ' noted ',
    result: ' repaired ',
    agentId: '1002',
    desk: 'fault',
    outcome: 'reached',
    priority: 'urgent',
    survey: true,
  };
  const none: MoveValues = {
    comment: ' ',
    result: '',
    agentId: '',
    desk: null,
    outcome: null,
    priority: null,
    survey: false,
  };

  it.each([
    ['open', 'take'],
    ['assigned', 'start'],
    ['in-progress', 'resolve'],
    ['waiting-for-customer', 'resume'],
    ['return-call', 'report-return-call'],
    ['resolved', 'close'],
    ['closed', null],
    ['cancelled', null],
  ] as const)('an order that is %s goes on with %s', (state, next) => {
    expect(movesOf({ state, moves: all }).next).toBe(next);
  });

  it('offers what the server allows, each once, and nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...orderStates), fc.subarray(all), (state, moves) => {
        const { next, others } = movesOf({ state, moves });
        const offered = [...(next === null ? [] : [next]), ...others];
        expect(new Set(offered).size).toBe(offered.length);
        // Taking an order comes before starting it.
        const left = moves.filter((move) => !(state === 'open' && move === 'start'));
        expect(offered.filter((move) => move !== 'start').sort()).toEqual(
          left.filter((move) => move !== 'start').sort(),
        );
        expect(offered.every((move) => moves.includes(move))).toBe(true);
      }),
    );
  });

  it.each(all)('%s sends what the server takes', (move) => {
    const body = moveBody(move, values);
    expect(body).not.toBeNull();
    expect(moveBodies[move].safeParse(body).success).toBe(true);
  });

  it.each(all)('%s waits until what it needs is there', (move) => {
    const isDemanding = moveFields[move].some((field) => field.endsWith('!'));
    expect(moveBody(move, none) === null).toBe(isDemanding);
    // …and the server would refuse the same.
    expect(moveBodies[move].safeParse({}).success).toBe(!isDemanding);
  });

  it('takes no word for an agent number', () => {
    expect(moveBody('assign', { ...values, agentId: 'Li Na' })).toBeNull();
  });
});

describe('small things', () => {
  it('an event says its words, and not its numbers', () => {
    expect(eventNote({ seq: 4, comment: 'bring a spare', result: '' })).toBe('bring a spare');
    expect(eventNote({ result: 'repaired', comment: 'tested' })).toBe('repaired\ntested');
    expect(eventNote({ desk: 'fault' })).toBe('');
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [184_320, '180 KB'],
    [1_468_006, '1.4 MB'],
  ])('%d bytes are %s', (bytes, said) => {
    expect(formatBytes(bytes)).toBe(said);
  });
});
