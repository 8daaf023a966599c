import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { attemptCounter, campaignGauges } from '../../../server/campaign-metrics';
import type { CampaignMonitor } from '../../../server/contract/campaign-monitor';
import {
  createMetrics,
  eventCounter,
  recordingFaultCounter,
  repairCounter,
  requestTimer,
} from '../../../server/metrics';
import { eventTypes } from '../../../server/contract/events';
import { switchId, queueId } from '../../../server/contract/ids';
import { Switches } from '../../../server/calls/switches';
import { silentLogger } from '../../support/redis';

const directory = join(__dirname, '../../../docs/examples/monitoring');
const rulesSchema = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const dashboardSchema = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).optional() }),
  ),
});

const NOW = 1_700_000_000_000;

const monitor: CampaignMonitor = {
  ...{ campaignId: 'dues', at: new Date(NOW).toISOString(), mode: 'predictive', pacedAs: null },
  ...{ reason: 'not-dialling', why: null, agents: { free: 0, talking: 0, wrappingUp: 0 } },
  calls: { ringing: 4, listening: 0, waiting: 1, talking: 3, inFlow: 0 },
  ...{ reached: 50, abandoned: 1, abandonRate: 0.02, cap: 0.03, callsPerMinute: 12.5, forecastEndAt: null },
};

function aRegistry(asked = jest.fn()) {
  const switches = new Switches();
  switches.add({ id: switchId('fs1'), isUp: () => true } as never);
  const queue = {
    queueId: queueId('general'),
    name: 'General',
    waiting: 3,
    agentsReady: 1,
    answers: 0,
    answersSince: null,
  };
  const registry = createMetrics({
    calls: { list: () => Promise.resolve([]) },
    agents: { list: () => Promise.resolve([]) },
    acd: {
      queueFigures: () => {
        asked();
        return Promise.resolve([{ ...queue, longestSince: NOW - 42_000 }]);
      },
    },
    events: { behind: () => Promise.resolve(7) },
    switches,
    recordingsDirs: [directory],
    logger: silentLogger,
  });
  repairCounter(registry);
  campaignGauges(registry, { running: () => Promise.resolve([monitor]), logger: silentLogger });
  attemptCounter(registry)('dues', 'busy');
  recordingFaultCounter(registry);
  eventCounter(registry);
  requestTimer(registry)('GET /calls/:callId', 404, 0.02);
  return registry;
}

const rules = () =>
  rulesSchema
    .parse(parse(readFileSync(join(directory, 'alerts.yaml'), 'utf8')))
    .groups.flatMap((group) => group.rules);
const panels = () =>
  dashboardSchema.parse(JSON.parse(readFileSync(join(directory, 'grafana-dashboard.json'), 'utf8'))).panels;
const expressions = (): readonly (readonly [string, string])[] => [
  ...rules().map(({ alert, expr }) => [alert, expr] as const),
  ...panels().flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
];

describe('the monitoring examples', () => {
  it.each(expressions())('%s asks for figures there are: %s', async (_, expr) => {
    const known = (await aRegistry().getMetricsAsJSON()).map(({ name }) => name);
    const asked = [...expr.matchAll(/kiloline_[a-z0-9_]+/g)].map(([name]) => name.replace(/_bucket$/, ''));
    for (const name of asked) expect(known).toContain(name);
    for (const [, type] of expr.matchAll(/type="([^"]+)"/g)) expect(eventTypes).toContain(type);
  });

  it('tells how long the first in line has waited, and how far records are behind', async () => {
    jest.useFakeTimers({ now: NOW });
    const asked = jest.fn();
    const text = await aRegistry(asked).metrics();
    jest.useRealTimers();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(text).toContain('kiloline_queue_longest_wait_seconds{queue="general"} 42\n');
    expect(text).toContain('kiloline_queue_agents_ready{queue="general"} 1\n');
    expect(text).toContain('kiloline_events_behind{group="projector"} 7\n');
    expect(text).toContain(
      'kiloline_http_request_seconds_count{route="GET /calls/:callId",status="4xx"} 1\n',
    );
  });

  it('tells how campaigns stand, and what came of their calls', async () => {
    const text = await aRegistry().metrics();
    for (const line of [
      'kiloline_campaign_calls{campaign="dues",phase="ringing"} 4',
      'kiloline_campaign_calls_per_minute{campaign="dues"} 12.5',
      'kiloline_campaign_abandon_rate{campaign="dues"} 0.02',
      'kiloline_campaign_abandon_cap{campaign="dues"} 0.03',
      'kiloline_campaign_attempts_total{campaign="dues",result="busy"} 1',
    ])
      expect(text).toContain(`${line}\n`);
  });
});
