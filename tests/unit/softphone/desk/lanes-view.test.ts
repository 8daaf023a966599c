import type { TimelineEntry } from '../../../../server/contract/rest';
import {
  barTone,
  humanised,
  nodeTitle,
  spanOf,
  stepFor,
  ticksOf,
} from '../../../../softphone/desk/lanes-view';

const entry = (eventId: string): TimelineEntry => ({
  ...{ eventId, at: '2026-03-02T08:00:00.000Z', type: 'ivr.said', data: {} },
  ...{ agentId: null, queueId: null, legId: null },
});

describe('the picture of a call', () => {
  it('places a bar by its share of the whole', () => {
    expect(spanOf({ fromMs: 10_000, toMs: 30_000 }, 40_000)).toEqual({ left: 0.25, width: 0.5 });
    expect(spanOf({ fromMs: 0, toMs: 0 }, 0)).toEqual({ left: 0, width: 0 });
  });

  it('writes even times on its axis, as many as there is room for', () => {
    expect(ticksOf(27_000, 6)).toEqual([0, 5000, 10_000, 15_000, 20_000, 25_000]);
    expect(ticksOf(262_000, 6)).toEqual([0, 60_000, 120_000, 180_000, 240_000]);
    expect(ticksOf(4 * 3_600_000, 6)).toHaveLength(5);
    for (const ms of [1, 999, 86_400_000, 300_000_000]) expect(ticksOf(ms, 7).length).toBeLessThanOrEqual(8);
  });

  it('calls a node what its pack says, or its id as words', () => {
    expect(nodeTitle({ id: 'fault-report', name: { 'zh-CN': '报障' } }, 'zh-CN')).toBe('报障');
    expect(nodeTitle({ id: 'fault-report', name: { 'zh-CN': '报障' } }, 'en-US')).toBe('Fault report');
    expect(humanised('main')).toBe('Main');
  });

  it('shows an offer that nobody took as bad, and one that was taken as a wait', () => {
    expect(barTone({ kind: 'ringing', outcome: 'missed' })).toBe('bad');
    expect(barTone({ kind: 'ringing', outcome: 'accepted' })).toBe('wait');
  });

  it('leads to the step in the list, or to the last one before what is not listed', () => {
    const call = { timeline: ['1', '2', '3', '4'].map(entry) };
    const isListed = (id: string): boolean => id === '2' || id === '4';
    expect(stepFor('2', call, isListed)).toBe('2');
    expect(stepFor('3', call, isListed)).toBe('2');
    expect(stepFor('1', call, isListed)).toBeNull();
  });
});
