import type { CallStore, LiveCall } from '../calls/call-store';
import type { CampaignMonitor } from '../contract/campaign-monitor';
import type { Campaign } from '../contract/campaigns';
import { campaignId as toCampaignId, type CampaignId } from '../contract/ids';
import { UserError } from '../errors';
import type { AttemptStore } from './attempt-store';
import type { CampaignStore, StoredCampaign } from './campaign-store';
import type { CampaignPast, CampaignSpeed } from './paced/campaign-past';
import { isPaced, phaseOf, type Phase } from './paced/observe';
import type { Pacer, Standing } from './paced/pacer';

interface MonitorDeps {
  readonly campaigns: Pick<CampaignStore, 'all' | 'get'>;
  readonly attempts: Pick<AttemptStore, 'stopped'>;
  readonly calls: Pick<CallStore, 'list'>;
  readonly past: Pick<CampaignPast, 'speed'>;
  readonly pacer: Pick<Pacer, 'look'>;
  /** Unix ms. */
  readonly now: () => number;
}

const MINUTE_MS = 60_000;

/** What a campaign does at this moment; any server can say it. */
export class CampaignWatch {
  readonly #deps: MonitorDeps;

  constructor(deps: MonitorDeps) {
    this.#deps = deps;
  }

  /** @throws UserError 'not-found' */
  async now(campaignId: CampaignId): Promise<CampaignMonitor> {
    const stored = await this.#deps.campaigns.get(campaignId);
    if (!stored) throw new UserError('not-found', 'There is no such campaign.');
    return (await this.#look([stored.campaign]))(stored.campaign);
  }

  /** Of all that run. */
  async running(): Promise<readonly CampaignMonitor[]> {
    const running = (await this.#deps.campaigns.all()).filter(isRunning).map(({ campaign }) => campaign);
    return running.length === 0 ? [] : Promise.all(running.map(await this.#look(running)));
  }

  async #look(wanted: readonly Campaign[]): Promise<(campaign: Campaign) => Promise<CampaignMonitor>> {
    const { campaigns, attempts, calls, past, pacer, now } = this.#deps;
    const [all, stopped, live] = await Promise.all([campaigns.all(), attempts.stopped(), calls.list()]);
    const dialling = all
      .filter(isRunning)
      .map(({ campaign }) => campaign)
      .filter((each) => !stopped.includes(null) && !stopped.includes(toCampaignId(each.campaignId)));
    const ids = new Set(dialling.map(({ campaignId }) => campaignId));
    // One that does not dial is looked at all the same: its calls go on.
    const resting = wanted.filter(({ campaignId }) => !ids.has(campaignId));
    const standing = await pacer.look([...dialling, ...resting]);
    return async (campaign) => {
      const campaignId = toCampaignId(campaign.campaignId);
      const [isDialling, speed] = [ids.has(campaign.campaignId), await past.speed(campaignId, now())];
      return monitorOf(campaign, { at: now(), isDialling, live, speed, standing: standing.get(campaignId) });
    };
  }
}

const isRunning = ({ state }: StoredCampaign): boolean => state === 'running';

interface Facts {
  readonly at: number;
  readonly isDialling: boolean;
  readonly live: readonly LiveCall[];
  readonly speed: CampaignSpeed;
  readonly standing: Standing | undefined;
}

function monitorOf(campaign: Campaign, { at, isDialling, live, speed, standing }: Facts): CampaignMonitor {
  const { campaignId, mode, pacing } = campaign;
  const own = live.filter(({ attempt }) => attempt?.campaignId === campaignId);
  const inPhases = (...phases: Phase[]) =>
    own.filter((call) => phases.includes(phaseOf(call, campaign))).length;
  const decided = isDialling ? (standing?.pace ?? null) : null;
  const record = standing?.observed.reached ?? { reached: 0, size: pacing.window, abandoned: [] };
  const reached = Math.min(record.reached, record.size);
  const abandoned = record.abandoned.length;
  return {
    ...{ campaignId, at: new Date(at).toISOString(), mode },
    pacedAs: decided?.mode ?? null,
    reason: isDialling ? (decided?.why.reason ?? 'automatic') : 'not-dialling',
    why: decided && decided.why,
    agents: isPaced(campaign) && standing ? agentsOf(standing) : { free: 0, talking: 0, wrappingUp: 0 },
    calls: {
      ringing: inPhases('ringing'),
      listening: inPhases('listening'),
      waiting: inPhases('waiting', 'offered'),
      talking: inPhases('talking'),
      inFlow: inPhases('in-flow'),
    },
    ...{ reached, abandoned, abandonRate: reached === 0 ? 0 : abandoned / reached, cap: pacing.abandonCap },
    callsPerMinute: Math.round(speed.callsPerMinute * 10) / 10,
    forecastEndAt: isDialling ? endOf(speed, at) : null,
  };
}

const agentsOf = ({ observed: { agents } }: Standing): CampaignMonitor['agents'] => ({
  ...{ free: agents.free, talking: agents.talking.length, wrappingUp: agents.wrappingUp.length },
});

function endOf({ left, donePerMinute }: CampaignSpeed, at: number): string | null {
  if (left === 0 || donePerMinute === 0) return null;
  return new Date(at + (left / donePerMinute) * MINUTE_MS).toISOString();
}
