import { moveOf, type Standing } from '../../../server/alerts/alert.machine';

const NOW = 100_000;
const standing = (state: Standing['state'], forSoLong = 0): Standing => ({ state, since: NOW - forSoLong });

describe('an alert of a rule that waits ten seconds', () => {
  it.each([
    [null, false, null],
    [null, true, 'pend'],
    [standing('pending', 9_999), true, null],
    [standing('pending', 10_000), true, 'raise'],
    [standing('pending', 9_999), false, 'forget'],
    [standing('pending', 60_000), false, 'forget'],
    [standing('raised', 60_000), true, null],
    [standing('raised', 60_000), false, 'ease'],
    [standing('clearing', 9_999), false, null],
    [standing('clearing', 10_000), false, 'clear'],
    [standing('clearing', 9_999), true, 'relapse'],
    [standing('clearing', 60_000), true, 'relapse'],
  ] as const)('%j, over its limit: %s → %s', (before, isOver, move) => {
    expect(moveOf(before, { isOver, now: NOW, forMs: 10_000 })).toBe(move);
  });
});

describe('an alert of a rule that does not wait', () => {
  it.each([
    [null, true, 'raise'],
    [null, false, null],
    [standing('raised'), true, null],
    [standing('raised'), false, 'clear'],
    [standing('pending'), true, 'raise'],
    [standing('clearing'), false, 'clear'],
  ] as const)('%j, over its limit: %s → %s', (before, isOver, move) => {
    expect(moveOf(before, { isOver, now: NOW, forMs: 0 })).toBe(move);
  });
});

it('a figure that trembles around its limit raises nothing, and clears nothing', () => {
  const run = (start: Standing | null, overs: readonly boolean[]): (string | null)[] => {
    let now: Standing | null = start;
    return overs.map((isOver, second) => {
      const at = NOW + second * 1000;
      const move = moveOf(now, { isOver, now: at, forMs: 2_000 });
      if (move === 'pend') now = { state: 'pending', since: at };
      if (move === 'forget') now = null;
      if (move === 'ease') now = { state: 'clearing', since: at };
      if (move === 'relapse') now = { state: 'raised', since: at };
      return move;
    });
  };
  const trembling = [true, false, true, true, false, true, false];
  expect(run(null, trembling)).not.toContain('raise');
  expect(
    run(
      standing('raised'),
      [...trembling].map((each) => !each),
    ),
  ).not.toContain('clear');
});
