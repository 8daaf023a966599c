import type { InformationItemView } from '../../server/contract/crm';
import type { FaxSummary } from '../../server/contract/fax';
import type { ApiKeyView, DeliveryView, WebhookView } from '../../server/contract/integration';
import type { CallerPasswordView, OutageView } from '../../server/contract/self-service';
import type { TextAbilityView, TextMessageView } from '../../server/contract/texts';
import { at, hour, minute, named, uuid } from './mock-values';

/** Faxes, information and settings of the faked server. */

const fax = (n: number, over: Partial<FaxSummary>): FaxSummary => ({
  faxId: uuid(900 + n),
  to: '057188001234',
  title: '宽带资费说明',
  pages: 2,
  state: 'sent',
  attempts: 1,
  lastOutcome: 'sent',
  nextAttemptAt: null,
  requestedBy: 'agent:1001',
  callId: null,
  customerId: null,
  createdAt: at(-n * 40 * minute),
  endedAt: at(-n * 38 * minute),
  ...over,
});

export const faxes: FaxSummary[] = [
  fax(0, { state: 'sending', lastOutcome: null, endedAt: null, title: '10 月详细账单', pages: 4 }),
  fax(1, {
    state: 'failed',
    lastOutcome: 'busy',
    attempts: 2,
    nextAttemptAt: at(4 * minute),
    endedAt: null,
    to: '02161234567',
  }),
  fax(2, {}),
  fax(4, {
    state: 'given-up',
    lastOutcome: 'no-fax',
    attempts: 5,
    to: '13912345678',
    title: '国际漫游开通须知',
  }),
  fax(9, { to: null, requestedBy: '1000', title: '长途区号表', pages: 1 }),
];

export const items: InformationItemView[] = [
  ['101', '宽带资费', 'Broadband tariffs', '100M 宽带每月 69 元，300M 每月 99 元，含光猫租用。'],
  ['102', '国际长途资费', 'International calls', '按目的地分三档，夜间八折。'],
].map(([category = '', zh = '', en = '', text = ''], n) => ({
  itemId: uuid(950 + n),
  category,
  topic: 'tariffs',
  class: 'public' as const,
  titles: named(zh, en),
  texts: {
    'zh-CN': text,
    'en-US': '100M broadband is 69 yuan a month, 300M is 99 yuan, with the modem on loan.',
  },
  price: 0,
  titleSounds: {},
  sounds: {},
  faxDocument: null,
  validFrom: null,
  validUntil: null,
  version: 1,
}));

export const apiKeys: ApiKeyView[] = [
  ['计费系统', ['billing:read', 'billing:write', 'customers:read'], null],
  ['工单大屏', ['work-orders:read', 'calls:read'], null],
  ['旧网厅', ['customers:read'], at(-240 * hour)],
].map(([name, scopes, revokedAt], n) => ({
  keyId: uuid(970 + n),
  name: name as string,
  scopes: scopes as ApiKeyView['scopes'],
  createdAt: at(-(n + 2) * 300 * hour),
  createdBy: 'admin',
  expiresAt: n === 0 ? at(2400 * hour) : null,
  lastUsedAt: n === 2 ? null : at(-n * 13 * minute),
  revokedAt: revokedAt as string | null,
}));

export const webhooks: WebhookView[] = [
  {
    webhookId: uuid(980),
    name: '工单大屏',
    url: 'https://wallboard.example.net/hooks/kiloline',
    events: ['work-order.*', 'call.ended'],
    active: true,
    createdAt: at(-700 * hour),
    createdBy: 'admin',
  },
];

export const deliveries: DeliveryView[] = (
  [
    ['work-order.created', 'pending', 0, null],
    ['call.ended', 'failed', 8, 502],
    ['work-order.closed', 'delivered', 1, 204],
    ['call.ended', 'delivered', 2, 200],
  ] as const
).map(([eventType, state, attempts, lastStatus], n) => ({
  deliveryId: uuid(985 + n),
  webhookId: uuid(980),
  eventId: `${String(Date.now())}-${String(n)}`,
  eventType,
  state,
  attempts,
  lastStatus,
  lastError: null,
  lastAttemptAt: at(-n * minute),
  nextAttemptAt: null,
  createdAt: at(-n * 7 * minute),
}));

export const locked: CallerPasswordView[] = ['057188001234', '13912345678'].map((number, n) => ({
  kind: 'line',
  number,
  state: 'locked',
  setAt: at(-4000 * hour),
  wrongCount: 3,
  lockedUntil: at((n + 1) * 9 * hour),
}));

export const outages: OutageView[] = [
  ['571', null, '西湖区文三路一带宽带故障，预计今日 18 时恢复。', null],
  [null, '0571880', '0571 880 局割接，话音业务短时中断。', at(-2 * hour)],
].map(([areaCode, numberPrefix, text, endedAt], n) => ({
  outageId: uuid(990 + n),
  areaCode: areaCode ?? null,
  numberPrefix: numberPrefix ?? null,
  texts: { 'zh-CN': text ?? '', 'en-US': 'Broadband trouble around Wensan Road, expected to end at 18:00.' },
  sounds: {},
  since: at(-(n + 1) * 3 * hour),
  until: at(4 * hour),
  endedAt: endedAt ?? null,
  createdBy: '2001',
  version: 1,
}));

export const texts: TextMessageView[] = [
  {
    ...{ textId: uuid(980), to: '13800138000', text: '您的工单编号 263260031，承诺时间 11 月 30 日。' },
    ...{ language: 'zh-CN', state: 'delivered', attempts: 1, nextTryAt: null, lastError: null },
    ...{ reference: 'gw-771', requestedBy: 'agent:1001', callId: null, orderId: uuid(703) },
    ...{ createdAt: at(-3 * hour), sentAt: at(-3 * hour), reportedAt: at(-3 * hour) },
  },
  {
    ...{ textId: uuid(981), to: '13912345678', text: 'Your work order is 263260031.', language: 'en-US' },
    ...{ state: 'failed', attempts: 5, nextTryAt: null, lastError: 'the gateway refused the number' },
    ...{ reference: null, requestedBy: 'call', callId: uuid(101), orderId: uuid(703) },
    ...{ createdAt: at(-26 * hour), sentAt: null, reportedAt: null },
  },
];
export const textAbility: TextAbilityView = {
  ...{ able: true, kind: 'http', circuit: 'closed' },
  texts: { waiting: 0, sent: 0, delivered: 1, undelivered: 0, failed: 1 },
};
