import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackPlan, PackVersionView, PackView } from '../../server/contract/packs';
import { at, hour, named } from './mock-values';

/** Packs of the faked server. */

const version = (n: number, over: Partial<PackVersionView>): PackVersionView => ({
  packId: '1000',
  version: n,
  origin: 'applied',
  rolledBackTo: null,
  appliedAt: at(-(5 - n) * 40 * hour),
  appliedBy: 'admin',
  why: '',
  isActive: false,
  ...over,
});

const versions = [
  version(4, { why: '春节期间加播营业时间', isActive: true, appliedBy: 'lihua' }),
  version(3, { why: '查费菜单有误，先恢复', origin: 'rollback', rolledBackTo: 1 }),
  version(2, { why: '查费移到按键 2' }),
  version(1, { why: 'came with the product', origin: 'seed', appliedBy: 'system' }),
];

const workOrders = readFileSync(join('server', 'ivr', 'packs', '1000', 'work-orders.yaml'), 'utf8');

const packs: PackView[] = [
  {
    ...version(4, { isActive: true }),
    name: named('电信客户服务中心', 'Telephone service line'),
    accessNumbers: ['1000'],
    languages: ['zh-CN', 'en-US'],
  },
  {
    ...version(1, { packId: 'clinic', isActive: true }),
    name: named('社区诊所预约', 'Clinic appointments'),
    accessNumbers: ['2000'],
    languages: ['zh-CN', 'en-US'],
  },
];

const pack = `id: '1000'
name: { zh-CN: 电信客户服务中心, en-US: Telephone service line }
version: 1
accessNumbers: ['1000']
languages: { available: [zh-CN, en-US], default: zh-CN }
announcements: { wrongEntry: 11, timedOut: 10 }
prompts:
  1: { zh-CN: 您好，欢迎拨打电信客户服务中心。, en-US: Welcome to the service centre. }
  2: { zh-CN: 查询请按 1，人工服务请按 0。, en-US: For enquiries press 1. }
flow:
  start: welcome
  gaveUp: agent
  nodes:
    welcome: { kind: say, prompts: [1], next: main }
    main: { kind: menu, prompts: [2], keys: { 1: enquiries, 0: agent } }
    enquiries: { kind: say, prompts: [3], next: mian }
    agent: { kind: queue, queue: general }
`;

const plan: PackPlan = {
  base: 4,
  faults: [],
  parts: [
    {
      part: 'node',
      id: 'main',
      change: 'changed',
      fields: [{ field: 'keys.2', before: 'faults', after: 'enquiries' }],
    },
    {
      part: 'node',
      id: 'hours',
      change: 'added',
      fields: [
        { field: 'kind', before: null, after: 'say' },
        { field: 'prompts', before: null, after: [72] },
        { field: 'next', before: null, after: 'main' },
      ],
    },
    {
      part: 'node',
      id: 'holiday',
      change: 'removed',
      fields: [{ field: 'kind', before: 'say', after: null }],
    },
    {
      part: 'prompt',
      id: '72',
      change: 'added',
      fields: [{ field: 'zh-CN', before: null, after: '营业时间为每天八点至二十点。' }],
    },
  ],
};
const faulty: PackPlan = {
  base: 4,
  parts: [],
  faults: [
    { file: 'pack.yaml', line: 16, message: 'There is no node "mian".' },
    { file: 'pack.yaml', line: 16, message: 'Prompt 3 is not in the manifest.' },
  ],
};

/** undefined: a question that others answer. */
export function packBodyOf(name: string, posted: string | null): unknown {
  if (name === 'GET /packs') return packs;
  if (name === 'GET /packs/1000/versions') return { items: versions, total: 4, page: 1, pageSize: 20 };
  if (/^GET \/packs\/1000\/versions\/\d+$/.test(name)) return { ...versions[0], files: { pack, workOrders } };
  if (name === 'POST /packs/1000/plan') return posted?.includes('mian') ? faulty : plan;
  return undefined;
}
