import type { CentreAgent, CentrePicture, CentreQueue } from '../../server/contract/wallboard';

const call = (number: string, queueName: string) => ({
  ...{ callId: '00000000-0000-4000-8000-000000000901', number, queueName, state: 'talking' },
});
const ago = (seconds: number): number => Date.now() - seconds * 1000;

const agent = (agentId: string, displayName: string, over: Partial<CentreAgent>): CentreAgent => ({
  ...{ agentId, displayName, presence: 'ready', reason: null, state: 'idle', reachable: true },
  ...{ since: ago(95), overdueAt: null, call: null, supervisors: [], quality: null },
  ...{ queueIds: ['general', 'billing'], groups: ['front'] },
  ...over,
});

/** Agents in every state, one of them with a supervisor at his ear. */
const known = (): CentreAgent[] => [
  agent('1012', 'Anna Weber', {
    ...{ state: 'on-call', since: ago(312), call: call('13900001234', '综合业务') },
    supervisors: [{ supervisor: { agentId: '2001', displayName: '王主管' }, mode: 'whisper' }],
    quality: { mos: 4.3, at: ago(400) },
  }),
  agent('1015', '陈静', { presence: 'break', reason: 'lunch', overdueAt: ago(100), since: ago(3700) }),
  agent('1001', '李娜', {
    ...{ state: 'on-call', since: ago(83), call: call('02163330001', '账单') },
    quality: { mos: 2.8, at: ago(200) },
  }),
  agent('1007', '李强', { state: 'wrap-up', since: ago(21), overdueAt: ago(-9) }),
  agent('1004', '王芳', { quality: { mos: 4.4, at: ago(900) } }),
  agent('1021', '赵磊', { reachable: false }),
  agent('2002', '周敏', { presence: 'break', groups: ['leaders'], queueIds: ['complaints'] }),
];

const surnames = [
  '张',
  '刘',
  '杨',
  '黄',
  '吴',
  '徐',
  '孙',
  '胡',
  '朱',
  '高',
  '林',
  '何',
  '郭',
  '马',
  '罗',
  '梁',
  '宋',
];
const givenNames = ['伟', '敏', '洋', '艳', '勇', '军', '杰', '娟', '涛', '明', '超', '霞', '平', '刚'];

/** A full shift beside them: most talk. */
const shift = (): CentreAgent[] =>
  Array.from({ length: 52 }, (_, i) => {
    const name = `${surnames[i % surnames.length] ?? ''}${givenNames[i % givenNames.length] ?? ''}`;
    const since = ago(12 + ((i * 47) % 560));
    const place = {
      since,
      groups: [i % 3 === 0 ? 'back' : 'front'],
      queueIds: i % 3 === 0 ? ['fault'] : ['general', 'billing'],
    };
    const quality = i % 4 === 0 ? { mos: 4.1 + (i % 3) / 10, at: ago(60) } : null;
    if (i % 9 === 0)
      return agent(String(1100 + i), name, {
        ...place,
        quality,
        state: 'wrap-up',
        overdueAt: since + 300_000,
      });
    if (i % 13 === 0)
      return agent(String(1100 + i), name, {
        ...place,
        presence: 'break',
        reason: 'training',
        overdueAt: null,
      });
    if (i % 26 === 11)
      return agent(String(1100 + i), name, { ...place, presence: 'not-responding', reason: 'missed' });
    if (i % 17 === 5) return agent(String(1100 + i), name, place);
    return agent(String(1100 + i), name, {
      ...{ ...place, quality, state: 'on-call' },
      call: call(`1390000${String(2000 + i)}`, i % 3 === 0 ? '故障申告 112' : '综合业务'),
    });
  });

const day = (offered: number, answered: number, abandoned: number, serviceLevel: number) => ({
  ...{ offered, answered, abandoned, serviceLevel, longestWaitMs: 312_000 },
  ...{ asked: Math.round(answered * 0.8), marked: Math.round(answered * 0.5), averageMark: 4.6 },
});

const queue = (queueId: string, name: string, over: Partial<CentreQueue>): CentreQueue => ({
  ...{ queueId, name, waiting: 0, longestSince: null, estimateMinutes: 1, answerWithinS: 20 },
  ...{ serviceLevelGoal: 0.8, serviceLevelNow: 0.91, today: day(212, 197, 9, 0.87) },
  ...{ ready: 0, talking: 0, wrapUp: 0, away: 0 },
  ...over,
});

const queues = (): CentreQueue[] => [
  queue('billing', '账单', {
    ...{ serviceLevelNow: 0.74, today: day(388, 371, 11, 0.83) },
    waiting: 3,
    longestSince: ago(14),
    estimateMinutes: 2,
    ready: 0,
    talking: 26,
    wrapUp: 5,
    away: 4,
  }),
  queue('business', '业务受理', { ready: 3, talking: 9, wrapUp: 2, away: 1 }),
  queue('complaints', '投诉 180', {
    waiting: 1,
    longestSince: ago(96),
    estimateMinutes: null,
    talking: 4,
    away: 1,
  }),
  queue('fault', '故障申告 112', {
    ...{ serviceLevelNow: 0.42, today: day(431, 355, 58, 0.71) },
    waiting: 12,
    longestSince: ago(247),
    estimateMinutes: 7,
    talking: 14,
    wrapUp: 2,
    away: 3,
  }),
  queue('general', '综合业务', {
    waiting: 2,
    longestSince: ago(9),
    ready: 2,
    talking: 26,
    wrapUp: 5,
    away: 4,
  }),
  queue('key-accounts', '大客户', {
    ...{ serviceLevelNow: null, today: null },
    ready: 2,
    talking: 1,
  }),
];

/** A busy centre, in which some limits are passed. */
export const centre = (): CentrePicture => ({
  at: Date.now(),
  queues: queues(),
  agents: [...known(), ...shift()],
  ivr: [
    { packId: '1000', node: 'main', title: { 'zh-CN': '主菜单', 'en-US': 'Main menu' }, calls: 11 },
    { packId: '1000', node: 'bill-menu', title: { 'zh-CN': '话费', 'en-US': 'Bill' }, calls: 6 },
    {
      packId: '1000',
      node: 'fault-area',
      title: { 'zh-CN': '障碍区域', 'en-US': 'Area of the fault' },
      calls: 4,
    },
    { packId: '1000', node: 'order-progress', title: null, calls: 2 },
  ],
  switches: [
    { switchId: 'fs1', state: 'in-use', calls: 71, inbound: 58, outbound: 13, tried: 214, failed: 47 },
    { switchId: 'fs2', state: 'standby', calls: 0, inbound: 0, outbound: 0, tried: 0, failed: 0 },
  ],
  orders: [
    {
      desk: 'acceptance',
      names: { 'zh-CN': '受理台', 'en-US': 'Acceptance' },
      live: 41,
      dueSoon: 3,
      overdue: 0,
    },
    { desk: 'fault', names: { 'zh-CN': '故障台', 'en-US': 'Fault desk' }, live: 27, dueSoon: 6, overdue: 2 },
    {
      desk: 'complaint',
      names: { 'zh-CN': '投诉台', 'en-US': 'Complaints' },
      live: 8,
      dueSoon: 0,
      overdue: 0,
    },
  ],
});
