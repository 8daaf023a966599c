import type { AgentAssignmentView } from '../../server/contract/agent-assignment';
import type { AuditEntry } from '../../server/contract/audit';
import type { Notice } from '../../server/contract/notices';
import type { RecordingLogEntry } from '../../server/contract/recordings';
import type { WaitingInQueue } from '../../server/contract/waiting-calls';
import { at, minute } from './mock-values';

const callId = (n: number): string => `00000000-0000-4000-8000-0000000009${String(n).padStart(2, '0')}`;

export const waitingLine = (): WaitingInQueue[] =>
  (
    [
      ['13800001234', '张伟', 'bill', 371, false],
      ['02163330001', '华新贸易有限公司', 'fault', 244, false],
      ['13912345678', null, null, 120, true],
      ['13700000042', '刘洋', 'business', 35, false],
    ] as const
  ).map(([number, customerName, topic, seconds, isCallback], n) => ({
    ...{ callId: callId(n), number, customerName, topic, isCallback },
    language: 'zh-CN',
    since: Date.now() - seconds * 1000,
  }));

const entry = (n: number, act: AuditEntry['act'], over: Partial<AuditEntry>): AuditEntry => ({
  ...{ entryId: `${n}-0`, at: at(-n * 7 * minute), login: 'susan', name: '周敏', act },
  ...{ toAgentId: '1015', callId: null, queueId: null, details: {} },
  ...over,
});

const acts: readonly AuditEntry[] = [
  entry(0, 'take-over', { toAgentId: '1001', callId: callId(7) }),
  entry(1, 'supervise', { toAgentId: '1001', details: { mode: 'whisper', callId: callId(7) } }),
  entry(2, 'supervise', { toAgentId: '1001', details: { mode: 'listen', callId: callId(7) } }),
  entry(3, 'move-call', {
    ...{ toAgentId: null, callId: callId(8), queueId: 'general' },
    details: { fromQueueId: 'general', toHead: true },
  }),
  entry(4, 'presence', { details: { presence: 'break', reason: 'lunch' } }),
  entry(5, 'message', {
    toAgentId: null,
    details: { text: '下午三点起线路割接，请提醒客户可能有短时中断。', sent: 12 },
  }),
  entry(6, 'log-out', { details: { when: 'when-done' } }),
];

const logEntry = (
  n: number,
  deed: RecordingLogEntry['deed'],
  over: Partial<RecordingLogEntry>,
): RecordingLogEntry => ({
  ...{
    at: at(-n * 47 * minute),
    recordingId: callId(50 + n),
    callId: callId(n),
    queueId: 'general',
    packId: null,
    deed,
  },
  ...{ by: { login: 'susan', name: '周敏' }, why: null, days: null, bytes: null, sha256: null },
  ...over,
});

const recordingLog: readonly RecordingLogEntry[] = [
  logEntry(1, 'held', { why: '客户投诉，保留至处理完毕' }),
  logEntry(2, 'refused', { why: 'The file of this recording was changed.' }),
  logEntry(3, 'deleted', { by: null, days: 90, bytes: 2_412_044, sha256: '9f2c41d07ab35e88'.repeat(4) }),
  logEntry(4, 'released', { why: '投诉已结案' }),
];
export const recordingLogPage = { items: recordingLog, total: recordingLog.length, page: 1, pageSize: 30 };

export const assignment: AgentAssignmentView = {
  ...{ version: 7, queueIds: ['general'], groups: ['day-shift'], skills: { english: 7, billing: 4 } },
  allQueues: [
    { queueId: 'general', name: '综合业务' },
    { queueId: 'faults', name: '障碍申告' },
  ],
  ...{ allGroups: ['day-shift', 'night-shift'], allSkills: ['billing', 'english', 'faults'] },
};

export const auditPage = { items: acts, total: acts.length, page: 1, pageSize: 30 };

export const notices = (): Notice[] => [
  {
    ...{ noticeId: '00000000-0000-4000-8000-000000000801', kind: 'message', from: '周敏', presence: null },
    text: '下午三点起线路割接，请提醒客户可能有短时中断。',
    sentAt: Date.now() - 4 * minute,
  },
  {
    ...{ noticeId: '00000000-0000-4000-8000-000000000802', kind: 'presence', from: '王主管', text: '' },
    presence: 'break',
    sentAt: Date.now() - minute,
  },
];
