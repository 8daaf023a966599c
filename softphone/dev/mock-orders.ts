import type {
  DeskFigures,
  OrderDetail,
  OrderEventView,
  OrderSummary,
  OrderTypesView,
  OrderTypeView,
} from '../../server/contract/tickets';

import {
  apiKeys,
  deliveries,
  faxes,
  items,
  locked,
  outages,
  textAbility,
  texts,
  webhooks,
} from './mock-office';
import { at, hour, minute, named, uuid } from './mock-values';

/** Work orders of the faked server, and its answers for everything beyond customers. */

const desks = [
  ['acceptance', '业务受理台', 'Acceptance'],
  ['fault', '故障台', 'Faults'],
  ['complaint', '投诉台', 'Complaints'],
  ['maintenance', '资料维护台', 'Data maintenance'],
  ['supervisor', '班长质检台', 'Supervisor and quality'],
].map(([id = '', zh = '', en = '']) => ({ id, names: named(zh, en) }));

const type = (
  over: Partial<OrderTypeView> & Pick<OrderTypeView, 'id' | 'names' | 'stages'>,
): OrderTypeView => ({
  pack: '1000',
  enabled: true,
  fields: [],
  requiredDocuments: [],
  promisedTime: '24h',
  returnCall: false,
  inPerson: false,
  survey: true,
  priority: 'normal',
  ...over,
});
const stage = (id: string, desk: string, zh: string, en: string) => ({ id, desk, names: named(zh, en) });

export const orderTypes: OrderTypesView = {
  desks,
  types: [
    type({
      id: 'fault',
      names: named('故障申告', 'Fault report'),
      returnCall: true,
      priority: 'high',
      stages: [
        stage('diagnosis', 'fault', '测量诊断', 'Diagnosis'),
        stage('repair', 'fault', '派修', 'Repair'),
      ],
      fields: [
        {
          name: 'symptom',
          kind: 'choice',
          required: true,
          names: named('故障现象', 'Symptom'),
          choices: [
            { value: 'no-dial-tone', names: named('无拨号音', 'No dial tone') },
            { value: 'slow-broadband', names: named('宽带慢', 'Slow broadband') },
          ],
        },
        { name: 'since', kind: 'date', required: false, names: named('开始日期', 'Since'), choices: [] },
      ],
    }),
    type({
      id: 'complaint',
      names: named('投诉', 'Complaint'),
      promisedTime: '2 working days',
      returnCall: true,
      stages: [
        stage('investigation', 'complaint', '调查', 'Investigation'),
        stage('answer', 'complaint', '答复', 'Answer'),
      ],
    }),
    type({
      id: 'new-line',
      names: named('新装', 'New line'),
      promisedTime: '5 working days',
      inPerson: true,
      stages: [
        stage('acceptance', 'acceptance', '受理', 'Acceptance'),
        stage('resources', 'maintenance', '资源配置', 'Line assignment'),
        stage('installation', 'fault', '上门安装', 'Installation'),
      ],
      requiredDocuments: [
        { id: 'identity', names: named('身份证件', 'Identity card') },
        { id: 'address-proof', names: named('地址证明', 'Proof of address') },
      ],
    }),
  ],
};

export const deskFigures: DeskFigures[] = desks.map(({ id, names }, n) => ({
  desk: id,
  names,
  open: [6, 9, 2, 1, 3][n] ?? 0,
  mine: [0, 3, 0, 0, 0][n] ?? 0,
  live: [11, 17, 4, 2, 3][n] ?? 0,
  dueSoon: [1, 4, 0, 0, 1][n] ?? 0,
  overdue: [0, 2, 0, 0, 1][n] ?? 0,
}));

function summary(n: number, over: Partial<OrderSummary>): OrderSummary {
  return {
    orderId: uuid(700 + n),
    serial: `26326${String(n).padStart(3, '0')}${String((n * 7) % 10)}`,
    type: 'fault',
    state: 'open',
    desk: 'fault',
    stage: 'diagnosis',
    priority: 'high',
    subject: '故障申告',
    customerId: uuid(50),
    customerName: '张伟',
    contactNumber: '13800138000',
    lineNumber: '057188001234',
    assigneeId: null,
    createdAt: at(-n * 47 * minute),
    updatedAt: at(-n * 11 * minute),
    dueAt: at(n * 3 * hour),
    overdue: false,
    breachedAt: null,
    closedAt: null,
    reopened: 0,
    ...over,
  };
}

export const orders: OrderSummary[] = [
  summary(3, {
    state: 'in-progress',
    stage: 'repair',
    priority: 'urgent',
    assigneeId: '1001',
    subject: '宽带晚间频繁掉线，家中办公受影响',
    dueAt: at(-95 * minute),
    overdue: true,
    breachedAt: at(-95 * minute),
  }),
  summary(9, {
    state: 'return-call',
    stage: 'repair',
    assigneeId: '1001',
    customerName: '华诚贸易有限公司',
    contactNumber: '057187654321',
    subject: '专线中断',
    dueAt: at(47 * minute),
  }),
  summary(17, {
    customerName: '陈静',
    subject: '电话无拨号音',
    contactNumber: '02161234567',
    dueAt: at(2.4 * hour),
  }),
  summary(21, {
    type: 'complaint',
    desk: 'complaint',
    stage: 'investigation',
    subject: '对 10 月账单套餐外费用有异议',
    customerName: '刘洋',
    assigneeId: '1003',
    state: 'in-progress',
    dueAt: at(26 * hour),
  }),
  summary(24, {
    type: 'new-line',
    desk: 'acceptance',
    stage: 'acceptance',
    priority: 'normal',
    subject: '新装',
    customerName: '杭州市第二医院',
    state: 'waiting-for-customer',
    assigneeId: '1002',
    dueAt: null,
  }),
  summary(26, {
    state: 'assigned',
    assigneeId: '1001',
    customerName: 'Emma Johnson',
    subject: 'Slow broadband',
    dueAt: at(19 * hour),
  }),
  summary(31, {
    customerName: null,
    contactNumber: '13912345678',
    priority: 'normal',
    subject: '语音留言报障',
    dueAt: at(21 * hour),
  }),
  summary(33, { state: 'resolved', assigneeId: '1001', customerName: '赵敏', subject: '杂音', dueAt: null }),
];

const event = (
  seq: number,
  ago: number,
  typeOf: string,
  actor: OrderEventView['actor'],
  data: Record<string, unknown> = {},
): OrderEventView => ({ seq, at: at(-ago * minute), type: typeOf, actor, data });
const li = { kind: 'agent', id: '1001' } as const;
const system = { kind: 'system', id: 'promise-clock' } as const;

export function orderDetail(orderId: string): OrderDetail {
  const found = orders.find((order) => order.orderId === orderId) ?? orders[0];
  if (!found) throw new Error('no order');
  return {
    ...found,
    contactName: '张女士',
    contractNumber: 'HT-2023-004518',
    text: '用户称近一周每晚八点后宽带掉线三到五次，重启光猫后恢复约半小时。',
    fields: { symptom: 'slow-broadband', since: '2026-11-15' },
    documents: [],
    language: 'zh-CN',
    createdBy: li,
    remainingMs: null,
    result: found.state === 'return-call' ? '更换光猫并重做接头，测试正常。' : null,
    survey: true,
    returnCallNeeded: true,
    returnCallDone: false,
    parentOrderId: null,
    calls: [
      { callId: uuid(101), purpose: 'origin', at: at(-27 * hour), agentId: '1001', recordingId: null },
      { callId: uuid(102), purpose: 'return-call', at: at(-3 * hour), agentId: '1001', recordingId: null },
    ],
    attachments: [
      {
        attachmentId: uuid(801),
        name: '线路测试报告.pdf',
        mediaType: 'application/pdf',
        bytes: 184_320,
        sha256: '0'.repeat(64),
        addedAt: at(-5 * hour),
        addedBy: li,
      },
    ],
    events: [
      event(1, 1620, 'created', { kind: 'flow', id: '1000' }, { type: 'fault', desk: 'fault' }),
      event(2, 1560, 'assigned', li, { assigneeId: '1001' }),
      event(3, 1550, 'started', li),
      event(4, 1400, 'commented', li, { text: '远程测试：光衰 -27 dBm，偏高，需派修。' }),
      event(5, 1395, 'stage-reached', li, { stage: 'repair', desk: 'fault', comment: '请带备用光猫' }),
      event(6, 720, 'reminded', system, { share: 0.5 }),
      event(7, 300, 'attached', li, { name: '线路测试报告.pdf' }),
      event(8, 180, 'return-call-placed', li),
      event(9, 95, 'breached', system),
      event(10, 95, 'escalated', system, { from: 'high', priority: 'urgent' }),
    ],
    moves: movesOf(found.state),
  };
}

const movesOf = (state: string): string[] =>
  ({
    open: ['take', 'assign', 'start', 'hand-over', 'escalate'],
    assigned: ['take', 'start', 'assign', 'release', 'hand-over', 'escalate'],
    'in-progress': ['resolve', 'wait', 'next-stage', 'assign', 'release', 'hand-over', 'escalate', 'cancel'],
    'return-call': ['report-return-call', 'take', 'assign', 'escalate', 'reopen'],
    'waiting-for-customer': ['resume', 'hand-over', 'escalate'],
    resolved: ['close', 'reopen'],
  })[state] ?? [];

const page = <T>(list: T[]) => ({ items: list, total: list.length, page: 1, pageSize: 25 });

/** The answer of the faked server; undefined when it is asked for something else. */
export function orderAnswer(name: string, path: string, asked: URLSearchParams): unknown {
  const fixed: Readonly<Record<string, () => unknown>> = {
    'GET /work-order-types': () => orderTypes,
    'GET /work-order-desks': () => deskFigures,
    'GET /work-orders': () => {
      const shown = Number(asked.get('pageSize') ?? 25);
      return { ...page(orders.slice(0, shown)), total: orders.length };
    },
    'POST /work-orders': () => ({ ...orderDetail(uuid(717)), state: 'open' }),
    'GET /faxes': () => page(faxes),
    'GET /fax-lines': () => ({ able: true, reason: '', lines: 4, sending: 1, waiting: 2 }),
    'GET /text-gateway': () => textAbility,
    'GET /text-messages': () => page(texts),
    'GET /api-keys': () => apiKeys,
    'POST /api-keys': () => ({ ...apiKeys[1], name: '网厅', secret: 'kl_8f2Qy7mWc0RjTzN4vLhXs6EbUa1DpKg9' }),
    'GET /webhooks': () => webhooks,
    'GET /caller-passwords/locked': () => page(locked),
    'GET /outages': () => page(outages),
  };
  const answer = fixed[name];
  if (answer) return answer();
  if (/^GET \/work-orders\/[^/]+\/audit$/.test(name)) {
    return { intact: true, events: 10, head: '0'.repeat(64), faults: [] };
  }
  if (/^GET \/work-orders\/[^/]+\/text-messages$/.test(name)) return texts;
  if (/^GET \/work-orders\/[^/]+$/.test(name)) return orderDetail(path.split('/').at(-1) ?? '');
  if (/^GET \/webhooks\/[^/]+\/deliveries$/.test(name)) return page(deliveries);
  if (/^GET \/information-items\/[^/]+$/.test(name)) return { ...items[0], itemId: path.split('/').at(-1) };
  return undefined;
}
