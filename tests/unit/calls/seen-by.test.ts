import { seenBy } from '../../../server/calls/seen-by';
import type { TimelineEntry } from '../../../server/contract/rest';

const entry = (type: string, agentId: string | null): TimelineEntry => ({
  ...{ eventId: `1-${type}`, at: '2026-03-02T08:00:00.000Z', type, agentId },
  ...{ queueId: null, legId: null, data: {} },
});

describe('a call as somebody may see it', () => {
  const call = { timeline: [entry('call.talking', '1001'), entry('review.finished', '1001')] };
  const typesFor = (role: 'agent' | 'supervisor', agentId: string | null): string[] =>
    seenBy(call, { role, agentId }).timeline.map(({ type }) => type);

  it('tells an agent his own quality mark, and no colleague’s', () => {
    expect(typesFor('agent', '1001')).toEqual(['call.talking', 'review.finished']);
    expect(typesFor('agent', '1002')).toEqual(['call.talking']);
  });

  it('tells reviewers all', () => {
    expect(typesFor('supervisor', null)).toEqual(['call.talking', 'review.finished']);
  });
});
