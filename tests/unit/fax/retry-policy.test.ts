import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faxOutcomes, type FaxOutcome } from '../../../server/contract/fax';
import { defaultRetryPolicy, modeFor, pauseAfter } from '../../../server/fax/retry-policy';

const outcome = fc.constantFrom(...faxOutcomes.filter((each) => each !== 'sent'));

describe('when a fax is tried again', () => {
  it.each<[string, FaxOutcome[], number | null]>([
    ['never tried: at once', [], 0],
    ['busy: in a minute', ['busy'], 60_000],
    ['busy again: in two', ['busy', 'busy'], 120_000],
    ['busy for the sixth time: the last pause stays', Array<FaxOutcome>(6).fill('busy'), 300_000],
    ['busy for the eighth time: given up', Array<FaxOutcome>(8).fill('busy'), null],
    ['no such number: given up at once', ['wrong-number'], null],
    ['a person answered: once more', ['no-fax'], 300_000],
    ['a person answered twice: given up', ['no-fax', 'no-fax'], null],
    ['other failures between do not count', ['no-fax', 'busy', 'busy'], 120_000],
    ['sent: never', ['busy', 'sent'], null],
  ])('%s', (_name, outcomes, pause) => {
    expect(pauseAfter(outcomes, defaultRetryPolicy)).toBe(pause);
  });

  it('gives every fax up in the end, after ten attempts at the latest', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 10, maxLength: 30 }), (outcomes) => {
        const ends = outcomes.findIndex(
          (_each, index) => pauseAfter(outcomes.slice(0, index + 1), defaultRetryPolicy) === null,
        );
        expect(ends).toBeGreaterThanOrEqual(0);
        expect(ends).toBeLessThan(10);
      }),
    );
  });
});

describe('how it is sent', () => {
  it('steps down once for every attempt that broke, and for no other', () => {
    const best = { t38: true, ecm: true, v17: true };
    expect(modeFor([], true)).toEqual(best);
    expect(modeFor(['busy', 'no-answer', 'congestion'], true)).toEqual(best);
    expect(modeFor(['broken'], true)).toEqual({ t38: false, ecm: true, v17: false });
    expect(modeFor(['broken', 'busy', 'broken'], true)).toEqual({ t38: false, ecm: false, v17: false });
    expect(modeFor(Array<FaxOutcome>(9).fill('broken'), true)).toEqual({
      t38: false,
      ecm: false,
      v17: false,
    });
  });

  it('never uses T.38 where it is switched off', () => {
    expect(modeFor([], false)).toEqual({ t38: false, ecm: true, v17: true });
  });
});
