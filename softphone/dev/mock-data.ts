import type { RecordingKeeping } from '../../server/contract/recordings';
import type {
  CallDetail,
  CallSummary,
  CustomerCard,
  OfferedReasonView,
  DispositionView,
  QueueFiguresView,
} from '../../server/contract/rest';

/** What the faked server of the screenshots knows. */
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const minute = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

export const callId = uuid(1);
export const offerId = uuid(2);

export const dispositions: DispositionView[] = [
  ['resolved', '已解决', 'Resolved'],
  ['ticket', '已建工单', 'Work order created'],
  ['call-back', '需回访', 'Call back'],
  ['information', '咨询答复', 'Information given'],
  ['transferred', '已转其他部门', 'Referred'],
  ['wrong-number', '打错电话', 'Wrong number'],
].map(([code = '', zh = '', en = '']) => ({ code, names: { 'zh-CN': zh, 'en-US': en } }));

export const queues = (): QueueFiguresView[] => [
  { queueId: 'general', name: '综合业务', waiting: 3, longestSince: Date.now() - 42_000, agentsReady: 0 },
  { queueId: 'fault', name: '障碍申告', waiting: 0, longestSince: null, agentsReady: 2 },
  { queueId: 'complaint', name: '投诉', waiting: 1, longestSince: Date.now() - 8_000, agentsReady: 0 },
];

function summary(n: number, over: Partial<CallSummary>): CallSummary {
  return {
    callId: uuid(100 + n),
    direction: 'inbound',
    callerNumber: '13800138000',
    dialedNumber: '1000',
    customerId: uuid(50),
    customerName: '张伟',
    agentId: '1001',
    queueId: 'general',
    topic: 'bill',
    startedAt: ago(n * 37 * minute),
    endedAt: ago(n * 37 * minute - 3 * minute),
    outcome: 'answered',
    waitMs: 14_000,
    talkMs: 163_000,
    dispositionCode: 'resolved',
    note: '',
    ...over,
  };
}

export const history: CallSummary[] = [
  summary(1, { note: '查询 10 月账单，已说明套餐外流量' }),
  summary(2, {
    customerName: '华诚贸易有限公司',
    callerNumber: '057187654321',
    topic: 'fault',
    queueId: 'fault',
    dispositionCode: 'ticket',
    note: '专线中断，已建障碍单',
  }),
  summary(3, {
    direction: 'outbound',
    customerName: null,
    dialedNumber: '13912345678',
    outcome: 'not-reached',
    talkMs: null,
    queueId: null,
    topic: null,
    dispositionCode: null,
  }),
  summary(4, { customerName: null, callerNumber: '02161234567', dispositionCode: 'information' }),
  summary(30, { customerName: '陈静', outcome: 'lost', talkMs: 21_000, dispositionCode: null }),
  summary(42, { customerName: '刘洋', dispositionCode: 'call-back', note: '装机改期，明天上午回电' }),
];

type Line = CustomerCard['lines'][number];
const line = (n: number, over: Pick<Line, 'number' | 'kind' | 'status' | 'address'>): Line => ({
  lineId: uuid(500 + n),
  contractNumber: 'HT-2023-004518',
  features: n === 0 ? ['caller-id', 'call-forwarding'] : [],
  areaCode: n === 1 ? '571' : null,
  since: '2023-04-18',
  ...over,
});

const bill = (n: number, over: Partial<CustomerCard['latestBills'][number]>) => ({
  billId: uuid(520 + n),
  customerId: uuid(50),
  kind: 'telephone' as const,
  month: `2026-${String(11 - n).padStart(2, '0')}`,
  amount: 12_850 - n * 370,
  paid: 12_850 - n * 370,
  dueDate: `2026-${String(12 - n).padStart(2, '0')}-20`,
  status: 'paid' as const,
  lineNumber: '057188001234',
  contractNumber: 'HT-2023-004518',
  ...over,
});

export const zhang: CustomerCard = {
  customerId: uuid(50),
  name: '张伟',
  kind: 'person',
  numbers: ['13800138000', '057188001234'],
  address: '杭州市西湖区文三路 259 号昌地火炬大厦 2 幢 1204 室',
  ownerId: null,
  contractNumber: 'HT-2023-004518',
  notes: '家中有老人，装维上门请提前一小时电话联系。\n九月投诉过宽带速率，已回访满意。',
  lines: [
    line(0, { number: '13800138000', kind: 'mobile', status: 'active', address: null }),
    line(1, { number: '057188001234', kind: 'fixed', status: 'suspended', address: '文三路 259 号' }),
    line(2, {
      number: 'KD05718800123',
      kind: 'broadband',
      status: 'active',
      address: '文三路 259 号 1204 室',
    }),
  ],
  version: 3,
  createdAt: '2023-04-18T02:00:00.000Z',
  phones: [
    { phoneId: uuid(510), number: '13800138000' },
    { phoneId: uuid(511), number: '057188001234' },
  ],
  contracts: [
    {
      contractId: uuid(515),
      contractNumber: 'HT-2023-004518',
      status: 'active',
      since: '2023-04-18',
      lineNumbers: ['13800138000', '057188001234', 'KD05718800123'],
    },
  ],
  latestBills: [bill(0, { paid: 0, status: 'open' }), bill(1, { paid: 0, status: 'overdue' }), bill(2, {})],
  balanceDue: 25_330,
  openOrders: [
    {
      orderId: uuid(530),
      orderNumber: '97000001',
      type: 'move',
      stage: 'on-site',
      isOpen: true,
      promisedDate: '2026-11-25',
      customerId: uuid(50),
      lineNumber: 'KD05718800123',
      serial: null,
      createdAt: ago(3 * 24 * 60 * minute),
    },
  ],
  latestNotes: [
    { noteId: uuid(540), author: '1003', at: ago(90 * minute), text: '宽带移机改约周三上午。', pinned: true },
  ],
  recentCalls: [
    summary(9, { note: '查询账单', agentId: '1003' }),
    summary(60, { topic: 'fault', queueId: 'fault', dispositionCode: 'ticket', note: '宽带速率低' }),
    summary(90, { topic: null, queueId: null, outcome: 'self-served', dispositionCode: null, talkMs: null }),
    summary(120, { outcome: 'abandoned', talkMs: null, dispositionCode: null }),
  ],
};

export const zhangSenior: CustomerCard = {
  ...zhang,
  customerId: uuid(51),
  name: '张建国',
  numbers: ['057188001234'],
  notes: '',
  contractNumber: 'HT-2011-000233',
  latestBills: [],
  balanceDue: 0,
  openOrders: [],
  latestNotes: [],
  recentCalls: [],
};

export const customers = [zhang, zhangSenior].concat(
  ['华诚贸易有限公司', '陈静', '刘洋', '杭州市第二医院', 'Emma Johnson', '赵敏', '西湖印象酒店'].map(
    (name, n) => ({
      ...zhang,
      customerId: uuid(60 + n),
      name,
      kind: name.length > 5 && /[\u4e00-\u9fff]/.test(name) ? ('company' as const) : ('person' as const),
      numbers: [`1390571${String(4000 + n * 37)}`],
    }),
  ),
);

export function detail(id: string, keeping: Partial<RecordingKeeping> = {}): CallDetail {
  const base = summary(1, { callId: id, note: '查询 10 月账单，已说明套餐外流量' });
  const start = Date.parse(base.startedAt);
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
  const entry = (
    n: number,
    seconds: number,
    type: string,
    data: Record<string, unknown> = {},
    ours = true,
  ) => ({
    // The same whenever it is asked for, though the call is always of today.
    eventId: `1-${String(n)}`,
    at: at(seconds),
    type,
    agentId: ours && /offer|talking|wrap|held|resumed|paused|disposition/.test(type) ? '1001' : null,
    queueId: /queue|offer/.test(type) ? 'general' : null,
    legId: null,
    data,
  });
  const recordingId = '5d0c1a52-6f1e-4b5e-9a53-0f2f5a3f9d11';
  const consult = (n: number, seconds: number, type: string) => ({
    ...entry(n, seconds, type, { number: '1003', toAgentId: '1003' }),
    ...{ agentId: '1001', legId: uuid(204) },
  });
  const missed = (n: number, seconds: number, type: string, data: Record<string, unknown> = {}) => ({
    ...entry(n, seconds, type, data),
    agentId: '1004',
  });
  const why = (seconds: number, agentsReady: number, next: readonly string[]) => ({
    waitedMs: (seconds - 21) * 1000,
    why: {
      ...{ strategy: 'longest-idle', by: 'call', score: start + 21_000, stepMs: 0, agentsReady },
      order: start - 300_000,
      next: next.map((agentId, i) => ({ agentId, order: start - 200_000 + 50_000 * i })),
    },
  });
  return {
    ...base,
    recordings: [
      {
        recordingId,
        kind: 'talk',
        startedAt: new Date(start + 56_000).toISOString(),
        ms: 184_000,
        paused: [{ fromMs: 65_000, toMs: 81_000 }],
        fault: null,
        keeping: {
          state: 'kept',
          bytes: 5_760_044,
          sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          isEncrypted: true,
          keepUntil: new Date(start + 90 * 24 * 3_600_000).toISOString(),
          legalHold: null,
          deletion: null,
          ...keeping,
        },
      },
    ],
    quality: {
      seconds: 180,
      mos: 4.21,
      worstMos: 3.4,
      lossPercent: 0.4,
      jitterMs: 6.2,
      roundTripMs: 38,
      warnings: ['jitter'],
    },
    legs: [
      leg(1, 'customer', null, base.callerNumber, at(0), at(0), at(240)),
      leg(2, 'agent', '1004', null, at(33), null, at(53)),
      leg(3, 'agent', '1001', null, at(53), at(56), at(240)),
    ],
    timeline: [
      entry(1, 0, 'call.started', { direction: 'inbound', callerNumber: base.callerNumber }),
      entry(2, 0, 'call.identified', { customerId: base.customerId, matches: 1 }),
      entry(3, 1, 'ivr.entered', { node: 'main', pack: '1000', version: 3 }),
      entry(4, 6, 'ivr.key-pressed', { node: 'main', key: '1' }),
      entry(5, 6, 'ivr.entered', { node: 'queries' }),
      entry(6, 13, 'ivr.digits-collected', { node: 'prove-line', sensitive: true, length: 6 }),
      entry(7, 21, 'ivr.left', { to: 'queue', queueId: 'general', topic: 'bill' }),
      entry(8, 21, 'call.queued', { topic: 'bill', again: false }),
      missed(9, 33, 'offer.made', why(33, 3, ['1001', '1003'])),
      missed(10, 53, 'offer.missed'),
      entry(11, 53, 'offer.made', { offerId, ...why(53, 2, ['1003']) }),
      entry(12, 56, 'offer.accepted', { offerId }),
      entry(13, 56, 'call.talking', { waitMs: 35_000 }),
      entry(14, 56, 'call.recording-started', { recordingId, by: 'rule' }),
      entry(15, 120, 'call.held'),
      entry(16, 121, 'call.recording-paused', { recordingId, by: 'agent' }),
      entry(17, 137, 'call.recording-resumed', { recordingId, by: 'agent' }),
      entry(18, 148, 'call.resumed'),
      consult(19, 170, 'call.consult-started'),
      consult(20, 174, 'call.consult-answered'),
      consult(21, 196, 'call.consult-cancelled'),
      entry(22, 226, 'work-order.created', { serial: 'F20261130-0042' }),
      entry(23, 240, 'call.ended', { by: 'customer', talkMs: 163_000 }),
      entry(24, 240, 'call.quality-measured', { mos: 4.21 }),
      entry(25, 240, 'wrap-up.started'),
      entry(26, 262, 'disposition.set', { dispositionCode: 'resolved' }),
      entry(27, 262, 'wrap-up.finished', { by: 'agent' }),
      entry(28, 5400, 'call.recording-played', { recordingId, listener: '周洁' }),
    ],
  };
}

function leg(
  n: number,
  role: 'customer' | 'agent',
  agentId: string | null,
  number: string | null,
  startedAt: string,
  answeredAt: string | null,
  endedAt: string,
): CallDetail['legs'][number] {
  return {
    legId: uuid(200 + n),
    role,
    agentId,
    number,
    startedAt,
    answeredAt,
    endedAt,
    hangupCause: 'NORMAL_CLEARING',
    sipStatus: null,
  };
}

const reason = (
  reason: string,
  zh: string,
  en: string,
  over: Partial<OfferedReasonView>,
): OfferedReasonView => ({
  reason,
  names: { 'zh-CN': zh, 'en-US': en },
  productive: false,
  maxMinutes: null,
  atMost: null,
  taken: 0,
  ...over,
});

export const breakReasons: readonly OfferedReasonView[] = [
  reason('lunch', '用餐', 'Lunch', { maxMinutes: 60, atMost: 3, taken: 3 }),
  reason('rest', '小休', 'Rest', { maxMinutes: 15, atMost: 2, taken: 1 }),
  reason('meeting', '会议', 'Meeting', { productive: true, maxMinutes: 120 }),
  reason('training', '培训', 'Training', { productive: true }),
];
