import type { DomainEvent, EventType } from '../../server/contract/events';

export const aCallId = (number: number): string =>
  `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const aLegId = (number: number): string =>
  `1e900000-0000-4000-8000-${String(number).padStart(12, '0')}`;

type Step = readonly [EventType, Partial<Omit<DomainEvent, 'id' | 'type'>>?];

/** Events one second apart from `from` on, ids in the same order; `at` in a step moves the clock. */
export function eventsOf(callId: string, from: number, steps: readonly Step[]): DomainEvent[] {
  return steps.map(([type, facts], index) => {
    const at = from + index * 1000;
    return { id: `${at}-${Number.parseInt(callId.slice(-4), 16)}`, type, at, callId, data: {}, ...facts };
  });
}

const start = (extra: Record<string, unknown> = {}): Step => [
  'call.started',
  {
    data: {
      direction: 'inbound',
      callerNumber: '13900000001',
      callerName: 'Li',
      dialedNumber: '1000',
      switchId: 'fs1',
      customerLegId: aLegId(1),
      ...extra,
    },
  },
];

const customerLeg = { legId: aLegId(1) };
const agentLeg = { legId: aLegId(2), agentId: '1001' };
const talking: Step = [
  'call.talking',
  { agentId: '1001', queueId: 'general', data: { agentLegId: aLegId(2), waitMs: 4000 } },
];
const end = (data: Record<string, unknown>): Step => ['call.ended', { data }];

/** Whole lives of calls, by what became of them. */
export const lives: Readonly<Record<string, readonly Step[]>> = {
  answered: [
    start(),
    ['leg.started', { ...customerLeg, data: { role: 'customer', number: '13900000001' } }],
    ['leg.answered', customerLeg],
    ['call.identified', { data: { customerId: '00000000-0000-4000-8000-020000000001', matches: 1 } }],
    ['ivr.entered', { data: { node: 'main' } }],
    ['ivr.key-pressed', { data: { node: 'main', key: '0' } }],
    ['ivr.left', { data: { to: 'queue', queueId: 'general', topic: 'bill' } }],
    ['call.queued', { queueId: 'general', data: { topic: 'bill', again: false, score: 1 } }],
    ['offer.made', { agentId: '1001', queueId: 'general', data: { offerId: aLegId(2) } }],
    ['leg.started', { ...agentLeg, data: { role: 'agent', number: null } }],
    ['leg.answered', agentLeg],
    talking,
    ['call.held', { agentId: '1001' }],
    ['call.resumed', { agentId: '1001' }],
    [
      'call.ended',
      {
        agentId: '1001',
        queueId: 'general',
        data: { by: 'customer', cause: 'NORMAL_CLEARING', from: 'talking', talkMs: 3000 },
      },
    ],
    ['leg.ended', { ...customerLeg, data: { cause: 'NORMAL_CLEARING', sipStatus: 200, by: 'party' } }],
    ['leg.ended', { ...agentLeg, data: { cause: 'NORMAL_CLEARING', by: 'switch' } }],
    ['wrap-up.started', { agentId: '1001', data: { until: 1 } }],
    ['disposition.set', { agentId: '1001', data: { dispositionCode: 'other', note: 'first thought' } }],
    ['disposition.set', { agentId: '1001', data: { dispositionCode: 'resolved', note: 'done' } }],
  ],
  abandoned: [
    start(),
    ['call.queued', { queueId: 'faults', data: { topic: null, again: false } }],
    ['call.abandoned', { queueId: 'faults', data: { waitedMs: 900 } }],
    end({ by: 'customer', cause: 'ORIGINATOR_CANCEL', from: 'queued', talkMs: null }),
  ],
  'self-served': [
    start(),
    ['ivr.entered', { data: { node: 'main' } }],
    ['ivr.left', { data: { to: 'hangup' } }],
    end({ by: 'system', cause: 'NORMAL_CLEARING', from: 'in-ivr', talkMs: null }),
  ],
  'not-reached': [
    [
      'call.started',
      {
        agentId: '1002',
        data: {
          direction: 'outbound',
          callerNumber: '1000',
          callerName: '',
          dialedNumber: '021-63330001',
          switchId: 'fs1',
          customerLegId: aLegId(1),
          agentLegId: aLegId(2),
          customerId: '00000000-0000-4000-8000-020000000003',
        },
      },
    ],
    ['call.dial-failed', { agentId: '1002', data: { cause: 'USER_BUSY', sipStatus: 486 } }],
    end({ by: 'customer', cause: 'USER_BUSY', sipStatus: 486, from: 'dialing', talkMs: null }),
  ],
  lost: [
    start(),
    ['call.queued', { queueId: 'general' }],
    end({ by: 'system', cause: 'LOST', from: 'queued', talkMs: null }),
  ],
  'in-progress': [start(), ['call.queued', { queueId: 'general' }]],
  /** The agent vanished, the call was placed again and another agent went on. */
  'answered twice': [
    start(),
    ['call.queued', { queueId: 'general' }],
    talking,
    ['call.agent-lost', { agentId: '1001', data: { agentLegId: aLegId(2), reason: 'leg-ended' } }],
    ['call.queued', { queueId: 'general', data: { topic: null, again: true } }],
    ['call.talking', { agentId: '1002', queueId: 'general', data: { agentLegId: aLegId(3), waitMs: 9000 } }],
    ['call.held', { agentId: '1002' }],
    end({ by: 'agent', cause: 'NORMAL_CLEARING', from: 'held', talkMs: 2000 }),
  ],
  /** The agent hung up before the two were bridged, and nobody else came. */
  'never heard': [
    start(),
    ['call.queued', { queueId: 'general' }],
    talking,
    [
      'call.agent-lost',
      { agentId: '1001', data: { agentLegId: aLegId(2), reason: 'NORMAL_CLEARING', neverHeard: true } },
    ],
    ['call.queued', { queueId: 'general', data: { topic: null, again: true } }],
    ['call.abandoned', { queueId: 'general', data: { waitedMs: 5000 } }],
    end({ by: 'customer', cause: 'NORMAL_CLEARING', from: 'queued', talkMs: null }),
  ],
  /** The agent called somebody for him and left the two to themselves. */
  'connected by an agent': [
    start(),
    ['call.queued', { queueId: 'general' }],
    talking,
    ['call.consult-started', { agentId: '1001', legId: aLegId(3), data: { number: '13900000077' } }],
    ['leg.started', { legId: aLegId(3), data: { role: 'far-party', number: '13900000077' } }],
    ['call.consult-answered', { agentId: '1001', legId: aLegId(3), data: { number: '13900000077' } }],
    ['call.connected', { agentId: '1001', legId: aLegId(3), data: { from: 'consulting' } }],
    ['wrap-up.started', { agentId: '1001', data: { until: 1 } }],
    end({ by: 'far-party', cause: 'NORMAL_CLEARING', from: 'connected', talkMs: 4000, connectedMs: 2000 }),
  ],
  /** The flow connected him; no agent ever had him. */
  'connected by the flow': [
    start(),
    ['ivr.entered', { data: { node: 'main' } }],
    ['call.connecting', { legId: aLegId(3), data: { number: '13900000077' } }],
    ['call.connected', { legId: aLegId(3), data: { from: 'connecting' } }],
    end({ by: 'customer', cause: 'NORMAL_CLEARING', from: 'connected', talkMs: null, connectedMs: 1000 }),
  ],
  'never seen starting': [
    ['call.queued', { queueId: 'business', data: { topic: 'new-line' } }],
    ['leg.ended', { ...agentLeg, data: { cause: 'NO_ANSWER', sipStatus: 480 } }],
    end({ by: 'customer', cause: 'NORMAL_CLEARING', from: 'queued', talkMs: null }),
  ],
  malformed: [
    [
      'call.started',
      {
        data: {
          direction: 'sideways',
          callerNumber: 42,
          callerName: `a\0b\ud800c'; DROP TABLE calls; --`,
          dialedNumber: 'x'.repeat(5000),
          customerId: 'nobody',
          surprise: { deep: ['\0'] },
        },
      },
    ],
    ['call.talking', { agentId: '\0', data: { waitMs: -5 } }],
    ['leg.started', { legId: 'not-a-uuid', data: { role: 'ghost' } }],
    ['disposition.set', { data: { dispositionCode: null, note: ['no'] } }],
    end({ by: 7, cause: null, from: 'talking', talkMs: 1e300 }),
  ],
  'left to a colleague': [
    start(),
    ['call.queued', { queueId: 'general' }],
    ['leg.started', { ...agentLeg, data: { role: 'agent', number: null } }],
    talking,
    [
      'call.consult-started',
      { agentId: '1001', legId: aLegId(3), data: { number: '1002', toAgentId: '1002' } },
    ],
    ['leg.started', { legId: aLegId(3), agentId: '1002', data: { role: 'agent', number: null } }],
    ['call.consult-answered', { agentId: '1001', legId: aLegId(3), data: { number: '1002' } }],
    ['call.passed', { agentId: '1001', legId: aLegId(3), data: { toAgentId: '1002' } }],
    ['call.talking', { agentId: '1002', data: { agentLegId: aLegId(3), waitMs: null } }],
    end({ by: 'customer', cause: 'NORMAL_CLEARING', from: 'talking', talkMs: 5000 }),
  ],
  parked: [
    start(),
    ['call.queued', { queueId: 'general' }],
    talking,
    ['call.parked', { agentId: '1001', queueId: 'general', data: { slot: 1, until: 0 } }],
    ['call.unparked', { queueId: 'general', data: { slot: 1, parkedMs: 1000, why: 'caller-left' } }],
    end({ by: 'customer', cause: 'NORMAL_CLEARING', from: 'parked', talkMs: 1000 }),
  ],
};
