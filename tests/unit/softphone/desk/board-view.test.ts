import type { CentreAgent, CentrePicture, CentreQueue } from '../../../../server/contract/wallboard';
import { boardOf, groupsOf, type BoardFilter, trunkSeverity } from '../../../../softphone/desk/board-view';

const now = 1_000_000;
const ago = (seconds: number) => now - seconds * 1000;
const queue = (queueId: string, over: Partial<CentreQueue> = {}): CentreQueue => ({
  ...{ queueId, name: queueId, waiting: 0, longestSince: null, estimateMinutes: null },
  ...{ ready: 1, talking: 0, wrapUp: 0, away: 0, answerWithinS: 20 },
  ...{ serviceLevelGoal: 0.8, serviceLevelNow: null, today: null },
  ...over,
});
const agent = (agentId: string, over: Partial<CentreAgent> = {}): CentreAgent => ({
  ...{ agentId, displayName: agentId, presence: 'ready', reason: null, state: 'idle', reachable: true },
  ...{
    since: ago(5),
    overdueAt: null,
    call: null,
    supervisors: [],
    quality: null,
    queueIds: ['a'],
    groups: [],
  },
  ...over,
});
const picture = (over: Partial<CentrePicture>): CentrePicture => ({
  ...{ at: now, queues: [], agents: [], ivr: [], switches: [], orders: [] },
  ...over,
});
const everything: BoardFilter = { queueIds: [], group: null };

describe('queues on the board', () => {
  it.each([
    ['nobody waits', queue('a'), 'fine'],
    ['within its goal', queue('a', { waiting: 1, longestSince: ago(19) }), 'fine'],
    ['over its goal', queue('a', { waiting: 1, longestSince: ago(21) }), 'late'],
    ['over three times its goal', queue('a', { waiting: 1, longestSince: ago(61) }), 'alarm'],
    ['was late of late', queue('a', { serviceLevelNow: 0.79 }), 'late'],
    ['as good as it should be', queue('a', { serviceLevelNow: 0.8 }), 'fine'],
    ['nobody is there for him', queue('a', { waiting: 1, longestSince: ago(1), ready: 0 }), 'alarm'],
  ])('%s', (_what, one, severity) => {
    expect(boardOf(picture({ queues: [one] }), everything, now).queues[0]?.severity).toBe(severity);
  });

  it('come worst first, then by name', () => {
    const queues = [
      queue('c'),
      queue('b', { waiting: 1, longestSince: ago(30) }),
      queue('a'),
      queue('d', { waiting: 1, longestSince: ago(90) }),
    ];
    const board = boardOf(picture({ queues }), everything, now);
    expect(board.queues.map(({ queueId }) => queueId)).toEqual(['d', 'b', 'a', 'c']);
    expect(board.totals).toMatchObject({ waiting: 2, longestSince: ago(90), severity: 'alarm' });
  });
});

describe('agents on the board', () => {
  it.each([
    ['ready', agent('1'), 'ready', 'fine'],
    ['without a phone', agent('1', { reachable: false }), 'missing', 'alarm'],
    ['not responding', agent('1', { presence: 'not-responding' }), 'missing', 'alarm'],
    ['on a break', agent('1', { presence: 'break', overdueAt: now + 1 }), 'break', 'fine'],
    ['on a break too long', agent('1', { presence: 'break', overdueAt: now }), 'break', 'alarm'],
    ['on a break without a phone', agent('1', { presence: 'break', reachable: false }), 'break', 'fine'],
    ['in wrap-up too long', agent('1', { state: 'wrap-up', overdueAt: ago(1) }), 'wrap-up', 'alarm'],
    ['rung', agent('1', { state: 'offered' }), 'talking', 'fine'],
    ['talking for long', agent('1', { state: 'on-call', since: ago(901) }), 'talking', 'late'],
    ['hard to hear', agent('1', { quality: { mos: 2.9, at: 0 } }), 'ready', 'late'],
  ])('%s', (_what, one, doing, severity) => {
    const board = boardOf(picture({ agents: [one] }), everything, now);
    expect(board.agents[0]).toMatchObject({ doing, severity });
    expect(board.totals[doing as 'ready']).toBe(1);
  });

  it('come worst first, then by what they do, then who does it longest', () => {
    const agents = [
      agent('1', { state: 'on-call', since: ago(10) }),
      agent('2', { state: 'on-call', since: ago(40) }),
      agent('3'),
      agent('4', { presence: 'not-responding' }),
    ];
    const board = boardOf(picture({ agents }), everything, now);
    expect(board.agents.map(({ agentId }) => agentId)).toEqual(['4', '3', '2', '1']);
  });
});

describe('a board of some', () => {
  const all = picture({
    queues: [queue('a', { waiting: 1 }), queue('b', { waiting: 2 })],
    agents: [
      agent('1', { queueIds: ['a'], groups: ['north'] }),
      agent('2', { queueIds: ['b'], groups: ['south', 'north'] }),
      agent('3', { queueIds: ['b'], groups: ['south'] }),
    ],
  });
  const shown = (filter: Partial<BoardFilter>) => {
    const board = boardOf(all, { ...everything, ...filter }, now);
    return [board.queues.map((one) => one.queueId), board.agents.map((one) => one.agentId).sort()];
  };

  it('has the queues asked for and who serves them', () => {
    expect(shown({ queueIds: ['b'] })).toEqual([['b'], ['2', '3']]);
  });

  it('has a team and the queues it serves', () => {
    expect(groupsOf(all)).toEqual(['north', 'south']);
    expect(shown({ group: 'south' })).toEqual([['b'], ['2', '3']]);
    expect(shown({ group: 'north' })).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(shown({ group: 'north', queueIds: ['a'] })).toEqual([['a'], ['1']]);
  });
});

describe('a trunk', () => {
  it.each([
    [0, 0, 'fine'],
    [2, 2, 'fine'],
    [3, 3, 'alarm'],
    [20, 4, 'late'],
    [21, 4, 'fine'],
  ])('of %d calls to outside, %d not connected: %s', (tried, failed, severity) => {
    expect(trunkSeverity({ tried, failed })).toBe(severity);
  });
});
