import type { CentreAgent, CentrePicture, CentreQueue } from '../../../server/contract/wallboard';
import { changesBetween, wholePicture } from '../../../server/wallboard/picture-changes';

const aQueue = (queueId: string, waiting = 0): CentreQueue => ({
  ...{ queueId, name: queueId, waiting, longestSince: null, estimateMinutes: null },
  ...{ ready: 0, talking: 0, wrapUp: 0, away: 0, answerWithinS: 20 },
  ...{ serviceLevelGoal: 0.8, serviceLevelNow: null, today: null },
});
const anAgent = (agentId: string, over: Partial<CentreAgent> = {}): CentreAgent => ({
  ...{ agentId, displayName: agentId, presence: 'ready', reason: null, state: 'idle', reachable: true },
  ...{ since: 0, overdueAt: null, call: null, supervisors: [], quality: null, queueIds: [], groups: [] },
  ...over,
});
const aPicture = (over: Partial<CentrePicture> = {}): CentrePicture => ({
  ...{ at: 1, queues: [], agents: [], ivr: [], switches: [], orders: [] },
  ...over,
});

describe('what has changed of a picture', () => {
  it('is nothing when only time has passed', () => {
    const before = aPicture({ queues: [aQueue('a')], agents: [anAgent('1001')] });
    const now = aPicture({ at: 2, queues: [aQueue('a')], agents: [anAgent('1001')] });
    expect(changesBetween(before, now)).toBeNull();
  });

  it('is the rows that are others or new, and the names of those that are gone', () => {
    const before = aPicture({
      queues: [aQueue('a'), aQueue('b'), aQueue('c')],
      agents: [anAgent('1001'), anAgent('1002')],
    });
    const now = aPicture({
      ...{ at: 2, queues: [aQueue('a'), aQueue('b', 1)] },
      agents: [anAgent('1002'), anAgent('1003')],
    });
    expect(changesBetween(before, now)).toEqual({
      ...{ at: 2, whole: false, ivr: null, switches: null, orders: null },
      queues: [aQueue('b', 1)],
      agents: [anAgent('1003')],
      gone: { queues: ['c'], agents: ['1001'] },
    });
  });

  it('names a short list whole, and to its end when it is empty', () => {
    const before = aPicture({ ivr: [{ packId: 'p', node: 'main', title: null, calls: 1 }] });
    expect(changesBetween(before, aPicture())).toMatchObject({ ivr: [], switches: null, orders: null });
  });
});

it('a whole picture of many agents comes in parts that make it up', () => {
  const agents = Array.from({ length: 1201 }, (_, i) => anAgent(String(1000 + i)));
  const parts = wholePicture(aPicture({ agents, queues: [aQueue('a')] }));
  expect(parts.map(({ whole, queues, agents: some }) => [whole, queues.length, some.length])).toEqual([
    [true, 1, 500],
    [false, 0, 500],
    [false, 0, 201],
  ]);
  expect(parts.flatMap((part) => part.agents)).toEqual(agents);
});
