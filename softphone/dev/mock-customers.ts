import { ruledFields, type ApprovalRuleView } from '../../server/contract/approval';
import type { DirectoryEntryView, InformationItemView } from '../../server/contract/crm';
import type { CustomerNoteView, ServiceOrderView } from '../../server/contract/customer-data';
import type { ChangeView, ImportView, ProposalView } from '../../server/contract/maintenance';
import type { SoundView } from '../../server/contract/sounds';
import { zhang } from './mock-data';

/** What the faked server knows for the pages about customers, the directory, information and prompts. */
const uuid = (n: number) => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const page = <Item>(items: Item[], total = items.length) => ({ items, total, page: 1, pageSize: 50 });

const notes: CustomerNoteView[] = [
  { noteId: uuid(1), author: '1003', at: ago(2), text: '宽带移机改约周三上午。', pinned: true },
  { noteId: uuid(2), author: '1001', at: ago(30), text: '咨询国际漫游，已寄资费表。', pinned: false },
  { noteId: uuid(3), author: '2001', at: ago(400), text: '九月投诉宽带速率，已回访，满意。', pinned: false },
];

const serviceOrders: ServiceOrderView[] = [
  ...zhang.openOrders,
  {
    orderId: uuid(10),
    orderNumber: '97000006',
    type: 'features',
    stage: 'completed',
    isOpen: false,
    promisedDate: '2026-09-20',
    customerId: zhang.customerId,
    lineNumber: '057188001234',
    serial: null,
    createdAt: ago(1500),
  },
];

const directory: DirectoryEntryView[] = (
  [
    ['市第一人民医院', 'hospital', '021-63340100', '中山北路 1 号'],
    ['市第九医院', 'hospital', '021-63340101', '人民大道 28 号'],
    ['东海银行静安支行', 'bank', '021-63340107', '南京西路 918 号'],
    ['明珠大酒店', 'hotel', '021-63340111', '滨江大道 2727 号'],
    ['强风出租车', 'transport', '021-63340121', null],
    ['市民服务中心', 'government', '021-63340123', '福州路 300 号'],
    ['自来水公司', 'utility', '021-63340132', '杨树浦路 830 号'],
    ['东区急救中心', 'hospital', '021-63340105', null],
  ] as const
).map(([name, category, number, address], n) => ({
  entryId: uuid(30 + n),
  name,
  category,
  number,
  address,
  isListed: n !== 7,
  version: 1,
}));

const item = (
  n: number,
  category: string,
  topic: string,
  price: number,
  titles: InformationItemView['titles'],
  texts: InformationItemView['texts'],
): InformationItemView => ({
  itemId: uuid(50 + n),
  category,
  topic,
  class: price > 0 ? 'charged' : 'public',
  titles,
  texts,
  price,
  titleSounds: {},
  sounds: {},
  faxDocument: null,
  validFrom: '2026-11-01',
  validUntil: '2026-12-31',
  version: 2,
});

const information = [
  item(
    0,
    '101',
    'booking',
    0,
    { 'zh-CN': '订火车票', 'en-US': 'Train tickets' },
    {
      'zh-CN': '预订火车票请提前三天，凭身份证到示范路营业厅取票。',
      'en-US':
        'Book train tickets three days ahead and collect them with your identity card at the hall in Shifan Road.',
    },
  ),
  item(
    1,
    '104',
    'booking',
    50,
    { 'zh-CN': '订戏票', 'en-US': 'Theatre tickets' },
    {
      'zh-CN': '大剧院本周上演三场，票价八十元至三百八十元。',
      'en-US': 'The Grand Theatre has three performances this week, from 80 to 380 yuan.',
    },
  ),
  item(
    2,
    '201',
    'securities',
    100,
    { 'zh-CN': '大盘行情', 'en-US': 'Market overview' },
    { 'zh-CN': '今日综合指数平开高走。' },
  ),
  item(
    3,
    '301',
    'telecom',
    0,
    { 'zh-CN': '宽带资费', 'en-US': 'Broadband prices' },
    { 'zh-CN': '一百兆宽带每月九十九元。' },
  ),
];

const sound = (n: number, name: string, text: string, over: Partial<SoundView> = {}): SoundView => ({
  language: 'zh-CN',
  group: '1000',
  name,
  text,
  origin: 'made',
  durationMs: 2300 + n * 610,
  changedAt: null,
  changedBy: null,
  reason: null,
  canRestore: false,
  ...over,
});

const sounds = [
  sound(0, '01', '您好，欢迎拨打电信客户服务中心。', {
    origin: 'recorded',
    changedAt: ago(26),
    changedBy: '2001',
    reason: '新版欢迎词',
    canRestore: true,
  }),
  sound(
    9,
    '02',
    '查询请按 1，咨询或办理业务请按 2，障碍、投诉和建议请按 3，电话密码请按 6，人工服务请按 0。',
  ),
  sound(2, '05', '正在为您转接人工服务。'),
  sound(1, '01', 'Welcome to the customer service centre.', { language: 'en-US' }),
  sound(0, 'd1', '一', { group: 'fragments' }),
  sound(0, '31', '您的流水号是', { origin: 'missing', durationMs: null }),
];

const changes: ChangeView[] = [
  {
    changeId: '482',
    at: ago(1),
    who: '1001',
    why: '客户来电更正门牌号',
    entity: 'customer',
    entityId: zhang.customerId,
    kind: 'changed',
    fields: [{ field: 'address', before: '文三路 259 号', after: '文三路 261 号' }],
    importId: null,
    undoes: null,
    undoneBy: null,
  },
  {
    changeId: '481',
    at: ago(5),
    who: '2001',
    why: '十二月起调价',
    entity: 'information-item',
    entityId: uuid(51),
    kind: 'changed',
    fields: [
      { field: 'price', before: 30, after: 50 },
      { field: 'titles', before: { 'zh-CN': '戏票' }, after: { 'zh-CN': '订戏票' } },
    ],
    importId: null,
    undoes: null,
    undoneBy: '483',
  },
  {
    changeId: '480',
    at: ago(26),
    who: '2001',
    why: '新开业',
    entity: 'directory-entry',
    entityId: uuid(33),
    kind: 'created',
    fields: [
      { field: 'name', before: null, after: '明珠大酒店' },
      { field: 'number', before: null, after: '021-63340111' },
    ],
    importId: uuid(90),
    undoes: null,
    undoneBy: null,
  },
];

const proposals: ProposalView[] = [
  {
    proposalId: uuid(80),
    subject: 'information-item',
    subjectId: uuid(51),
    item: { category: '104', titles: { 'zh-CN': '订戏票', 'en-US': 'Theatre tickets' } },
    isNew: false,
    rules: ['texts'],
    fields: [{ field: 'texts', before: { 'zh-CN': '本周上演两场。' }, after: { 'zh-CN': '本周上演三场。' } }],
    hasRecording: false,
    state: 'pending',
    proposedBy: '1002',
    why: '剧院来电加演一场',
    proposedAt: ago(3),
    decidedBy: null,
    decidedAt: null,
    reason: null,
  },
  {
    proposalId: uuid(81),
    subject: 'information-item',
    subjectId: uuid(52),
    item: { category: '105', titles: { 'zh-CN': '天气', 'en-US': 'Weather' } },
    isNew: true,
    rules: ['price', 'texts'],
    fields: [
      { field: 'category', before: null, after: '105' },
      { field: 'topic', before: null, after: 'booking' },
      { field: 'class', before: null, after: 'charged' },
      { field: 'price', before: null, after: 50 },
      { field: 'titles', before: null, after: { 'zh-CN': '天气', 'en-US': 'Weather' } },
      { field: 'texts', before: null, after: { 'zh-CN': '今天多云。', 'en-US': 'Cloudy today.' } },
      { field: 'sounds', before: null, after: {} },
    ],
    hasRecording: false,
    state: 'pending',
    proposedBy: '2001',
    why: '新增气象服务',
    proposedAt: ago(4),
    decidedBy: null,
    decidedAt: null,
    reason: null,
  },
];

const importReport: ImportView = {
  importId: uuid(90),
  table: 'directory',
  fileName: '查号台-十一月.csv',
  existing: 'update',
  state: 'faulty',
  encoding: 'gb18030',
  delimiter: ',',
  rows: 1240,
  created: 18,
  changed: 37,
  unchanged: 1183,
  faultCount: 2,
  faults: [
    { row: 14, column: '号码', value: '63340', problem: 'malformed', message: '这不是电话号码' },
    { row: 702, column: '类别', value: '茶馆', problem: 'unknown-word', message: '没有这个类别' },
  ],
  who: '2001',
  why: '十一月更新',
  createdAt: ago(26),
  rules: [],
  committedBy: null,
  committedAt: null,
};

const rule = (
  name: ApprovalRuleView['rule'],
  isOn: boolean,
  over: Partial<ApprovalRuleView> = {},
): ApprovalRuleView => ({
  rule: name,
  isOn,
  bindsMe: isOn,
  fields: [...ruledFields[name]],
  version: 1,
  changedBy: 'system',
  changedAt: ago(2000),
  why: '',
  ...over,
});

const rules = [
  rule('price', true),
  rule('texts', true),
  rule('validity', false, {
    version: 3,
    bindsMe: true,
    changedBy: 'admin',
    changedAt: ago(30),
    why: '有效期由业务部自行维护',
  }),
  rule('offer', false),
  rule('recordings', false),
];

const fixed: Readonly<Record<string, unknown>> = {
  'GET /directory-entries': page(directory),
  'GET /information-items': page(information),
  'GET /sounds': page(sounds, 214),
  'GET /changes': page(changes),
  'GET /proposals': page(proposals),
  'GET /approval-rules': rules,
  'GET /imports': page([{ ...importReport, state: 'done', faultCount: 0, faults: [] }]),
  'POST /imports': importReport,
};

/** undefined: a question that others answer. */
export function customerBodyOf(name: string): unknown {
  if (name in fixed) return fixed[name];
  if (/^GET \/customers\/[^/]+\/notes$/.test(name)) return page(notes);
  if (/^GET \/customers\/[^/]+\/bills$/.test(name)) return page(zhang.latestBills);
  if (/^GET \/customers\/[^/]+\/orders$/.test(name)) return page(serviceOrders);
  return undefined;
}
