import { areFreeKeys, keysFor, withKeys } from '../../../../softphone/desk/leave-keys';

const keys = { '9': 'leave', '*': 'leave', '1': 'callback' } as const;

describe('keys of waiting callers, written in one field for each thing they do', () => {
  it('are those that do it', () => {
    expect(keysFor(keys, 'leave')).toBe('* 9');
    expect(keysFor({}, 'callback')).toBe('');
  });

  it('are put in the place of the ones before, and leave the others alone', () => {
    expect(withKeys(keys, 'leave', '0, 9')).toEqual({ '1': 'callback', '0': 'leave', '9': 'leave' });
    expect(withKeys(keys, 'callback', '')).toEqual({ '9': 'leave', '*': 'leave' });
  });

  it('are keys of a telephone, each for one thing', () => {
    expect(areFreeKeys(keys, 'leave', '9 # 0')).toBe(true);
    expect(areFreeKeys(keys, 'leave', '1')).toBe(false);
    expect(areFreeKeys(keys, 'callback', 'a')).toBe(false);
  });
});
