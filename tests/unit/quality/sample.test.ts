import fc from 'fast-check';
import { deviationsOf } from '../../../server/quality/deviations';
import { drawCalls } from '../../../server/quality/sample';
import { scoreCardSchema } from '../../../server/contract/quality-config';

const calls = (agents: readonly number[]) =>
  agents.map((agent, nth) => ({ callId: `call-${String(nth)}`, agentId: `100${String(agent)}` }));

describe('calls that are drawn', () => {
  it('are at most so many of each agent, with those drawn before, and all when there are fewer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(3),
        (agents, perAgent, before) => {
          const candidates = calls(agents);
          const drawn = new Map([['1000', before]]);
          const chosen = drawCalls(candidates, { perAgent, drawn, seed: 'a' });
          expect(new Set(chosen).size).toBe(chosen.length);
          for (const agentId of new Set(candidates.map((each) => each.agentId))) {
            const of = (from: readonly { agentId: string }[]) =>
              from.filter((each) => each.agentId === agentId).length;
            const room = Math.max(0, perAgent - (drawn.get(agentId) ?? 0));
            expect(of(chosen)).toBe(Math.min(room, of(candidates)));
          }
        },
      ),
    );
  });

  it('are the same whoever draws and in whatever order the calls come; another seed draws others', () => {
    const candidates = calls(Array.from({ length: 200 }, (_, nth) => nth % 5));
    const draw = (seed: string, from = candidates) =>
      drawCalls(from, { perAgent: 3, drawn: new Map(), seed }).map(({ callId }) => callId);
    expect(draw('weekly 2026-03-02', candidates.toReversed())).toEqual(draw('weekly 2026-03-02'));
    expect(draw('weekly 2026-03-09')).not.toEqual(draw('weekly 2026-03-02'));
  });
});

describe('reviewers of the same call', () => {
  const card = scoreCardSchema.parse({
    ...{ id: 'card', name: { 'en-US': 'Card' } },
    sections: [
      {
        name: { 'en-US': 'All' },
        questions: [
          { id: 'agreed', text: { 'en-US': 'Agreed?' }, weight: 1 },
          { id: 'scaled', text: { 'en-US': 'How?' }, weight: 1, scale: 5 },
          { id: 'applies', text: { 'en-US': 'Applies?' }, weight: 1, optional: true },
        ],
      },
    ],
  });

  it('are compared with their mean, and question by question, the furthest apart first', () => {
    const { meanMark, marks, questions } = deviationsOf(card, [
      { login: '2001', mark: 8000, answers: { agreed: 1, scaled: 5, applies: null } },
      { login: '2002', mark: 6000, answers: { agreed: 1, scaled: 3, applies: 1 } },
    ]);
    expect(meanMark).toBe(7000);
    expect(marks.map(({ deviation }) => deviation)).toEqual([1000, -1000]);
    expect(questions.map(({ questionId, spread }) => [questionId, spread])).toEqual([
      ['applies', 1],
      ['scaled', 0.4],
      ['agreed', 0],
    ]);
  });
});
