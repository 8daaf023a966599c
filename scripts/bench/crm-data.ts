import type { DataSource, QueryRunner } from 'typeorm';
import { searchColumns } from '../../db/repositories/customer-records.repository';
import { KeptSteps } from './kept-steps';

export interface CrmSize {
  readonly customers: number;
  readonly bills: number;
}

export const MONTHS = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'];
const BATCH = 20_000;
/** Weighted as they are in life: a tenth of all people share the first two. */
const SURNAMES =
  '王王王王王王王李李李李李李李张张张张张张刘刘刘刘陈陈陈陈杨杨杨黄黄赵赵周周吴吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国红玉梅志文晓东海雪婷婷浩宇轩子涵欣怡梓一诺佳琪俊博思远天翔雨桐嘉豪晨曦春花秋月冬生永福德成学友家辉立新卫兵';
const FIRMS = ['贸易', '物流', '科技', '餐饮', '建筑', '医药', '纺织', '电子', '广告', '旅行社'];
const PLACES = ['上海', '江南', '东方', '长城', '金桥', '华诚', '明珠', '新世纪', '蓝天', '和平'];
const CATEGORIES = [
  'hospital',
  'bank',
  'hotel',
  'restaurant',
  'transport',
  'government',
  'school',
  'utility',
];

/** The same for the same number, and spread evenly. */
const spread = (number: number, salt: number): number => {
  let hash = (number + 1) * 2_654_435_761 + salt * 40_503;
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_917);
  return (hash ^ (hash >>> 16)) >>> 0;
};
const pick = (items: readonly string[] | string, number: number, salt: number): string =>
  items[spread(number, salt) % items.length] ?? '';

/** Persons of two or three characters; every twentieth a firm, every thousandth a key account. */
export function benchName(number: number): string {
  if (number % 20 === 0) {
    return `${pick(PLACES, number, 1)}${pick(GIVEN.slice(40), number, 2)}${pick(GIVEN, number, 3)}${pick(FIRMS, number, 4)}有限公司`;
  }
  const second = spread(number, 5) % 5 === 0 ? '' : pick(GIVEN.slice(0, 25), number, 7);
  return `${pick(SURNAMES, number, 8)}${pick(GIVEN, number, 6)}${second}`;
}

const known = new Map<string, ReturnType<typeof searchColumns>>();

/** Many people share a name: its pinyin is computed once. */
function columnsOf(name: string): ReturnType<typeof searchColumns> {
  const columns = known.get(name) ?? searchColumns(name);
  known.set(name, columns);
  return columns;
}

export const benchMobile = (number: number): string =>
  `1${['39', '38', '37', '58', '86'][number % 5] ?? '39'}${String(spread(number, 9) % 100_000_000).padStart(8, '0')}`;
export const benchFixed = (number: number): string =>
  `021${String(60_000_000 + (spread(number, 10) % 9_999_999))}`;
export const benchContract = (number: number): string => `C${String(10_000_000 + number)}`;

const INDEXED = [
  'customers',
  'customer_phones',
  'lines',
  'contracts',
  'bills',
  'service_orders',
  'calls',
  'directory_entries',
  'customer_notes',
];

/** Fills a migrated database, or does what is still missing of it. Indexes are made at the end. */
export async function generate(
  dataSource: DataSource,
  size: CrmSize,
  say: (text: string) => void,
): Promise<void> {
  const steps = new KeptSteps(dataSource, say);
  await steps.begin(`${size.customers} customers with ${size.bills} bills`);
  await steps.takeIndexesAway(INDEXED);
  for (const numbers of batches(size.customers)) {
    await steps.once(`customers to ${numbers.at(-1) ?? 0}`, (runner) => customers(runner, numbers));
  }
  for (const [name, statement] of rows(size)) {
    await steps.once(name, async (runner) => {
      await runner.query(statement);
    });
  }
  for (const numbers of batches(Math.ceil(size.customers / 5))) {
    await steps.once(`directory to ${numbers.at(-1) ?? 0}`, (runner) => directory(runner, numbers));
  }
  await steps.putIndexesBack();
  await steps.onceOutside('statistics', 'VACUUM (ANALYZE)');
}

const batches = (count: number): number[][] =>
  Array.from({ length: Math.ceil(count / BATCH) }, (_, index) =>
    Array.from({ length: Math.min(BATCH, count - index * BATCH) }, (_unused, one) => index * BATCH + one + 1),
  );

const ID = (kind: string, number: string): string => `md5('${kind}' || ${number})::uuid`;

async function customers(runner: QueryRunner, numbers: readonly number[]): Promise<void> {
  const names = numbers.map(benchName);
  const columns = names.map(columnsOf);
  await runner.query(
    `WITH made AS (
         SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
           AS made (n, name, name_key, terms, mobile, fixed)
       ), customer AS (
         INSERT INTO customers (customer_id, name, name_key, terms, kind, contract_number, address, created_at)
         SELECT ${ID('c', 'n')}, name, name_key, terms::tsvector,
           CASE WHEN n % 1000 = 0 THEN 'key-account' WHEN n % 20 = 0 THEN 'company' ELSE 'person' END,
           'C' || (10000000 + n), '上海市例子大道' || n % 9999 || '号', now() - n * interval '90 seconds' FROM made
       ), contract AS (
         INSERT INTO contracts (contract_id, customer_id, contract_number, digits)
         SELECT ${ID('k', 'n')}, ${ID('c', 'n')}, 'C' || (10000000 + n), (10000000 + n)::text FROM made
       ), phone AS (
         INSERT INTO customer_phones (customer_id, position, as_written, e164, digits)
         SELECT ${ID('c', 'n')}, 0, mobile, '+86' || mobile, mobile FROM made
         UNION ALL
         SELECT ${ID('c', 'n')}, 1, fixed, '+86' || substr(fixed, 2), fixed FROM made WHERE n % 2 = 0
       )
       INSERT INTO lines (line_id, customer_id, contract_id, number, e164, digits, kind, status, features, area_code)
       SELECT ${ID('l', 'n')}, ${ID('c', 'n')}, ${ID('k', 'n')}, fixed, '+86' || substr(fixed, 2), fixed, 'fixed',
         CASE WHEN n % 50 = 0 THEN 'suspended' ELSE 'active' END, '{caller-id}', '21' FROM made`,
    [
      numbers,
      names,
      columns.map((column) => column.nameKey),
      columns.map((column) => column.terms),
      numbers.map(benchMobile),
      numbers.map(benchFixed),
    ],
  );
}

/** Bills month by month, as they come: the bills of one customer lie apart. */
function rows({ customers: count, bills }: CrmSize): [string, string][] {
  const perCustomer = Math.ceil(bills / count);
  const months = MONTHS.slice(-Math.min(perCustomer, MONTHS.length));
  const monthly = Math.ceil(bills / months.length);
  return [
    ...months.map((month, index): [string, string] => [
      `bills of ${month}`,
      `INSERT INTO bills (customer_id, contract_id, line_id, kind, month, amount, paid, due_date)
       SELECT ${ID('c', 'n')}, ${ID('k', 'n')}, CASE WHEN g <= ${count} THEN ${ID('l', 'n')} END,
         CASE WHEN g <= ${count} THEN 'telephone' ELSE (ARRAY['water', 'electricity', 'gas'])[1 + (g / ${count} - 1) % 3] END,
         '${month}', amount, CASE WHEN ${index === months.length - 1 ? 'n % 3 = 0' : 'n % 17 > 0'} THEN amount ELSE 0 END,
         (date '${month}-01' + interval '1 month 19 days')::date
       FROM generate_series(1, ${monthly}) AS g,
         LATERAL (SELECT 1 + (g::bigint * 7919 % ${count})::int AS n, 2000 + (g::bigint * 104729 % 20000)::int AS amount) AS drawn
       ON CONFLICT DO NOTHING`,
    ]),
    [
      'service orders',
      `INSERT INTO service_orders (order_number, type, stage, promised_date, customer_id, line_id, closed_at, created_at)
       SELECT (97000000 + n)::text, (ARRAY['new-line', 'move', 'features', 'suspend'])[1 + n % 4],
         CASE WHEN n % 40 = 0 THEN (ARRAY['accepted', 'in-work', 'on-site'])[1 + n % 3] ELSE 'completed' END,
         current_date - n % 300, ${ID('c', 'n')}, ${ID('l', 'n')},
         CASE WHEN n % 40 = 0 THEN NULL ELSE now() END, now() - n * interval '2 minutes'
       FROM generate_series(1, ${Math.ceil(count / 2)}) AS n`,
    ],
    [
      'notes',
      `INSERT INTO customer_notes (customer_id, author, at, text, pinned)
       SELECT ${ID('c', '(1 + n % ' + String(count) + ')')}, '1001', now() - n * interval '1 minute', '回访满意 ' || n, n % 20 = 0
       FROM generate_series(1, ${Math.ceil(count / 2)}) AS n`,
    ],
    [
      'calls',
      `INSERT INTO calls (call_id, direction, caller_number, caller_name, dialed_number, caller_key, dialed_key, customer_id,
         agent_id, queue_id, started_at, ended_at, outcome, wait_ms, talk_ms)
       SELECT ${ID('call', 'n')}, 'inbound', phone.as_written, '', '1000', phone.e164, '1000', phone.customer_id,
         (1001 + n % 400)::text, 'general', now() - n * interval '20 seconds', now() - n * interval '20 seconds' + interval '3 minutes',
         'answered', 12000, 160000
       FROM (SELECT row_number() OVER () AS n, * FROM customer_phones WHERE position = 0) AS phone`,
    ],
    [
      'information items',
      `INSERT INTO information_items (category, topic, class, titles, texts, title_sounds, sounds)
       SELECT lpad((100 + n % 900)::text, 3, '0'), 'booking', 'public', jsonb_build_object('zh-CN', '信息 ' || n), '{}', '{}', '{}'
       FROM generate_series(1, 2000) AS n`,
    ],
  ];
}

async function directory(runner: QueryRunner, numbers: readonly number[]): Promise<void> {
  const names = numbers.map((number) => benchName(number * 20));
  const columns = names.map(columnsOf);
  await runner.query(
    `INSERT INTO directory_entries (name, name_key, terms, category, number, e164, digits, is_listed)
       SELECT name, name_key, terms::tsvector, category, number, '+86' || substr(number, 2), number, n % 50 > 0
       FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS made (n, name, name_key, terms, category, number)`,
    [
      numbers,
      names,
      columns.map((column) => column.nameKey),
      columns.map((column) => column.terms),
      numbers.map((number) => pick(CATEGORIES, number, 11)),
      numbers.map(benchFixed),
    ],
  );
}
