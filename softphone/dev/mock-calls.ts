import type { ColleagueView, HandOverTargets } from '../../server/contract/hand-over';
import type { ParkedCallView } from '../../server/contract/parking';
import * as data from './mock-data';

const colleague = (agentId: string, displayName: string, over: Partial<ColleagueView>): ColleagueView => ({
  ...{ agentId, displayName, presence: 'ready', state: 'idle', reachable: true },
  since: Date.now() - 95_000,
  ...over,
});

/** Colleagues in every state a list of them can show. */
export const handOverTargets = (): HandOverTargets => ({
  mayWait: true,
  agents: [
    colleague('1004', '王芳', {}),
    colleague('1007', '李强', { state: 'wrap-up' }),
    colleague('1012', 'Anna Weber', { state: 'on-call', since: Date.now() - 312_000 }),
    colleague('1015', '陈静', { presence: 'break' }),
    colleague('1021', '赵磊', { reachable: false }),
  ],
  queues: data.queues().map(({ queueId, name, waiting, agentsReady }) => ({
    ...{ queueId, name, waiting, agentsReady },
  })),
});

const parked = (slot: number, over: Partial<ParkedCallView>): ParkedCallView => ({
  callId: `00000000-0000-4000-8000-0000000009${String(slot).padStart(2, '0')}`,
  ...{ slot, callerNumber: '13900001234', callerName: '', customer: null },
  ...{ queueId: 'general', queueName: '综合业务' },
  parkedBy: { agentId: '1004', displayName: '王芳' },
  ...{ since: Date.now() - 47_000, until: Date.now() + 73_000 },
  ...over,
});

/** A known customer whom a colleague parked, and somebody the agent himself did. */
export const parkedCalls = (): ParkedCallView[] => [
  parked(1, { customer: { customerId: data.zhang.customerId, name: data.zhang.name } }),
  parked(2, {
    parkedBy: { agentId: '1001', displayName: '李娜' },
    ...{ since: Date.now() - 118_000, until: Date.now() + 2000 },
  }),
];
