import type { TeamMember } from '../../server/contract/supervision';

const member = (agentId: string, displayName: string, over: Partial<TeamMember>): TeamMember => ({
  ...{ agentId, displayName, presence: 'ready', reason: null, state: 'idle', reachable: true },
  ...{ since: Date.now() - 95_000, isOverdue: false, call: null, supervisors: [] },
  ...over,
});

const call = (number: string, queueName: string) => ({
  ...{ callId: '00000000-0000-4000-8000-000000000901', number, queueName, state: 'talking' },
});

/** Agents in every state, one of them with a supervisor at his ear. */
export const team = (): TeamMember[] => [
  member('1012', 'Anna Weber', {
    ...{ state: 'on-call', since: Date.now() - 312_000, call: call('13900001234', '综合业务') },
    supervisors: [{ supervisor: { agentId: '2001', displayName: '王主管' }, mode: 'whisper' }],
  }),
  member('1015', '陈静', {
    presence: 'break',
    reason: 'lunch',
    isOverdue: true,
    since: Date.now() - 3_700_000,
  }),
  member('1001', '李娜', { state: 'on-call', since: Date.now() - 83_000, call: call('02163330001', '账单') }),
  member('1007', '李强', { state: 'wrap-up', since: Date.now() - 21_000 }),
  member('1004', '王芳', {}),
  member('1021', '赵磊', { reachable: false }),
  member('2002', '周敏', { presence: 'break' }),
];
