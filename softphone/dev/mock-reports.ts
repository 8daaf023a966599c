import { campaignReport } from '../../server/measures/campaign-report';
import { surveyReport } from '../../server/measures/survey-report';
import {
  campaignQuerySchema,
  type AgentReport,
  type AgentReportFigures,
  type AvailabilityReport,
  type CampaignCall,
  type CampaignReport,
  type PromiseReport,
  type QueueReport,
  type QueueReportFigures,
  type SurveyReport,
} from '../../server/contract/reports';
import type { Page } from '../../server/contract/rest';
import { agentCountNames, agentRates, type AgentCounts } from '../../server/measures/agent-counts';
import { addTo, zeros } from '../../server/measures/counts';
import { edgesOf, rangeOf, type Days } from '../../server/measures/intervals';
import { queueCountNames, queueRates, type QueueCounts } from '../../server/measures/queue-counts';
import * as data from './mock-data';

/** Calls of an hour, from 8 to 20: two peaks, as a working day has them. */
const curve = [18, 46, 71, 64, 32, 41, 66, 74, 58, 39, 22, 12];

function queueSums(offered: number, seed: number): QueueCounts {
  const abandoned = Math.round(offered * (0.03 + (seed % 5) * 0.012));
  const left = Math.round(offered * 0.02);
  const answered = offered - abandoned - left;
  const marked = Math.round(answered * 0.4);
  return {
    ...zeros(queueCountNames),
    ...{ offered, answered, abandoned, leftQueue: left },
    answeredWithin: Math.round(answered * (0.93 - (seed % 4) * 0.03)),
    shortAbandoned: Math.round(abandoned * 0.3),
    answeredWaitMs: answered * (9000 + (seed % 7) * 1400),
    talkMs: answered * 168_000,
    wrapUpMs: answered * 24_000,
    ...{ asked: Math.round(answered * 0.8), marked, satisfied: Math.round(marked * 0.94) },
    marksSum: Math.round(marked * 4.6),
    ...{ known: answered, repeated: Math.round(answered * 0.11) },
  };
}

const queueFigures = (sums: QueueCounts, longestWaitMs: number): QueueReportFigures => ({
  ...sums,
  longestWaitMs,
  ...queueRates(sums),
});
const longest = (seed: number): number => 41_000 + (seed % 6) * 23_000;

function daysOf(asked: URLSearchParams): Days {
  const today = new Date().toISOString().slice(0, 10);
  return {
    from: asked.get('from') ?? today,
    to: asked.get('to') ?? today,
    timeZone: asked.get('timeZone') ?? 'Asia/Shanghai',
  };
}

const iso = (at: number): string => new Date(at).toISOString();

export function queueReport(asked: URLSearchParams): QueueReport {
  const days = daysOf(asked);
  const range = rangeOf(days);
  const parts = queueParts(asked, days);
  const total = zeros(queueCountNames);
  for (const { sums } of parts) addTo(total, sums);
  return {
    ...{ timeZone: days.timeZone, from: iso(range.from), until: iso(range.until) },
    rows: parts.map(({ sums, ...row }, seed) => ({
      ...{ from: iso(range.from), until: iso(range.until), queueId: null, name: null, dialedNumber: null },
      ...row,
      figures: queueFigures(sums, sums.offered === 0 ? 0 : longest(seed)),
    })),
    total: queueFigures(total, longest(5)),
  };
}

function queueParts(asked: URLSearchParams, days: Days) {
  const by = asked.get('by');
  if (by === 'queue') {
    return data
      .queues()
      .map(({ queueId, name }, seed) => ({ queueId, name, sums: queueSums(320 - seed * 70, seed) }));
  }
  if (by === 'number')
    return ['1000', '112', '180', ''].map((dialedNumber, seed) => ({
      dialedNumber,
      sums: queueSums([411, 96, 58, 7][seed] ?? 0, seed),
    }));
  const edges = edgesOf(days, (asked.get('step') ?? 'day') as 'hour');
  return edges.slice(0, -1).map((edge, seed) => {
    const hour = new Date(edge + 8 * 3_600_000).getUTCHours();
    const offered = asked.get('step') === 'hour' ? (curve[hour - 8] ?? 0) : 480 + ((seed * 37) % 110);
    return { from: iso(edge), until: iso(edges[seed + 1] ?? edge), sums: queueSums(offered, seed) };
  });
}

const people = ['王芳', '陈强', '刘洋', '赵敏', '孙丽', '周杰', '吴霞', '郑凯'];

export function agentReport(asked: URLSearchParams): AgentReport {
  const days = daysOf(asked);
  const { from, until } = rangeOf(days);
  const figures = (sums: AgentCounts): AgentReportFigures => ({ ...sums, ...agentRates(sums) });
  const total = zeros(agentCountNames);
  const rows = people.map((name, nth) => {
    const answered = 64 - nth * 3;
    const sums: AgentCounts = {
      ...zeros(agentCountNames),
      ...{ answered, dialled: 4 + (nth % 3), reached: 3, missed: nth % 3, declined: nth === 5 ? 2 : 0 },
      ...{ handedOn: 3 + (nth % 4), talkMs: answered * 171_000, marked: 30, satisfied: 29 - (nth % 3) },
      ...{ asked: 48, marksSum: 140 - nth, reviewed: 3, qualitySum: 27_400 - nth * 610 },
      ...{ onCallMs: answered * 179_000, wrapUpMs: answered * 23_000, readyMs: 9_400_000 + nth * 800_000 },
      ...{ breakMs: 3_600_000, productiveBreakMs: nth === 2 ? 1_800_000 : 0 },
    };
    addTo(total, sums);
    const who = { agentId: String(1001 + nth), teamId: null, name };
    return { from: iso(from), until: iso(until), ...who, figures: figures(sums) };
  });
  return { timeZone: days.timeZone, from: iso(from), until: iso(until), rows, total: figures(total) };
}

export const promiseReport: PromiseReport = [
  { type: 'complaint', closed: 41, kept: 39, keptRate: 39 / 41 },
  { type: 'fault', closed: 128, kept: 126, keptRate: 126 / 128 },
  { type: 'new-line', closed: 23, kept: 23, keptRate: 1 },
];

export function availabilityReport(asked: URLSearchParams): AvailabilityReport {
  const days = daysOf(asked);
  const { from, until } = rangeOf(days);
  const edges = edgesOf(days, (asked.get('step') ?? 'day') as 'hour');
  const figures = (start: number, end: number, downMs: number) => {
    const watchedMs = end - start;
    const sums = { watchedMs, downMs, outages: downMs > 0 ? 1 : 0, availability: 1 - downMs / watchedMs };
    return { from: iso(start), until: iso(end), ...sums };
  };
  const rows = edges.slice(0, -1).map((edge, nth) => ({
    switchId: null,
    ...figures(edge, edges[nth + 1] ?? edge, nth === 9 ? 142_000 : 0),
  }));
  const outages = [{ switchId: 'fs1', from: iso(from + 34_000_000), until: iso(from + 34_142_000) }];
  return {
    ...{ timeZone: days.timeZone, from: iso(from), until: iso(until) },
    ...{ rows, total: figures(from, until, 142_000), outages },
  };
}

/** By the server's own counting. */
export function surveyReportOf(asked: URLSearchParams): SurveyReport {
  const by = asked.get('by');
  const subjects = { campaign: ['survey-q4', null], queue: ['general', 'vip'] }[by ?? ''] ?? [null];
  return surveyReport(
    subjects.flatMap((subject, n) => [
      ...['1', '2', '3', '4', '5'].map((value, key) => ({
        ...{ question: 'satisfaction', subject, value, count: ([12, 21, 64, 240, 318][key] ?? 0) + 3 * n },
      })),
      ...['yes', 'no'].map((value, key) => ({
        ...{ question: 'solved', subject, value, count: ([411, 96][key] ?? 0) + 9 * n },
      })),
    ]),
  );
}

/** By the server's own counting. */
export function campaignReportOf(asked: URLSearchParams): Promise<CampaignReport> {
  const days = daysOf(asked);
  const results = { reached: 41, machine: 12, abandoned: 1, busy: 9, 'no-answer': 28, 'wrong-number': 3 };
  const part = (times: number, mark: string | null, which: readonly (keyof typeof results)[]) =>
    which.map((result) => {
      const calls = results[result] * times;
      return { result, mark, calls, connectedMs: calls * 74_000 };
    });
  const parts = (times: number) => [
    ...part(times, 'told', ['reached']),
    ...part(Math.ceil(times / 2), 'promised', ['reached']),
    ...part(Math.ceil(times / 3), 'paid', ['reached']),
    ...part(times, null, ['machine', 'abandoned', 'busy', 'no-answer', 'wrong-number']),
  ];
  const names = new Map([
    ['arrears-november', '11 月欠费提醒'],
    ['survey-q4', '四季度满意度调查'],
    ['key-accounts', '大客户回访'],
  ]);
  const query = campaignQuerySchema.parse(Object.fromEntries(asked));
  const store = {
    campaignNames: () => Promise.resolve(names),
    campaignsBetween: () =>
      Promise.resolve(
        [...names.keys()]
          .filter((id) => query.campaignId === undefined || query.campaignId === id)
          .flatMap((campaignId, nth) => parts(9 - 3 * nth).map((each) => ({ ...each, campaignId }))),
      ),
    campaignIntervals: (edges: readonly number[]) =>
      Promise.resolve(
        edges.slice(1).flatMap((_, nth) => parts(1 + ((nth * 5) % 4)).map((each) => ({ ...each, nth }))),
      ),
  };
  return campaignReport({ store }, query, days);
}

const called = ['13800138000', '13900139001', '13700137002', '13600136003', '02158880000'];

export function campaignCallsOf(asked: URLSearchParams): Page<CampaignCall> {
  const kind = asked.get('kind');
  const result = kind === 'calls' || kind === 'network' || kind === 'broken' ? 'reached' : kind;
  const items = called.map((number, nth): CampaignCall => {
    const isConnected = result === 'reached' || result === 'machine' || result === 'abandoned';
    return {
      attemptId: `8d0b7f0e-3f5d-4c43-9b0a-0000000000${String(nth).padStart(2, '0')}`,
      callId: nth === 4 ? null : (data.history[0]?.callId ?? null),
      campaignId: asked.get('campaignId') ?? 'arrears-november',
      at: new Date(Date.now() - (nth + 1) * 420_000).toISOString(),
      ...{ number, name: nth === 3 ? '' : (people[nth] ?? ''), result: result as CampaignCall['result'] },
      mark: asked.get('mark') ?? (result === 'reached' ? 'told' : null),
      connectedMs: isConnected ? 41_000 + nth * 17_000 : null,
    };
  });
  return { items, total: items.length, page: 1, pageSize: 30 };
}
