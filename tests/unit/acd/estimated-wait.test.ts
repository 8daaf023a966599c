import fc from 'fast-check';
import { estimatedWaitMinutes } from '../../../server/acd/estimated-wait';

const MINUTE = 60_000;
const now = 1_700_000_000_000;

describe('the estimated wait', () => {
  it.each([
    [
      'ten answered in ten minutes, nobody before: one',
      { before: 0, answers: 10, since: now - 10 * MINUTE },
      1,
    ],
    ['…and four before: five', { before: 4, answers: 10, since: now - 10 * MINUTE }, 5],
    ['two a minute, two before: rounded up', { before: 2, answers: 20, since: now - 10 * MINUTE }, 2],
    ['too few to say', { before: 0, answers: 4, since: now - MINUTE }, null],
    ['none at all', { before: 0, answers: 0, since: null }, null],
    ['longer than anybody should be promised', { before: 90, answers: 5, since: now - 50 * MINUTE }, null],
    ['a clock that stepped back', { before: 3, answers: 5, since: now + MINUTE }, 1],
  ] as const)('%s', (_name, rate, minutes) => {
    expect(estimatedWaitMinutes({ ...rate, now })).toBe(minutes);
  });

  it('never gets shorter with more calls before', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.integer({ min: 5, max: 20 }),
        fc.nat(60 * MINUTE),
        (before, answers, ago) => {
          const rate = { answers, since: now - ago, now };
          const [one, other] = [0, 1].map((more) => estimatedWaitMinutes({ ...rate, before: before + more }));
          expect((other ?? Infinity) >= (one ?? Infinity)).toBe(true);
        },
      ),
    );
  });
});
