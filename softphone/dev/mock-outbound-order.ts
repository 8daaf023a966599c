import type {
  CallOrder,
  CampaignOrder,
  KeptOrder,
  OwnCampaigns,
  PickableContact,
} from '../../server/contract/campaign-order';
import { zhang } from './mock-data';
import { at, hour, minute, uuid } from './mock-values';

/** What a faked server says of campaigns whose contacts agents call. */

const order: CampaignOrder = {
  ...{
    campaignId: 'arrears-november',
    campaignName: '十一月话费催缴',
    mode: 'preview',
    contactId: uuid(700),
  },
  ...{ name: zhang.name, number: '13800138000', customerId: zhang.customerId },
  variables: { amount: '3850', dueDate: '2026-12-15', month: '2026-10' },
  script: `${zhang.name}您好，这里是电信客户服务中心，工号 1001。您十月的话费 38.50 元还没有交纳，请问方便在 2026年12月15日 以前交纳吗？`,
  marks: [
    { mark: 'promised', label: { 'zh-CN': '答应交费', 'en-US': 'Promised to pay' }, asksDate: true },
    { mark: 'disputes', label: { 'zh-CN': '对话费有异议', 'en-US': 'Disputes the bill' }, asksDate: false },
    { mark: 'not-now', label: { 'zh-CN': '现在不方便', 'en-US': 'Not now' }, asksDate: false },
    { mark: 'do-not-call', label: {}, asksDate: false },
  ],
  attempts: [
    { at: at(-26 * hour), agentId: null, result: 'busy', marked: null },
    { at: at(-50 * hour), agentId: '1015', result: 'reached', marked: { mark: 'not-now', date: null } },
  ],
};

export const keptOrder = (): KeptOrder => ({
  ...order,
  ...{ keptUntil: Date.now() + 3 * minute, dialsAt: Date.now() + 2 * minute },
});

export const callOrder: CallOrder = { ...order, marked: { mark: 'promised', date: '2026-12-15' } };

export const ownCampaigns = (kept: KeptOrder | null): OwnCampaigns => ({
  campaigns: [
    { campaignId: 'arrears-november', name: '十一月话费催缴', mode: 'preview' },
    { campaignId: 'broadband-offer', name: '宽带续约', mode: 'manual' },
  ],
  order: kept,
});

const pickable: readonly PickableContact[] = [
  { contactId: uuid(701), name: '王芳', number: '13900139001', attempts: 0, lastResult: null },
  { contactId: uuid(702), name: '赵磊', number: '057188001235', attempts: 1, lastResult: 'no-answer' },
  { contactId: uuid(703), name: '', number: '13700137003', attempts: 2, lastResult: 'busy' },
];

export const pickablePage = { items: pickable, total: 214, page: 1, pageSize: 10 };
