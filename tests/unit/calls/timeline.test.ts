import fc from 'fast-check';
import { buildTimeline, type TimelineSource } from '../../../server/calls/timeline/build-timeline';
import { eventTypes, type DomainEvent } from '../../../server/contract/events';
import type { TimelineEntry } from '../../../server/contract/rest';
import { callTimelineSchema, type CallTimeline } from '../../../server/contract/timeline';
import { aCallId, aLegId, eventsOf, lives } from '../../support/call-events';

const START = Date.parse('2026-03-02T08:00:00Z');
const NOW = START + 3_600_000;

const toEntry = (event: DomainEvent): TimelineEntry => ({
  eventId: event.id,
  at: new Date(event.at).toISOString(),
  type: event.type,
  agentId: event.agentId ?? null,
  queueId: event.queueId ?? null,
  legId: event.legId ?? null,
  data: event.data,
});

function sourceOf(timeline: readonly TimelineEntry[], over: Partial<TimelineSource> = {}): TimelineSource {
  const ended = timeline.find(({ type }) => type === 'call.ended');
  return {
    callId: aCallId(1),
    ...{ startedAt: new Date(START).toISOString(), endedAt: ended?.at ?? null, direction: 'inbound' },
    timeline,
    ...over,
  };
}

const life = (name: string): TimelineEntry[] => eventsOf(aCallId(1), START, lives[name] ?? []).map(toEntry);

type Step = Partial<Omit<TimelineEntry, 'at' | 'eventId' | 'type'>>;
/** What happened, by the second. */
const told = (
  ...steps: readonly (readonly [second: number, type: string, facts?: Step])[]
): TimelineEntry[] =>
  steps.map(([second, type, facts], nth) => ({
    eventId: `${String(START + second * 1000)}-${String(nth)}`,
    at: new Date(START + second * 1000).toISOString(),
    type,
    ...{ agentId: null, queueId: null, legId: null, data: {}, ...facts },
  }));

/** "talking 4–9" of a lane, in seconds. */
const barsOf = (timeline: CallTimeline, kind: string, agentId: string | null = null): string[] =>
  timeline.lanes
    .filter((lane) => lane.kind === kind && (agentId === null || lane.agentId === agentId))
    .flatMap(({ bars }) =>
      bars.map(
        (bar) => `${bar.node?.id ?? bar.kind} ${String(bar.fromMs / 1000)}–${String(bar.toMs / 1000)}`,
      ),
    );

function mustBeWhole(source: TimelineSource, timeline: CallTimeline): void {
  expect(callTimelineSchema.parse(timeline)).toEqual(timeline);
  const shown = [...timeline.lanes.flatMap(({ marks }) => marks), ...timeline.later].map(
    ({ eventId }) => eventId,
  );
  expect(shown.toSorted()).toEqual(source.timeline.map(({ eventId }) => eventId).toSorted());
  for (const { bars } of timeline.lanes) {
    let end = 0;
    for (const { fromMs, toMs } of bars) {
      expect(fromMs).toBeGreaterThanOrEqual(end);
      expect(toMs).toBeGreaterThanOrEqual(fromMs);
      expect(toMs).toBeLessThanOrEqual(timeline.untilMs);
      end = toMs;
    }
  }
  const known = new Set(source.timeline.map(({ eventId }) => eventId));
  for (const { eventId, endedBy } of timeline.lanes.flatMap(({ bars }) => bars)) {
    expect(known.has(eventId)).toBe(true);
    if (endedBy !== null) expect(known.has(endedBy)).toBe(true);
  }
}

describe('the timeline of a call as lanes', () => {
  it.each(Object.keys(lives))('shows a call %s whole', (name) => {
    const source = sourceOf(life(name));
    mustBeWhole(source, buildTimeline(source, { now: NOW }));
  });

  it('leaves no event out and lets no bars of a lane overlap, whatever the events are and however the clock steps', () => {
    const entry = fc.record({
      type: fc.constantFrom(...eventTypes),
      second: fc.integer({ min: -5, max: 120 }),
      agentId: fc.constantFrom(null, '1001', '1002'),
      queueId: fc.constantFrom(null, 'general', 'faults'),
      legId: fc.constantFrom(null, aLegId(1), aLegId(2), aLegId(3)),
      data: fc.record(
        {
          node: fc.constantFrom('main', 'bill'),
          toAgentId: fc.constantFrom('1002', '1003'),
          talkTo: fc.constantFrom('caller', 'far-party'),
          role: fc.constantFrom('customer', 'agent', 'far-party'),
          number: fc.constant('13900000077'),
        },
        { requiredKeys: [] },
      ),
    });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 60 }),
        fc.constantFrom('inbound', 'outbound'),
        (steps, direction) => {
          const timeline = told(...steps.map(({ second, type, ...facts }) => [second, type, facts] as const));
          const source = sourceOf(timeline, { direction });
          mustBeWhole(source, buildTimeline(source, { now: NOW }));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says who was where: caller, queue, each agent', () => {
    const entries = told(
      [0, 'call.started'],
      [1, 'ivr.entered', { data: { node: 'main', pack: '1000', version: 3 } }],
      [4, 'ivr.key-pressed', { data: { node: 'main', key: '0', to: 'agent' } }],
      [5, 'call.queued', { queueId: 'general' }],
      [6, 'offer.made', { agentId: '1001', queueId: 'general' }],
      [16, 'offer.missed', { agentId: '1001', queueId: 'general' }],
      [16, 'offer.made', { agentId: '1002', queueId: 'general' }],
      [18, 'offer.accepted', { agentId: '1002', queueId: 'general' }],
      [18, 'call.talking', { agentId: '1002', queueId: 'general' }],
      [30, 'call.held', { agentId: '1002' }],
      [35, 'call.resumed', { agentId: '1002' }],
      [60, 'call.ended', { agentId: '1002' }],
      [60, 'wrap-up.started', { agentId: '1002' }],
      [75, 'wrap-up.finished', { agentId: '1002' }],
    );
    const timeline = buildTimeline(sourceOf(entries), { now: NOW });
    expect(timeline.lanes.map(({ kind, agentId }) => agentId ?? kind)).toEqual([
      ...['caller', 'flow', 'queue', '1001', '1002'],
    ]);
    expect(timeline).toMatchObject({ untilMs: 75_000, isOver: true });
    expect(barsOf(timeline, 'caller')).toEqual([
      ...['in-flow 0–5', 'waiting 5–18', 'talking 18–30', 'music 30–35', 'talking 35–60'],
    ]);
    expect(barsOf(timeline, 'queue')).toEqual(['waiting 5–18']);
    expect(barsOf(timeline, 'agent', '1001')).toEqual(['ringing 6–16']);
    expect(barsOf(timeline, 'agent', '1002')).toEqual([
      ...['ringing 16–18', 'talking 18–30', 'holding 30–35', 'talking 35–60', 'wrap-up 60–75'],
    ]);
    expect(timeline.lanes.flatMap(({ bars }) => bars.flatMap(({ outcome }) => outcome ?? []))).toEqual([
      ...['answered', 'missed', 'accepted'],
    ]);
  });

  it('names the nodes of the flow, with the keys that were pressed there and none of a secret', () => {
    const entries = told(
      [0, 'call.started'],
      [0, 'ivr.entered', { data: { node: 'main', pack: '1000', version: 3 } }],
      [2, 'ivr.wrong-key', { data: { node: 'main', errors: 1 } }],
      [4, 'ivr.key-pressed', { data: { node: 'main', key: '1', to: 'line' } }],
      [4, 'ivr.entered', { data: { node: 'line' } }],
      [9, 'ivr.digits-collected', { data: { node: 'line', variable: 'account', digits: '63330001' } }],
      [9, 'ivr.entered', { data: { node: 'prove' } }],
      [14, 'ivr.digits-collected', { data: { node: 'prove', variable: 'password', sensitive: true } }],
      [20, 'call.ended'],
    );
    const timeline = buildTimeline(sourceOf(entries), {
      now: NOW,
      nodeName: (packId, version, node) => ({ 'en-US': `${packId}/${String(version)}/${node}` }),
    });
    const nodes = timeline.lanes.find(({ kind }) => kind === 'flow')?.bars;
    expect(nodes?.map(({ node, keys }) => [node?.name?.['en-US'], ...keys])).toEqual([
      ['1000/3/main', '?', '1'],
      ['1000/3/line', '63330001'],
      ['1000/3/prove', '•••'],
    ]);
  });

  it('shows a colleague who is asked on his own lane, and somebody outside on another', () => {
    const consult = { agentId: '1001', legId: aLegId(4), data: { number: '1002', toAgentId: '1002' } };
    const outside = { agentId: '1001', legId: aLegId(5), data: { number: '13900000077' } };
    const entries = told(
      [0, 'call.started'],
      [0, 'call.talking', { agentId: '1001' }],
      [10, 'call.consult-started', consult],
      [12, 'call.consult-answered', consult],
      [20, 'call.consult-cancelled', consult],
      [30, 'call.consult-started', outside],
      [33, 'call.consult-answered', outside],
      [40, 'call.merged', outside],
      [50, 'call.connected', { ...outside, data: { number: '13900000077', from: 'consulting' } }],
      [90, 'call.ended'],
    );
    const timeline = buildTimeline(sourceOf(entries), { now: NOW });
    expect(barsOf(timeline, 'agent', '1001')).toEqual([
      ...['talking 0–10', 'consulting 10–20', 'talking 20–30', 'consulting 30–40', 'three 40–50'],
    ]);
    expect(barsOf(timeline, 'agent', '1002')).toEqual(['ringing 10–12', 'asked 12–20']);
    expect(barsOf(timeline, 'far-party')).toEqual([
      'ringing 30–33',
      'asked 33–40',
      'three 40–50',
      'connected 50–90',
    ]);
    expect(timeline.lanes.find(({ kind }) => kind === 'far-party')?.number).toBe('13900000077');
  });

  it('ends its axis with the call: who listens a day later is named beside it', () => {
    const entries = told(
      [0, 'call.started'],
      [1, 'call.talking', { agentId: '1001' }],
      [1, 'call.recording-started', { data: { recordingId: 'r1', by: 'rule' } }],
      [5, 'call.recording-paused', { agentId: '1001', data: { recordingId: 'r1', by: 'agent' } }],
      [9, 'call.recording-resumed', { agentId: '1001', data: { recordingId: 'r1', by: 'agent' } }],
      [20, 'call.ended'],
      [86_400, 'call.recording-played', { data: { recordingId: 'r1', listener: 'Ms Wang' } }],
    );
    const timeline = buildTimeline(sourceOf(entries), { now: NOW + 90_000_000 });
    expect(timeline).toMatchObject({ untilMs: 20_000, isOver: true });
    expect(timeline.later.map(({ type }) => type)).toEqual(['call.recording-played']);
    expect(barsOf(timeline, 'recording')).toEqual(['recording 1–5', 'masked 5–9', 'recording 9–20']);
  });

  it('goes on until now while the call does', () => {
    const entries = told([0, 'call.started'], [2, 'call.queued', { queueId: 'general' }]);
    const timeline = buildTimeline(sourceOf(entries), { now: START + 30_000 });
    expect(timeline).toMatchObject({ untilMs: 30_000, isOver: false });
    expect(barsOf(timeline, 'queue')).toEqual(['waiting 2–30']);
    expect(timeline.lanes.find(({ kind }) => kind === 'queue')?.bars[0]?.endedBy).toBeNull();
  });
});
