import type { ColleagueView } from '../../../../server/contract/hand-over';
import { canConsult, canTransfer, handOverRows } from '../../../../softphone/desk/hand-over-view';

const colleague = (over: Partial<ColleagueView> = {}): ColleagueView => ({
  agentId: '1002',
  displayName: 'Bob',
  presence: 'ready',
  state: 'idle',
  reachable: true,
  since: 1,
  ...over,
});
const queue = { queueId: 'general', name: 'General', waiting: 2, agentsReady: 0 };
const entry = {
  ...{ entryId: 'e1', name: 'Hospital', category: 'health', number: '021 6334 0100', address: null },
  ...{ isListed: true, version: 1 },
};

describe('those a caller may be handed to', () => {
  it('are a typed number, colleagues, queues and the directory, in this order', () => {
    const rows = handOverRows('139 0000-0077', { mayWait: false, agents: [colleague()], queues: [queue] }, [
      entry,
    ]);
    expect(rows.map(({ to }) => to)).toEqual([
      { kind: 'number', number: '13900000077' },
      { kind: 'agent', agentId: '1002' },
      { kind: 'queue', queueId: 'general' },
      { kind: 'number', number: '02163340100' },
    ]);
  });

  it('are no number while a name is typed', () => {
    expect(handOverRows('Bob', undefined, [])).toEqual([]);
    expect(handOverRows('1', undefined, [])).toEqual([]);
  });

  it.each([
    ['free', {}],
    ['on-call', { state: 'on-call' }],
    ['wrap-up', { state: 'wrap-up', presence: 'break' }],
    ['break', { presence: 'break' }],
    ['not-responding', { presence: 'not-responding' }],
    ['away', { reachable: false, state: 'on-call' }],
  ] as const)('a colleague is %s', (state, over) => {
    const [row] = handOverRows('', { mayWait: false, agents: [colleague(over)], queues: [] }, []);
    expect(row).toMatchObject({ kind: 'agent', state });
    expect(row && canTransfer(row)).toBe(state === 'free');
    expect(row && canConsult(row)).toBe(state === 'free');
  });

  it.each([
    ['on-call', { state: 'on-call' }, true],
    ['wrap-up', { state: 'wrap-up' }, true],
    ['wrap-up', { state: 'wrap-up', presence: 'break' }, false],
    ['break', { presence: 'break' }, false],
    ['away', { reachable: false, state: 'on-call' }, false],
  ] as const)(
    'a caller may wait for a colleague who is %s, where his queue wants so',
    (_state, over, may) => {
      const [row] = handOverRows('', { mayWait: true, agents: [colleague(over)], queues: [] }, []);
      expect(row && canTransfer(row)).toBe(may);
      expect(row && canConsult(row)).toBe(false);
    },
  );

  it('a queue always takes a caller, and can be asked first when somebody of it is free; a number always', () => {
    const targets = {
      mayWait: false,
      agents: [],
      queues: [
        { ...queue, agentsReady: 1 },
        { ...queue, agentsReady: 0 },
      ],
    };
    const rows = handOverRows('12', targets, []);
    expect(rows.map(canTransfer)).toEqual([true, true, true]);
    expect(rows.map(canConsult)).toEqual([true, true, false]);
  });
});
