import { Counter, type Registry } from 'prom-client';
import type { CampaignMonitor } from './contract/campaign-monitor';
import type { DialResult } from './contract/campaigns';
import type { Logger } from './logging';
import { askedOnce, gaugesIn } from './metrics';

interface CampaignFigures {
  /** Of all campaigns that run. */
  readonly running: () => Promise<readonly CampaignMonitor[]>;
  readonly logger: Logger;
}

/** How the campaigns stand that run; those that do not are left out. */
export function campaignGauges(registry: Registry, { running, logger }: CampaignFigures): void {
  const gauge = gaugesIn(registry, logger);
  const figures = askedOnce(running);
  const ofEach = (name: string, help: string, figure: (campaign: CampaignMonitor) => number): void =>
    gauge(name, help, ['campaign'], async (target) => {
      target.reset();
      for (const each of await figures()) target.set({ campaign: each.campaignId }, figure(each));
    });
  gauge('kiloline_campaign_calls', 'Calls of a campaign by phase', ['campaign', 'phase'], async (target) => {
    target.reset();
    for (const { campaignId: campaign, calls } of await figures())
      for (const [phase, many] of Object.entries(calls)) target.set({ campaign, phase }, many);
  });
  ofEach(
    'kiloline_campaign_calls_per_minute',
    'Calls a campaign has begun in a minute, over the last three',
    ({ callsPerMinute }) => callsPerMinute,
  );
  ofEach(
    'kiloline_campaign_abandon_rate',
    'Of the persons a campaign reached last, as many as its window holds: the part no agent had in time',
    ({ abandonRate }) => abandonRate,
  );
  ofEach('kiloline_campaign_abandon_cap', 'What that part may be at the most', ({ cap }) => cap);
}

/** Each call is settled by one server: take the sum. */
export function attemptCounter(registry: Registry): (campaign: string, result: DialResult) => void {
  const attempts = new Counter({
    name: 'kiloline_campaign_attempts_total',
    help: 'Calls of campaigns by what came of them, since this server began; every server counts its own',
    labelNames: ['campaign', 'result'],
    registers: [registry],
  });
  return (campaign, result) => {
    attempts.inc({ campaign, result });
  };
}
