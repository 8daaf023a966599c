import type { Desk } from '../../../../server/contract/rest';
import type { DeskCall } from '../../../../softphone/desk/call-view';
import type { PhoneCallState } from '../../../../softphone/phone/phone-call.machine';

export const callId = '00000000-0000-4000-8000-000000000001';

export function aCall(over: Partial<DeskCall> = {}): DeskCall {
  return {
    callId,
    direction: 'inbound',
    state: 'talking',
    offerId: null,
    answersItself: null,
    agentLegId: null,
    callerNumber: '13800138000',
    callerName: '',
    dialedNumber: '1000',
    language: 'zh-CN',
    queueId: 'general',
    queueName: 'General',
    recording: { rule: 'off', state: 'none', pausedAt: null },
    wrapUp: { prolongTimes: 2, prolongByS: 60, dispositionRequired: false },
    topic: null,
    startedAt: 1_000,
    queuedAt: 2_000,
    talkingAt: null,
    offerDeadlineAt: null,
    awaySince: null,
    failure: null,
    ...over,
  };
}

export function aDesk(agent: Partial<Desk['agent']> = {}, call: DeskCall | null = null): Desk {
  return {
    eventId: '100-0',
    supervision: null,
    supervisedBy: [],
    notices: [],
    agent: {
      agentId: '1001',
      displayName: 'Alice',
      presence: 'ready',
      reason: null,
      presenceSince: 1_000,
      breakUntil: null,
      next: null,
      missedInARow: 0,
      state: 'idle',
      stateSince: 2_000,
      reachable: true,
      wrapUpUntil: null,
      prolonged: 0,
      ...agent,
    },
    call,
    waiting: [],
    customers: [],
    serverTime: 10_000,
  };
}

const facts = { callId, callerNumber: '13800138000', callerName: '', autoAnswer: false };

export const phones = {
  none: { name: 'none' },
  ringing: { name: 'ringing', ...facts },
  dialled: { name: 'ringing', ...facts, autoAnswer: true },
  answering: { name: 'answering', ...facts },
  active: { name: 'active', ...facts, muted: false },
  muted: { name: 'active', ...facts, muted: true },
  declined: { name: 'ended', ...facts, reason: 'declined' },
  failed: { name: 'ended', ...facts, reason: 'media-failed' },
} satisfies Record<string, PhoneCallState>;
