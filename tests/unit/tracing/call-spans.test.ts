import type { EventType } from '../../../server/contract/events';
import { spansOf, type TracedEvent } from '../../../server/tracing/call-spans';

const event = (seconds: number, type: EventType, more: Partial<TracedEvent> = {}): TracedEvent => ({
  ...{ type, at: seconds * 1000, data: {} },
  ...more,
});
const a = { agentId: '1001', queueId: 'general' };

const call: readonly TracedEvent[] = [
  event(0, 'call.started', {
    data: { direction: 'inbound', callerNumber: '13900000001', callerName: 'Li', switchId: 'fs1' },
  }),
  event(1, 'ivr.entered', { data: { node: 'main', pack: '1000' } }),
  event(2, 'ivr.digits-collected', { data: { node: 'main', digits: '739152' } }),
  event(3, 'ivr.entered', { data: { node: 'agent' } }),
  event(4, 'ivr.left', { data: { node: 'agent', how: 'queued' } }),
  event(4, 'call.queued', { queueId: 'general' }),
  event(5, 'offer.made', { ...a, data: { offerId: 'o1' } }),
  event(6, 'offer.made', { ...a, agentId: '1002', data: { offerId: 'o2' } }),
  event(7, 'offer.missed', { ...a, data: { offerId: 'o1' } }),
  event(8, 'offer.accepted', { ...a, agentId: '1002', data: { offerId: 'o2' } }),
  event(8, 'call.talking', { ...a, agentId: '1002' }),
  event(9, 'call.held', { agentId: '1002' }),
  event(11, 'call.ended', { data: { by: 'customer', cause: 'NORMAL_CLEARING' } }),
  event(11, 'wrap-up.started', { agentId: '1002' }),
  event(20, 'wrap-up.finished', { agentId: '1002', data: { by: 'agent' } }),
];

describe('spans of a call', () => {
  const spans = spansOf('c1', call);

  it('are one for the call and one for each step, from when to when', () => {
    expect(spans.map(({ name, from, until }) => [name, from / 1000, until / 1000])).toEqual([
      ['call', 0, 11],
      ['flow', 1, 3],
      ['flow', 3, 4],
      ['queue', 4, 8],
      ['offer', 5, 7],
      ['offer', 6, 8],
      ['talk', 8, 11],
      ['hold', 9, 11],
      ['wrap-up', 11, 20],
    ]);
  });

  it('say what they are about, and what failed', () => {
    expect(spans[1]?.attributes).toMatchObject({ 'kiloline.node': 'agent', 'kiloline.pack': '1000' });
    expect(spans.filter(({ isFault }) => isFault).map(({ name, attributes }) => [name, attributes])).toEqual([
      [
        'offer',
        {
          'kiloline.agent.id': '1001',
          'kiloline.queue.id': 'general',
          'kiloline.ended.by': 'offer.missed',
        },
      ],
    ]);
    expect(spans[0]?.attributes).toEqual({
      ...{ 'kiloline.call.id': 'c1', 'kiloline.direction': 'inbound', 'kiloline.switchId': 'fs1' },
      ...{ 'kiloline.by': 'customer', 'kiloline.cause': 'NORMAL_CLEARING' },
    });
  });

  it('hold no number, name or key, and have names of their own that stay', () => {
    expect(JSON.stringify(spans)).not.toMatch(/13900000001|Li|739152/);
    expect(new Set(spans.map(({ key }) => key)).size).toBe(spans.length);
    expect(spansOf('c1', call.slice(0, -1)).map(({ key }) => key)).toEqual(
      spans.slice(0, -1).map(({ key }) => key),
    );
  });

  it('are none while the call goes on', () => {
    expect(spansOf('c1', call.slice(0, 8))).toEqual([]);
  });
});
