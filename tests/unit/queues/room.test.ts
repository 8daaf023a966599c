import { queueConfigSchema } from '../../../server/contract/queue-config';
import { roomIn, type RoomFigures } from '../../../server/queues/room';

const MONDAY_NOON = Date.parse('2026-11-30T12:00:00+08:00');
const MONDAY_NIGHT = Date.parse('2026-11-30T22:00:00+08:00');
const quiet: RoomFigures = { waiting: 0, agentsReady: 0, loggedIn: new Set(['1001']) };

const config = (over: object) =>
  queueConfigSchema.parse({
    groups: { night: ['1002'] },
    calendars: { day: { timezone: 'Asia/Shanghai', week: { mon: [{ from: '08:00', to: '18:00' }] } } },
    queues: [{ queueId: 'general', name: 'General', agents: ['1001'], ...over }],
  });
const leave = { nobodyThere: { then: 'leave', afterS: 0 } };

describe('room in a queue', () => {
  it.each<[string, object, Partial<RoomFigures>, number, string]>([
    ['open at any hour without hours', {}, {}, MONDAY_NIGHT, 'open'],
    ['open in its hours', { hours: 'day' }, {}, MONDAY_NOON, 'open'],
    ['closed out of its hours', { hours: 'day' }, {}, MONDAY_NIGHT, 'closed'],
    [
      'closed rather than busy or empty',
      { hours: 'day', maxWaiting: 0, ...leave },
      { loggedIn: new Set() },
      MONDAY_NIGHT,
      'closed',
    ],
    ['open below its limit', { maxWaiting: 3 }, { waiting: 2 }, MONDAY_NOON, 'open'],
    ['busy at its limit', { maxWaiting: 3 }, { waiting: 3 }, MONDAY_NOON, 'busy'],
    [
      'open at its limit while somebody is ready',
      { maxWaiting: 3 },
      { waiting: 3, agentsReady: 1 },
      MONDAY_NOON,
      'open',
    ],
    ['busy at once when nobody may wait', { maxWaiting: 0 }, {}, MONDAY_NOON, 'busy'],
    ['open without a limit', {}, { waiting: 9999 }, MONDAY_NOON, 'open'],
    ['empty when nobody is logged in', leave, { loggedIn: new Set() }, MONDAY_NOON, 'nobody-there'],
    [
      'empty when only people of other queues are',
      leave,
      { loggedIn: new Set(['1003']) },
      MONDAY_NOON,
      'nobody-there',
    ],
    ['open for somebody who may answer', leave, {}, MONDAY_NOON, 'open'],
    [
      'open for somebody who may answer later',
      { ...leave, steps: [{ afterS: 60, addGroups: ['night'] }] },
      { loggedIn: new Set(['1002']) },
      MONDAY_NOON,
      'open',
    ],
    ['open when its callers wait for somebody to come', {}, { loggedIn: new Set() }, MONDAY_NOON, 'open'],
    [
      'open when they leave only after a while',
      { nobodyThere: { then: 'leave', afterS: 30 } },
      { loggedIn: new Set() },
      MONDAY_NOON,
      'open',
    ],
  ])('is %s', (_, queue, figures, at, room) => {
    expect(roomIn(config(queue), 'general', { ...quiet, ...figures }, at)).toBe(room);
  });

  it('is open where there is no such queue: somebody helps the caller', () => {
    expect(roomIn(config({}), 'sales', quiet, MONDAY_NOON)).toBe('open');
  });
});
