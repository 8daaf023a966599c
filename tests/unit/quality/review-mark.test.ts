import fc from 'fast-check';
import { answerFaults, markOf } from '../../../server/contract/review-mark';
import { scoreCardSchema, type ScoreCard } from '../../../server/contract/quality-config';

const card = (...questions: readonly object[]): ScoreCard =>
  scoreCardSchema.parse({
    ...{ id: 'card', name: { 'en-US': 'Card' } },
    sections: [
      {
        name: { 'en-US': 'All' },
        questions: questions.map((each, nth) => ({
          id: `q${String(nth)}`,
          text: { 'en-US': 'Is it?' },
          ...each,
        })),
      },
    ],
  });

describe('the mark of a review', () => {
  const mixed = card(
    { weight: 10 },
    { weight: 30, scale: 5 },
    { weight: 10, fatal: true },
    { weight: 50, optional: true },
  );

  it('is the share of the weights that was reached, of 100', () => {
    expect(markOf(mixed, { q0: 1, q1: 5, q2: 1, q3: 1 })).toEqual({ mark: 10_000, isFatal: false });
    expect(markOf(mixed, { q0: 0, q1: 3, q2: 1, q3: 1 })).toEqual({ mark: 7800, isFatal: false });
  });

  it('leaves out what does not apply', () => {
    expect(markOf(mixed, { q0: 1, q1: 0, q2: 1, q3: null })).toEqual({ mark: 4000, isFatal: false });
  });

  it('is 0 when a fatal question has no points, whatever else', () => {
    expect(markOf(mixed, { q0: 1, q1: 5, q2: 0, q3: 1 })).toEqual({ mark: 0, isFatal: true });
    const fatalOnly = card({ weight: 0, fatal: true }, { weight: 5, optional: true });
    expect(markOf(fatalOnly, { q0: 0, q1: null })).toEqual({ mark: 0, isFatal: true });
  });

  it('is none when nothing that counts applies', () => {
    expect(markOf(card({ weight: 5, optional: true }), { q0: null })).toBeNull();
  });

  it('rounds half a hundredth up, and thirds to the nearest', () => {
    expect(markOf(card({ weight: 1, scale: 3 }), { q0: 1 })?.mark).toBe(3333);
    expect(markOf(card({ weight: 1, scale: 3 }), { q0: 2 })?.mark).toBe(6667);
    expect(markOf(card({ weight: 1 }, { weight: 799 }), { q0: 1, q1: 0 })?.mark).toBe(13);
  });

  it('never leaves 0 to 100, and more points never make it less', () => {
    const question = fc.record({
      weight: fc.integer({ min: 1, max: 1000 }),
      scale: fc.integer({ min: 2, max: 10 }),
    });
    fc.assert(
      fc.property(
        fc.array(question, { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.nat(10)),
        (questions, tape) => {
          const own = card(...questions);
          const answers = Object.fromEntries(
            questions.map(({ scale }, nth) => [`q${String(nth)}`, Number(tape.next().value) % scale]),
          );
          const { mark = -1 } = markOf(own, answers) ?? {};
          expect(mark).toBeGreaterThanOrEqual(0);
          const better = markOf(own, { ...answers, q0: (answers['q0'] ?? 0) + 1 })?.mark ?? -1;
          expect(better).toBeGreaterThanOrEqual(mark);
          expect(better).toBeLessThanOrEqual(10_000);
        },
      ),
    );
  });

  it('is not made of answers that are missing, unknown, or more than there is', () => {
    expect(answerFaults(mixed, { q0: 1 }, false)).toEqual([]);
    expect(answerFaults(mixed, { q0: 1 }, true)).toEqual(['q1', 'q2', 'q3']);
    expect(answerFaults(mixed, { q0: 2, q1: null, q2: 1, q3: null, gone: 1 }, true)).toEqual([
      'gone',
      'q0',
      'q1',
    ]);
  });
});
