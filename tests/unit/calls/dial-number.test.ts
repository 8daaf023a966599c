import fc from 'fast-check';
import { dialableNumber } from '../../../server/calls/dial-number';
import { dialPolicyOf, loadConfig } from '../../../server/config/env';
import { UserError } from '../../../server/errors';

const policy = dialPolicyOf(loadConfig({}));

function refusal(typed: string, rules = policy): string | null {
  try {
    dialableNumber(typed, rules);
    return null;
  } catch (error) {
    return error instanceof UserError ? error.code : 'broken';
  }
}

describe('dialableNumber with the default policy', () => {
  it.each([
    ['13900000002', '13900000002'],
    ['139 0000 0002', '13900000002'],
    ['(021) 6333-0001', '02163330001'],
    ['+86 21 6333 0001', '+862163330001'],
    ['139–0000–0002', '13900000002'],
    ['１３９００００００02', '13900000002'],
    ['1000', '1000'],
  ])('%s is dialled as %s', (typed, wire) => {
    expect(dialableNumber(typed, policy)).toBe(wire);
  });

  it.each([
    '',
    '   ',
    'abc',
    '139;drop',
    '1'.repeat(21),
    '+',
    '13900000002,&park()',
    '${system ls}',
    '1390\n0000002x',
  ])('%j is no number', (typed) => {
    expect(() => dialableNumber(typed, policy)).toThrow(UserError);
  });

  it.each(['110', '119', '120', '911', '999'])(
    '%s is refused: emergency calls are not made from here',
    (typed) => {
      expect(refusal(typed)).toBe('emergency-number');
    },
  );

  it.each(['16888888', '02116012345', '+19005550100'])('%s is refused: it costs a premium', (typed) => {
    expect(refusal(typed)).toBe('premium-number');
  });

  it.each(['16812345678', '16600000002', '19001234567'])('%s is a mobile like others', (typed) => {
    expect(dialableNumber(typed, policy)).toBe(typed);
  });

  it('says of any other that it may not be dialled', () => {
    expect(refusal('00')).toBe('number-not-allowed');
    expect(refusal('13900000002', { ...policy, denied: [/^139/] })).toBe('number-not-allowed');
  });

  it('lets nothing through but digits and a leading plus', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        try {
          expect(dialableNumber(typed, policy)).toMatch(/^\+?[0-9]{2,20}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
