import type { TimelineEntry } from '../../../../server/contract/rest';
import { detailsOf } from '../../../../softphone/desk/timeline-details';

const at = '2026-11-22T08:01:00.000Z';
const ms = Date.parse(at);
const entry = (type: string, data: Record<string, unknown>): TimelineEntry => ({
  ...{ eventId: '1-0', at, type, agentId: '1001', queueId: 'general', legId: null, data },
});
const offer = (why: Record<string, unknown>, waitedMs = 42_000) =>
  detailsOf(
    entry('offer.made', { waitedMs, why: { score: ms, stepMs: 0, agentsReady: 3, next: [], ...why } }),
  );
const said = (lines: ReturnType<typeof detailsOf>) =>
  Object.fromEntries(lines.map(({ text, values }) => [text, values]));

describe('why this agent', () => {
  it('is said of one who was chosen among several, with who would have been next', () => {
    const next = [
      { agentId: '1002', order: ms - 40_000 },
      { agentId: '1003', order: ms - 5000 },
    ];
    expect(said(offer({ strategy: 'longest-idle', by: 'call', order: ms - 61_000, next }))).toEqual({
      'first-of': { strategy: 'longest-idle', count: '3' },
      'idle-for': { value: '1:01' },
      waited: { waited: '0:42' },
      'next-agents': { agents: '1002 · 0:40, 1003 · 0:05' },
    });
  });

  it.each([
    ['fewest-calls', 4, 'calls-taken', '4'],
    ['least-talk-time', 95, 'talked-for', '1:35'],
    ['top-down', 0, 'position', '1'],
    ['round-robin', 6, 'position', '7'],
    ['ring-all', ms - 9000, 'idle-for', '0:09'],
  ] as const)('is measured by %s', (strategy, order, text, value) => {
    expect(said(offer({ strategy, by: 'call', order }))[text]).toEqual({ value });
  });

  it('has no measure of chance', () => {
    const lines = offer({
      strategy: 'random',
      by: 'call',
      order: 1.5,
      next: [{ agentId: '1002', order: 2 }],
    });
    expect(said(lines)).toEqual({
      'first-of': { strategy: 'random', count: '3' },
      waited: { waited: '0:42' },
      'next-agents': { agents: '1002' },
    });
  });

  it('is said of one who became free, of the only one, and of the caller’s own', () => {
    const freed = offer({
      ...{ strategy: 'longest-idle', by: 'agent', stepMs: 30_000, agentsReady: 1 },
      next: [{ callId: 'c', order: ms }],
    });
    expect(said(freed)).toEqual({
      freed: {},
      'waited-step': { waited: '0:42', after: '0:30' },
      'next-calls': { count: '1' },
    });
    const only = offer({ strategy: 'longest-idle', by: 'call', order: ms, agentsReady: 1 });
    expect(only[0]?.text).toBe('only-one');
    const own = offer({ strategy: 'longest-idle', by: 'sticky', agentsReady: null });
    expect(own[0]?.text).toBe('sticky');
    expect(offer({ strategy: 'longest-idle', by: 'call', order: ms, agentsReady: null })[0]?.text).toBe(
      'first',
    );
  });

  it('is not said of offers that older versions told of', () => {
    expect(offer({ strategy: 'longest-idle' })).toEqual([]);
    expect(detailsOf(entry('offer.missed', {}))).toEqual([]);
  });
});

describe('what a step changed', () => {
  const step = (change: unknown) => said(detailsOf(entry('call.step-reached', { afterMs: 30_000, change })));

  it('is said line by line', () => {
    const change = { requires: { billing: 2, english: 1 }, addGroups: ['second', 'third'], bonusS: 90 };
    expect(step({ ...change, overflowTo: 'rest', offerCallback: true })).toEqual({
      requires: { skills: 'billing 2, english 1' },
      groups: { groups: 'second, third' },
      overflow: { queueId: 'rest' },
      bonus: { bonus: '1:30' },
      callback: {},
    });
    expect(step({ requires: {} })).toEqual({ 'requires-nothing': {} });
    expect(step({ announce: 12 })).toEqual({});
    expect(step('nothing readable')).toEqual({});
  });
});
