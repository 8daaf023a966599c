import { lastNumbers } from '../../../../softphone/desk/last-numbers';
import { numberIn } from '../../../../softphone/desk/typed-number';

describe('the number in a text', () => {
  it.each([
    ['13900000002', '13900000002'],
    ['139 0000-0002', '13900000002'],
    ['Tel. (021) 6333-0001', '02163330001'],
    ['电话：０２１－６３３３０００１', '02163330001'],
    ['+86 21 6333 0001 ext. 12', '+862163330001'],
    ['张伟 139·0000·0002（手机）', '13900000002'],
    // A contact list sends marks of direction along.
    ['\u202d139 0000 0002\u202c', '13900000002'],
    ['tel:+8613900000002', '+8613900000002'],
    ['13900000002, 139 0000 0002', '13900000002'],
    ['1000', '1000'],
    ['110', '110'],
  ])('%s is %s', (text, number) => {
    expect(numberIn(text)).toEqual({ kind: 'number', number });
  });

  it.each([
    ['', 'none'],
    ['abc', 'none'],
    ['room 12', 'none'],
    ['7', 'none'],
    ['021 63330001 / 021 63330002', 'several'],
    ['13900000002\n13900000003', 'several'],
    ['1'.repeat(21), 'too-long'],
  ])('%j has %s', (text, kind) => {
    expect(numberIn(text)).toEqual({ kind });
  });
});

describe('the last numbers', () => {
  const calls = [
    { direction: 'outbound', dialedNumber: '13900000002' },
    { direction: 'inbound', dialedNumber: '1000' },
    { direction: 'outbound', dialedNumber: '02163330001' },
    { direction: 'outbound', dialedNumber: '13900000002' },
  ] as const;

  it('are those just dialled, then those of his calls, each once', () => {
    expect(lastNumbers(['021 6333 0001'], calls)).toEqual(['02163330001', '13900000002']);
    expect(lastNumbers([], calls)).toEqual(['13900000002', '02163330001']);
  });

  it('are at most ten', () => {
    expect(
      lastNumbers(
        Array.from({ length: 12 }, (_none, i) => `1390000000${i}`),
        [],
      ),
    ).toHaveLength(10);
  });
});
