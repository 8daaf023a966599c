import type { Desk } from '../../server/contract/rest';
import { callId, offerId } from './mock-data';
import { minute } from './mock-values';

/** What differs from an idle agent's desk. */
export interface DeskChange {
  readonly agent?: Partial<Desk['agent']>;
  readonly call?: Partial<NonNullable<Desk['call']>> | null;
  readonly customers?: Desk['customers'];
  readonly waiting?: Desk['waiting'];
  readonly supervision?: Desk['supervision'];
  readonly supervisedBy?: Desk['supervisedBy'];
  readonly notices?: Desk['notices'];
}

let sequence = 0;

export function aDesk({
  agent: agentPart = {},
  call = null,
  customers: matching = [],
  waiting = [],
  supervision = null,
  supervisedBy = [],
  notices = [],
}: DeskChange): Desk {
  const now = Date.now();
  return {
    eventId: `${String(now)}-${String((sequence += 1))}`,
    supervision,
    supervisedBy,
    notices,
    agent: {
      agentId: '1001',
      displayName: '李娜',
      presence: 'ready',
      reason: null,
      presenceSince: now - 13 * minute,
      breakUntil: null,
      next: null,
      missedInARow: 0,
      state: 'idle',
      stateSince: now - 95_000,
      reachable: true,
      wrapUpUntil: null,
      prolonged: 0,
      ...agentPart,
    },
    call: call && {
      callId,
      direction: 'inbound',
      state: 'offered',
      offerId,
      answersItself: null,
      agentLegId: offerId,
      callerNumber: '13800138000',
      callerName: '',
      dialedNumber: '1000',
      language: 'zh-CN',
      queueId: 'general',
      queueName: '综合业务',
      recording: { rule: 'off', state: 'none', pausedAt: null },
      script: '您好，工号 1001 为您服务。张伟，请问有什么可以帮您？',
      wrapUp: { prolongTimes: 2, prolongByS: 60, dispositionRequired: false },
      topic: 'bill',
      learnt: {
        menuPath: ['main/1', 'queries/2'],
        verified: ['line:8657188001234'],
        variables: { monthsAgo: '1' },
      },
      startedAt: now - 70_000,
      queuedAt: now - 47_000,
      talkingAt: null,
      offerDeadlineAt: now + 17_000,
      awaySince: null,
      failure: null,
      ...call,
    },
    waiting,
    customers: matching,
    serverTime: now,
  };
}
