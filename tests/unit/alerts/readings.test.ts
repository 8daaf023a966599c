import { isOver, readingsOf } from '../../../server/alerts/readings';
import { alertMeasures, type AlertMeasure } from '../../../server/contract/alert-measures';
import { alertMeasureNames, alertRuleRequestSchema } from '../../../server/contract/alerts';
import type { CentreAgent, CentrePicture, CentreQueue } from '../../../server/contract/wallboard';

const queue = (queueId: string, over: Partial<CentreQueue>): CentreQueue => ({
  ...{ queueId, name: queueId, waiting: 0, longestSince: null, estimateMinutes: null },
  ...{ ready: 0, talking: 0, wrapUp: 0, away: 0, answerWithinS: 20 },
  ...{ serviceLevelGoal: 0.8, serviceLevelNow: null, today: null },
  ...over,
});
const agent = (over: Partial<CentreAgent>): CentreAgent => ({
  ...{ agentId: '1', displayName: '1', presence: 'ready', reason: null, state: 'idle', reachable: true },
  ...{ since: 0, overdueAt: null, call: null, supervisors: [], quality: null, queueIds: [], groups: [] },
  ...over,
});
const silent = { calls: 0, inbound: 0, outbound: 0, tried: 0, failed: 0 };
const names = { 'zh-CN': '台', 'en-US': 'Desk' };
const picture: CentrePicture = {
  at: 100_000,
  queues: [
    queue('a', {
      waiting: 3,
      longestSince: 60_000,
      estimateMinutes: 4,
      ready: 1,
      talking: 2,
      wrapUp: 1,
      away: 1,
      serviceLevelNow: 0.5,
    }),
    queue('b', {}),
  ],
  agents: [
    agent({}),
    agent({ presence: 'not-responding' }),
    agent({ reachable: false }),
    agent({ presence: 'break', reachable: false, overdueAt: 100_000 }),
    agent({ state: 'wrap-up', overdueAt: 100_001 }),
  ],
  ivr: [
    { packId: 'p', node: 'x', title: null, calls: 4 },
    { packId: 'p', node: 'y', title: null, calls: 3 },
  ],
  switches: [
    { switchId: 'fs1', state: 'down', ...silent },
    { switchId: 'fs2', state: 'standby', ...silent },
  ],
  orders: [
    { desk: 'x', names, live: 9, dueSoon: 2, overdue: 2 },
    { desk: 'y', names, live: 9, dueSoon: 2, overdue: 1 },
  ],
};
const expected: Readonly<Record<AlertMeasure, readonly (number | null)[]>> = {
  'longest-wait': [40, 0],
  waiting: [3, 0],
  'estimated-wait': [4, null],
  'service-level': [50, null],
  'ready-agents': [1, 0],
  'present-agents': [5, 0],
  'missing-agents': [2],
  'overdue-agents': [1],
  'ivr-callers': [7],
  'switches-down': [1],
  'orders-overdue': [3],
};

it.each(alertMeasureNames)('%s is read from the picture', (measure) => {
  const readings = readingsOf(picture, { measure, queueId: null });
  expect(readings.map(({ value }) => value)).toEqual(expected[measure]);
  const isOfQueues = alertMeasures[measure].scope === 'queue';
  expect(readings.map(({ queueId }) => queueId)).toEqual(isOfQueues ? ['a', 'b'] : [null]);
});

it('a rule of one queue looks at that one; of a queue that is gone at none', () => {
  expect(readingsOf(picture, { measure: 'waiting', queueId: 'b' })).toEqual([{ queueId: 'b', value: 0 }]);
  expect(readingsOf(picture, { measure: 'waiting', queueId: 'gone' })).toEqual([]);
});

it.each([
  ['waiting', 3, 3, false],
  ['waiting', 3, 4, true],
  ['service-level', 80, 80, false],
  ['service-level', 80, 79.9, true],
  ['service-level', 80, null, false],
] as const)('%s with the limit %d: %s is over it: %s', (measure, threshold, value, over) => {
  expect(isOver(measure, threshold, value)).toBe(over);
});

describe('a rule', () => {
  const rule = {
    ...{ name: 'Long wait', measure: 'longest-wait', threshold: 60, forS: 10, queueId: 'a' },
    ...{ roles: ['supervisor'], emails: ['boss@example.com'], active: true },
  };
  it('is taken when it makes sense', () => {
    expect(alertRuleRequestSchema.parse(rule)).toEqual(rule);
  });
  it.each([
    [{ measure: 'switches-down' }, 'queueId'],
    [{ measure: 'service-level', threshold: 101 }, 'threshold'],
    [{ threshold: -1 }, 'threshold'],
    [{ forS: 4000 }, 'forS'],
    [{ measure: 'moon' }, 'measure'],
    [{ emails: ['nobody'] }, 'emails'],
    [{ roles: ['agent'] }, 'roles'],
    [{ name: ' ' }, 'name'],
  ])('%j is refused because of its %s', (over, field) => {
    const { error } = alertRuleRequestSchema.safeParse({ ...rule, ...over });
    expect(error?.issues[0]?.path[0]).toBe(field);
  });
});
