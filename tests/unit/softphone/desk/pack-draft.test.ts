import type { PlanPart } from '../../../../server/contract/packs';
import { countLines, lineRange, packIdIn, planCounts } from '../../../../softphone/desk/pack-draft';

describe('a pack being written', () => {
  it.each([
    ['id: clinic\n', 'clinic'],
    ["# first\nid: '1000'   # ours\n", '1000'],
    ['id: "town-hall"', 'town-hall'],
    ['name: x\n  id: nested\n', null],
    ['id: Not One\n', null],
    ['', null],
  ])('%j calls itself %s', (text, id) => {
    expect(packIdIn(text)).toBe(id);
  });

  it('has lines that can be marked', () => {
    const text = 'one\ntwo\n\nfour';
    expect(countLines(text)).toBe(4);
    expect([1, 2, 3, 4, 9, 0].map((line) => text.slice(...lineRange(text, line)))).toEqual([
      'one',
      'two',
      '',
      'four',
      'four',
      'one',
    ]);
  });

  it('has a plan that is counted', () => {
    const part: Omit<PlanPart, 'change'> = { part: 'node', id: 'a', fields: [] };
    expect(
      planCounts([
        { ...part, change: 'added' },
        { ...part, change: 'added' },
        { ...part, change: 'changed' },
      ]),
    ).toEqual({ added: 2, removed: 0, changed: 1 });
  });
});
