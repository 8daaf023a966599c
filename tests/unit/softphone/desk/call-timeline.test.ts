import type { TimelineEntry } from '../../../../server/contract/rest';
import { timelineSteps } from '../../../../softphone/desk/call-timeline';

const startedAt = '2026-11-22T08:00:00.000Z';

function entry(type: string, seconds: number, data: Record<string, unknown> = {}): TimelineEntry {
  return {
    eventId: `${String(seconds)}-0`,
    at: new Date(Date.parse(startedAt) + seconds * 1000).toISOString(),
    type,
    agentId: null,
    queueId: null,
    legId: null,
    data,
  };
}

describe('call timeline', () => {
  it('keeps the order and says how far into the call each step was', () => {
    const steps = timelineSteps({
      startedAt,
      timeline: [entry('call.started', 0), entry('call.queued', 21)],
    });
    expect(steps.map(({ text, afterMs }) => [text, afterMs])).toEqual([
      ['call-started', 0],
      ['call-queued', 21_000],
    ]);
  });

  it('leaves out what only repeats other steps, and types it does not know', () => {
    const timeline = ['leg.started', 'agent.state-changed', 'switch.up', 'ticket.opened'].map((type) =>
      entry(type, 1),
    );
    expect(timelineSteps({ startedAt, timeline })).toEqual([]);
  });

  it('gives sentences the plain values and the names of agent and queue', () => {
    const [step] = timelineSteps({
      startedAt,
      timeline: [
        { ...entry('offer.made', 2, { again: true, list: [1] }), agentId: '1001', queueId: 'general' },
      ],
    });
    expect(step?.values).toEqual({ again: 'true', agentId: '1001', queueId: 'general' });
  });

  it('marks what went wrong', () => {
    const [step] = timelineSteps({ startedAt, timeline: [entry('offer.missed', 3)] });
    expect(step?.tone).toBe('bad');
  });
});
