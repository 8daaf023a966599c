import type { AlertRuleView, AlertView } from '../../server/contract/alerts';
import { at, minute } from './mock-values';

const rule = (n: number, over: Partial<AlertRuleView>): AlertRuleView => ({
  ...{ ruleId: `00000000-0000-4000-8000-00000000b00${String(n)}`, createdBy: 'admin', active: true },
  ...{ name: '等候过久', measure: 'longest-wait', threshold: 60, forS: 10, queueId: null },
  ...{ roles: ['supervisor', 'admin'], emails: [] },
  ...over,
});

const rules = (): AlertRuleView[] => [
  rule(1, {}),
  rule(2, {
    name: '服务水平过低',
    measure: 'service-level',
    threshold: 60,
    forS: 300,
    queueId: 'fault',
    emails: ['ops@example.com'],
  }),
  rule(3, { name: '交换机中断', measure: 'switches-down', threshold: 0, forS: 5, active: false }),
];

const alert = (n: number, over: Partial<AlertView>): AlertView => ({
  ...{
    alertId: `00000000-0000-4000-8000-00000000a00${String(n)}`,
    ruleId: rule(1, {}).ruleId,
    name: '等候过久',
  },
  ...{ measure: 'longest-wait', threshold: 60, queueId: 'fault', value: 71, since: at(-4 * minute) },
  ...{ raisedAt: at(-3 * minute), acknowledgedAt: null, acknowledgedBy: null, clearedAt: null },
  ...over,
});

const alerts = (): AlertView[] => [
  alert(1, {}),
  alert(2, { queueId: 'complaints', acknowledgedAt: at(-2 * minute), acknowledgedBy: '2001', value: 64 }),
  alert(3, {
    name: '服务水平过低',
    measure: 'service-level',
    threshold: 60,
    value: 42,
    raisedAt: at(-9 * minute),
  }),
  alert(4, {
    raisedAt: at(-190 * minute),
    acknowledgedAt: at(-188 * minute),
    acknowledgedBy: '2002',
    clearedAt: at(-171 * minute),
  }),
  alert(5, { raisedAt: at(-400 * minute), clearedAt: at(-398 * minute), value: 62 }),
];

export function alertAnswer(name: string, asked: URLSearchParams): unknown {
  if (name === 'GET /alert-rules') return rules();
  if (name !== 'GET /alerts') return undefined;
  const items = alerts().filter(({ clearedAt }) => asked.get('open') !== 'true' || clearedAt === null);
  return { items, total: items.length, page: 1, pageSize: 25 };
}
