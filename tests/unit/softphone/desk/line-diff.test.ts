import fc from 'fast-check';
import { mergeTexts, sameLines } from '../../../../softphone/desk/line-diff';
import { hoursText, parseHours } from '../../../../softphone/desk/hours-text';

const text = (letters: string): string => letters.split('').join('\n');
const merge = (base: string, mine: string, theirs: string) => {
  const merged = mergeTexts(text(base), text(mine), text(theirs));
  return [merged.text.split('\n').join(''), merged.conflicts];
};

describe('two people on one text', () => {
  it.each([
    ['abcde', 'abcde', 'abXde', 'abXde', 0],
    ['abcde', 'aXcde', 'abcdY', 'aXcdY', 0],
    ['abcde', 'abcdeX', 'Yabcde', 'YabcdeX', 0],
    ['abcde', 'acde', 'abcdXe', 'acdXe', 0],
    ['abcde', 'abXde', 'abXde', 'abXde', 0],
    ['abcde', 'abXde', 'abYde', 'abXde', 1],
    ['abcde', 'abde', 'abYde', 'abde', 1],
  ])('%s, made %s here and %s there, is %s', (base, mine, theirs, merged, conflicts) => {
    expect(merge(base, mine, theirs)).toEqual([merged, conflicts]);
  });

  it('lose nothing: what only one of them changed is as he made it', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const [base, other] = [before.join('\n'), after.join('\n')];
        expect(mergeTexts(base, other, base)).toEqual({ text: other, conflicts: 0 });
        expect(mergeTexts(base, base, other)).toEqual({ text: other, conflicts: 0 });
      }),
    );
  });

  it('find the lines that stayed', () => {
    expect(sameLines(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'y', 'd'])).toEqual([0, -1, 2, 4]);
  });
});

describe('hours somebody types', () => {
  it.each([
    ['08:00–12:00 13:00–18:00', ['08:00–12:00', '13:00–18:00']],
    ['8-12, 13:30 - 24:00', ['08:00–12:00', '13:30–24:00']],
    ['8：00至12：00、1300-1800', ['08:00–12:00', '13:00–18:00']],
    ['  ', []],
  ])('%s are hours', (typed, spans) => {
    const hours = parseHours(typed);
    expect(hours?.map((span) => hoursText([span]))).toEqual(spans);
  });

  it.each(['12-8', '25-26', 'noon', '8', '24:00-24:00', '8-12-14'])('%s are none', (typed) => {
    expect(parseHours(typed)).toBeNull();
  });
});
