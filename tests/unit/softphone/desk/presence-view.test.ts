import type { OfferedReasonView } from '../../../../server/contract/rest';
import {
  afterwards,
  agentStatus,
  isFull,
  obstacleOf,
  refusalOf,
  takeBackRequest,
} from '../../../../softphone/desk/presence-view';
import { aDesk } from './a-desk';

const NOW = 100_000;
const anAgent = (over: Parameters<typeof aDesk>[0] = {}) => aDesk(over).agent;
const onLunch = { presence: 'break', reason: 'lunch', breakUntil: NOW } as const;

describe('what keeps calls away', () => {
  const registered = { name: 'registered' } as const;
  it('is nothing on a good day', () => {
    expect(obstacleOf(aDesk(), registered, NOW)).toBeNull();
  });
  it('is the phone before all else', () => {
    const desk = aDesk({ presence: 'not-responding' });
    expect(obstacleOf(desk, { name: 'reconnecting', attempt: 2 }, NOW)).toBe('phone-reconnecting');
    expect(obstacleOf(desk, { name: 'refused' }, NOW)).toBe('phone-refused');
    expect(obstacleOf(desk, { name: 'other-tab' }, NOW)).toBe('phone-in-other-tab');
    expect(obstacleOf(desk, registered, NOW)).toBe('not-responding');
  });
  it('is being unreachable, for somebody who waits for calls', () => {
    expect(obstacleOf(aDesk({ reachable: false }), registered, NOW)).toBe('not-reachable');
    expect(obstacleOf(aDesk({ reachable: false, presence: 'break' }), registered, NOW)).toBeNull();
    expect(obstacleOf(aDesk({ reachable: false }), { name: 'connecting' }, NOW)).toBeNull();
  });
  it('is a break from the moment it is overdue, unless he makes a call in it', () => {
    expect(obstacleOf(aDesk(onLunch), registered, NOW - 1)).toBeNull();
    expect(obstacleOf(aDesk(onLunch), registered, NOW)).toBe('overdue');
    expect(obstacleOf(aDesk({ ...onLunch, state: 'on-call' }), registered, NOW)).toBeNull();
  });
  it('says whether he missed or declined, and how many he missed', () => {
    const refused = (reason: string, missedInARow: number) => refusalOf(anAgent({ reason, missedInARow }));
    expect(refused('missed', 1)).toBe('missed');
    expect(refused('missed', 2)).toBe('missedAgain');
    expect(refused('declined', 2)).toBe('declined');
    expect(refused('something new', 0)).toBe('not-responding');
  });
});

describe('agent status', () => {
  it('is the state while there is work, else the presence', () => {
    expect(agentStatus(anAgent({ state: 'wrap-up', stateSince: 7 }), NOW)).toEqual({
      name: 'wrap-up',
      since: 7,
    });
    expect(agentStatus(anAgent({ presence: 'break' }), NOW).name).toBe('break');
  });
  it('counts idle time from the end of the last call, and a break from its beginning', () => {
    const since = { presenceSince: 1_000, stateSince: 9_000 };
    expect(agentStatus(anAgent(since), NOW).since).toBe(9_000);
    expect(agentStatus(anAgent({ ...since, presence: 'break' }), NOW).since).toBe(1_000);
  });
  it('is overdue when a break is longer than its reason allows', () => {
    expect(agentStatus(anAgent(onLunch), NOW - 1).name).toBe('break');
    expect(agentStatus(anAgent(onLunch), NOW).name).toBe('overdue');
  });
});

describe('what he will be when he is done', () => {
  const next = { presence: 'break', reason: 'lunch' } as const;
  it('is what he chose, else what he is', () => {
    expect(afterwards(anAgent({ state: 'on-call', next }))).toEqual(next);
    expect(afterwards(anAgent({ state: 'on-call' }))).toEqual({ presence: 'ready', reason: null });
  });
  it('is taken back by choosing what he is, where that can be chosen', () => {
    expect(takeBackRequest(anAgent({ next: null }))).toBeNull();
    expect(takeBackRequest(anAgent({ next }))).toEqual({ presence: 'ready' });
    expect(takeBackRequest(anAgent({ presence: 'break', reason: 'rest', next }))).toEqual({
      presence: 'break',
      reason: 'rest',
    });
    expect(takeBackRequest(anAgent({ presence: 'not-responding', next }))).toBeNull();
  });
});

describe('places of a break', () => {
  const lunch: OfferedReasonView = {
    reason: 'lunch',
    names: { 'zh-CN': '用餐', 'en-US': 'Lunch' },
    productive: false,
    maxMinutes: null,
    atMost: 3,
    taken: 3,
  };
  it('are full for who has none', () => {
    expect(isFull(lunch, anAgent())).toBe(true);
    expect(isFull({ ...lunch, taken: 2 }, anAgent())).toBe(false);
    expect(isFull({ ...lunch, atMost: null }, anAgent())).toBe(false);
  });
  it('are not full for who has one, or takes one when he is done', () => {
    expect(isFull(lunch, anAgent({ presence: 'break', reason: 'lunch' }))).toBe(false);
    expect(isFull(lunch, anAgent({ next: { presence: 'break', reason: 'lunch' } }))).toBe(false);
    expect(isFull(lunch, anAgent({ presence: 'not-responding', reason: 'lunch' }))).toBe(true);
  });
});
