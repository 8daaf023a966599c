import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueueCheck, QueuePlan, QueueVersion } from '../../server/contract/queue-versions';
import type { CallbackView } from '../../server/contract/callbacks';
import type { WaitEstimate } from '../../server/contract/wait-estimates';
import type { UserAccount } from '../../server/contract/users';
import { at, hour } from './mock-values';

/** The queue configuration of the faked server. */
const yaml = readFileSync(join(__dirname, '../../server/queues/seed/queues.yaml'), 'utf8');

const version = (n: number, over: Partial<QueueVersion>): QueueVersion => ({
  version: n,
  origin: 'applied',
  rolledBackTo: null,
  appliedAt: at(-(5 - n) * 30 * hour),
  appliedBy: 'admin',
  why: '',
  isActive: false,
  hash: 'a'.repeat(64),
  yaml,
  ...over,
});

const versions = [
  version(4, { why: '夜班加人', isActive: true, appliedBy: 'lihua' }),
  version(3, { why: '节后恢复', origin: 'rollback', rolledBackTo: 1 }),
  version(2, { why: '春节值班' }),
  version(1, { why: 'came with the product', origin: 'seed', appliedBy: 'system' }),
];

const sound: QueueCheck = {
  faults: [],
  warnings: [
    {
      file: 'queues.yaml',
      line: 118,
      message: 'The step after 90 s changes nothing: 4 may answer, as before.',
    },
  ],
  eligibility: [],
};
const faulty: QueueCheck = {
  faults: [{ file: 'queues.yaml', line: 99, message: 'There is no group "front-deks".' }],
  warnings: [],
  eligibility: [],
};
const plan: QueuePlan = {
  basedOn: 4,
  warnings: sound.warnings,
  changes: [
    { kind: 'changed', text: 'queue "general": wrapUpS 30 → 45' },
    { kind: 'changed', text: 'queue "general": who may answer after 60 s + 1005, 1006 (4 → 6)' },
    { kind: 'added', text: 'group "night": 1005, 1006' },
    { kind: 'removed', text: 'calendar "counter": day 2027-02-05' },
  ],
  effects: [
    {
      queueId: 'general',
      waiting: 3,
      before: { agents: 2, loggedIn: 2 },
      after: { agents: 4, loggedIn: 3 },
    },
  ],
};

const user = (login: string, displayName: string, over: Partial<UserAccount> = {}): UserAccount => ({
  ...{ userId: `6f1de6a2-3c59-4b6e-8b7c-00000000${login.padStart(4, '0').slice(0, 4)}`, login, displayName },
  ...{ role: 'agent', agentId: login, isLocked: false, createdAt: at(-400 * hour) },
  ...over,
});
const users = [
  user('1001', '王芳'),
  user('1002', '陈强', { isLocked: true }),
  user('2001', '李华', { role: 'supervisor', agentId: null }),
  user('admin', '系统管理员', { role: 'admin', agentId: null }),
];

const callbacks: CallbackView[] = [
  {
    ...{ callbackId: '6f1de6a2-3c59-4b6e-8b7c-0d9a1f2e3c4b', queueId: 'general', number: '13900000002' },
    ...{ topic: 'bill', customerId: null, attempts: 0 },
    ...{ requestedAt: Date.now() - 540_000, waitingSince: Date.now() - 720_000 },
  },
  {
    ...{ callbackId: '7f1de6a2-3c59-4b6e-8b7c-0d9a1f2e3c4b', queueId: 'faults', number: '057187654321' },
    ...{ topic: 'fault', customerId: null, attempts: 1 },
    ...{ requestedAt: Date.now() - 300_000, waitingSince: Date.now() - 300_000 },
  },
];

const estimates: WaitEstimate[] = [
  { queueId: null, told: 214, answered: 171, medianErrorS: -18, meanAbsoluteErrorS: 41, closeShare: 0.68 },
  {
    queueId: 'general',
    told: 150,
    answered: 122,
    medianErrorS: -12,
    meanAbsoluteErrorS: 34,
    closeShare: 0.74,
  },
  { queueId: 'faults', told: 64, answered: 49, medianErrorS: 27, meanAbsoluteErrorS: 58, closeShare: 0.53 },
];

/** undefined: a question that others answer. */
export function queueBodyOf(name: string, posted: string | null): unknown {
  if (name === 'GET /queue-config') return versions[0];
  const version = /^GET \/queue-config\/versions\/(\d+)$/.exec(name)?.[1];
  if (version !== undefined) return versions.find((each) => String(each.version) === version);
  if (name === 'GET /queue-config/versions') return { items: versions, total: 4, page: 1, pageSize: 20 };
  if (name === 'GET /queue-config/diff') return { changes: plan.changes.slice(0, 2) };
  if (name === 'GET /queue-config/drift') return { version: 4, differences: [] };
  if (name === 'POST /queue-config/check') return posted?.includes('front-deks') ? faulty : sound;
  if (name === 'POST /queue-config/plan') return plan;
  if (name === 'GET /wait-estimates') return estimates;
  if (name === 'GET /callbacks') return callbacks;
  if (name === 'GET /users') return users;
  return undefined;
}
