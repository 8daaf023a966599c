import {
  campaignSchema,
  type Campaign,
  type CampaignProgress,
  type CampaignView,
  type ContactView,
  type DialDecision,
  type DoNotCallView,
  type ListReport,
  type NumberExplanation,
} from '../../server/contract/campaigns';
import type { CampaignMonitor } from '../../server/contract/campaign-monitor';
import { at, hour, minute, uuid } from './mock-values';

/** Campaigns of the faked server. */

const day9to20 = [{ from: '09:00', to: '20:00' }];
const week = { mon: day9to20, tue: day9to20, wed: day9to20, thu: day9to20, fri: day9to20 };

const campaign = (over: Partial<Campaign>): Campaign => ({
  ...campaignSchema.parse({
    campaignId: 'arrears-november',
    name: '11 月欠费提醒',
    flow: { pack: 'outbound', entry: 'arrears' },
    hours: { week, days: { '2026-12-31': [] } },
  }),
  ...over,
});

const progress = (
  contacts: number,
  [reached, other, dialing]: readonly [number, number, number],
  marks: CampaignProgress['marks'] = {},
): CampaignProgress => ({
  ...{ contacts, reached, dialing, done: reached + other, open: contacts - reached - other - dialing },
  ...{ attempts: Math.round((reached + other) * 1.7) + dialing, marks },
  promises: { made: 0, kept: 0, broken: 0 },
});

const view = (over: Partial<Campaign>, state: CampaignView['state'], of: CampaignProgress): CampaignView => ({
  campaign: campaign(over),
  ...{
    state,
    version: 3,
    stopped: false,
    warnings: [],
    progress: of,
    changedBy: 'admin',
    changedAt: at(-3 * hour),
  },
});

export const arrears = view(
  {
    mode: 'predictive',
    queue: 'general',
    script: { 'zh-CN': '您好，{name}，您有一笔 {amount} 元的话费尚未缴清。' },
    marks: [
      {
        ...{ mark: 'promised', label: { 'zh-CN': '承诺缴费', 'en-US': 'Promised' }, asksDate: true },
        ...{ closes: true, workOrder: null },
      },
      {
        ...{ mark: 'disputes', label: { 'zh-CN': '有异议', 'en-US': 'Disputes' }, asksDate: false },
        ...{ closes: true, workOrder: 'complaint' },
      },
    ],
    timeZones: { '+852': 'Asia/Hong_Kong' },
    retry: { busy: { afterMinutes: 15, atMost: 20 }, refused: 'never' },
  },
  'running',
  progress(4200, [1310, 620, 14], { promised: 842, disputes: 61, reached: 407, 'not-reached': 580 }),
);

const views = (): CampaignView[] => [
  arrears,
  view({ campaignId: 'survey-q4', name: '四季度满意度调查', mode: 'automatic' }, 'paused', {
    ...progress(800, [214, 77, 0]),
  }),
  view(
    { campaignId: 'key-accounts', name: '大客户回访', mode: 'preview', queue: 'vip' },
    'running',
    progress(120, [48, 9, 2]),
  ),
  view({ campaignId: 'outage-notice', name: '停机割接通知' }, 'draft', progress(0, [0, 0, 0])),
  view({ campaignId: 'arrears-october', name: '10 月欠费提醒' }, 'done', progress(3960, [2871, 1089, 0])),
];

const monitor: CampaignMonitor = {
  ...{ campaignId: 'arrears-november', at: at(0), mode: 'predictive', pacedAs: 'predictive' },
  reason: 'forecast',
  why: {
    ...{ answerRate: 0.42, ringMs: 14_000, handlingMs: 96_000, cover: 3, onTheWay: 9, spare: 11 },
    ...{ risk: 0.041, acceptedRisk: 0.06 },
  },
  agents: { free: 3, talking: 12, wrappingUp: 4 },
  calls: { ringing: 9, listening: 2, waiting: 1, talking: 12, inFlow: 0 },
  ...{ reached: 1310, abandoned: 27, abandonRate: 27 / 1310, cap: 0.03, callsPerMinute: 21.4 },
  forecastEndAt: at(3.4 * hour),
};

const contacts: ContactView[] = (
  [
    ['13800138000', '张伟', 'done', 1, null, 'promised', '2026-12-03', 'reached'],
    ['13912345678', '李娜', 'open', 2, at(95 * minute), null, null, 'no-answer'],
    ['02161234567', '王芳', 'dialing', 1, null, null, null, null],
    ['13700137000', '刘洋', 'open', 1, at(12 * minute), null, null, 'busy'],
    ['057188001234', '陈静', 'done', 3, null, 'not-reached', null, 'no-answer'],
    ['13600136000', '', 'done', 0, null, 'not-allowed', null, null],
    ['13500135000', '赵磊', 'done', 1, null, 'do-not-call', null, 'reached'],
    ['13400134000', '孙敏', 'open', 0, null, null, null, null],
  ] as const
).map(([number, name, state, attempts, nextAt, mark, markDate, lastResult], n) => ({
  ...{ contactId: uuid(1300 + n), number, name, customerId: null, state, attempts },
  ...{ nextAt, mark, markDate, lastResult },
}));

const decision = (n: number, over: Partial<DialDecision>): DialDecision => ({
  ...{ at: at(-n * 7 * hour), campaignId: 'arrears-november', contactId: uuid(1300), number: '13912345678' },
  ...{ decision: 'dialled', rule: 'allowed', until: null, callId: uuid(100), result: 'no-answer' },
  ...{ sipStatus: 480, cause: 'NO_ANSWER', endedAt: at(-n * 7 * hour + minute) },
  ...{ answeredAt: null, answerer: null },
  evidence: {
    ...{ 'do-not-call': [], consent: 'not asked for', destination: { dialled: '13912345678' } },
    ...{ attempts: { made: n, atMost: 3 }, cap: { made: n, atMost: 3, inDays: 7 } },
    hours: { timeZone: 'Asia/Shanghai', by: 'campaign', local: '2026-11-30T10:14' },
  },
  ...over,
});
const notDialled = {
  ...({ decision: 'not-dialled', callId: null, result: null, sipStatus: null } as const),
  ...{ cause: null, endedAt: null },
};
const fewer = { 'do-not-call': [], consent: 'not asked for', destination: { dialled: '13912345678' } };

const explanation: NumberExplanation = {
  number: '+8613912345678',
  doNotCall: [],
  decisions: [
    decision(1, {
      ...{ result: 'machine', sipStatus: 200, cause: 'NORMAL_CLEARING', answeredAt: at(-7 * hour) },
      answerer: {
        ...{ answerer: 'machine', reason: 'beep', atMs: 2400 },
        ...{ silenceMs: 300, greetingMs: 1700, words: 4, toneHz: 1000 },
      },
    }),
    decision(2, {
      ...notDialled,
      rule: 'hours',
      until: at(-hour),
      evidence: {
        ...fewer,
        ...{ attempts: { made: 1, atMost: 3 }, cap: { made: 1, atMost: 3, inDays: 7 } },
        hours: { timeZone: 'Asia/Shanghai', by: 'campaign', local: '2026-11-29T21:40' },
      },
    }),
    decision(3, { result: 'busy', sipStatus: 486 }),
    decision(9, {
      ...notDialled,
      campaignId: 'survey-q4',
      rule: 'cap',
      until: at(40 * hour),
      evidence: {
        ...{ ...fewer, attempts: { made: 0, atMost: 2 } },
        cap: { made: 3, atMost: 3, inDays: 7 },
      },
    }),
  ],
};

const doNotCall: DoNotCallView[] = [
  ['number', '+8613500135000', 'asked for in the call', null, 'arrears-november'],
  ['prefix', '+8610', '北京分公司另行通知', at(480 * hour), 'admin'],
  ['customer', uuid(301), '投诉处理中', at(144 * hour), 'admin'],
].map(([kind, value, reason, until, by], n) => ({
  ...{
    entryId: uuid(1400 + n),
    kind: kind as DoNotCallView['kind'],
    value: value ?? '',
    reason: reason ?? '',
  },
  ...{ until: until ?? null, by: by ?? '', at: at(-(n + 1) * 30 * hour) },
}));

const faulty: ListReport = {
  ...{ added: 0, repeated: 0 },
  faults: [
    { line: 3, field: 'number', kind: 'no-number', message: 'is no telephone number' },
    { line: 7, field: 'amount', kind: 'missing', message: 'is missing, and the flow speaks of it' },
    { line: 7, field: 'timeZone', kind: 'no-time-zone', message: 'is no time zone' },
    { line: 12, field: 'priority', kind: 'not-accepted', message: 'expected number, received NaN' },
  ],
};

const flows = [
  {
    ...{ pack: 'outbound', name: { 'zh-CN': '外呼', 'en-US': 'Outbound' } },
    entries: [
      { entry: 'arrears', variables: ['amount', 'dueDate'] },
      { entry: 'survey', variables: [] },
      { entry: 'notice', variables: ['date'] },
    ],
  },
];

/** @param allStopped an emergency stop holds */
export function campaignBodyOf(name: string, asked: URLSearchParams, allStopped: boolean): unknown {
  const stopped = (each: CampaignView): CampaignView => ({ ...each, stopped: allStopped });
  if (name === 'GET /campaigns') return views().map(stopped);
  if (name === 'GET /campaigns/arrears-november/monitor') return monitor;
  if (name === 'GET /campaign-flows') return flows;
  if (name === 'GET /dialling') return { allStopped, campaigns: [] };
  if (name.endsWith('/test-call')) return { callId: uuid(100), refused: null };
  if (name === 'GET /dial-decisions') return explanation;
  if (name === 'GET /do-not-call') return doNotCall;
  if (name === 'POST /campaigns/arrears-november/contacts') return faulty;
  if (name === 'GET /campaigns/arrears-november/contacts') {
    const state = asked.get('state');
    const items = contacts.filter((each) => state === null || each.state === state);
    return { items, total: items.length, page: 1, pageSize: 50 };
  }
  return name === 'GET /campaigns/arrears-november' ? stopped(arrears) : undefined;
}
