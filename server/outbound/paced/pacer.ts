import type { CallStore, LiveCall } from '../../calls/call-store';
import type { Campaign } from '../../contract/campaigns';
import { campaignId as toCampaignId } from '../../contract/ids';
import { measure, type Measured } from '../pacing/measured';
import { defaultPaceSettings, type Observed, type PaceSettings } from '../pacing/observed';
import { pace, type Pace } from '../pacing/pace';
import type { CampaignPast, QueuePast, StoredReached } from './campaign-past';
import type { AgentSeen, Floor } from './floor';
import { isPaced, observe, pacedMode } from './observe';
import type { ReachedNow } from './reached-now';

/** How one campaign stands, and what it is to do. */
export interface Standing {
  readonly observed: Observed;
  /** null: it has no pace. */
  readonly pace: Pace | null;
}

interface PacerDeps {
  readonly past: CampaignPast;
  readonly floor: Floor;
  readonly calls: Pick<CallStore, 'list'>;
  readonly reached: Pick<ReachedNow, 'record'>;
  /** Calls of all campaigns at once. */
  readonly atOnce: number;
  /** Unix ms. */
  readonly now: () => number;
}

/** The past is read anew after so long. */
const PAST_MS = 3000;
const ATTEMPTS = 400;
const HANDLED = 200;

interface Past {
  readonly readAt: number;
  readonly stored: StoredReached;
  readonly measured: Measured;
  readonly arrivalsPerS: number;
  readonly hasDue: boolean;
}

/** What was seen of the centre at one moment, for all campaigns. */
interface Moment {
  readonly now: number;
  readonly calls: readonly LiveCall[];
  readonly agents: ReadonlyMap<string, readonly AgentSeen[]>;
}

const nobody: QueuePast = { handled: [], arrivalsPerS: 0 };

/** Asks the pace of campaigns, on what is live now and what is stored of before. Any server's answer is the same. */
export class Pacer {
  readonly #deps: PacerDeps;
  readonly #past = new Map<string, Promise<Past>>();

  constructor(deps: PacerDeps) {
    this.#deps = deps;
  }

  /** @param dialling all campaigns that dial now: those of one queue share its agents */
  async look(dialling: readonly Campaign[]): Promise<ReadonlyMap<string, Standing>> {
    const { floor, calls, now } = this.#deps;
    const queues = new Set(dialling.flatMap(({ queue }) => queue ?? []));
    const [live, pasts, ...agents] = await Promise.all([
      calls.list(),
      Promise.all(dialling.map((campaign) => this.#pastOf(campaign))),
      ...[...queues].map(async (queueId) => [queueId, await floor.agents(queueId)] as const),
    ]);
    const moment = { now: now(), calls: live, agents: new Map(agents) };
    const known = dialling.flatMap((campaign, index) => {
      const past = pasts[index];
      return past ? [{ campaign, past }] : [];
    });
    return new Map(
      known.map((each) => [
        each.campaign.campaignId,
        this.#standing(each, sharers(each, known, live), moment),
      ]),
    );
  }

  #standing(
    { campaign, past }: Known,
    sharedBy: readonly string[],
    { now, calls, agents }: Moment,
  ): Standing {
    const { floor, reached } = this.#deps;
    const { queue, pacing } = campaign;
    const index = Math.max(0, sharedBy.indexOf(campaign.campaignId));
    const observed = observe({
      ...{ now, campaign, calls, arrivalsPerS: past.arrivalsPerS, sharedBy: new Set(sharedBy) },
      share: { index, of: Math.max(1, sharedBy.length) },
      agents: queue === null ? [] : (agents.get(queue) ?? []),
      served: queue === null ? [] : floor.served(queue),
      reached: reached.record(campaign, pacing.window, past.stored, calls),
    });
    const mode = pacedMode(campaign);
    if (mode === null) return { observed, pace: null };
    return { observed, pace: pace(observed, past.measured, this.#settingsOf(campaign, mode)) };
  }

  #settingsOf({ pacing, limits }: Campaign, mode: PaceSettings['mode']): PaceSettings {
    return {
      ...defaultPaceSettings,
      ...{ mode, abandonCap: pacing.abandonCap, weight: pacing.weight },
      agentWithinMs: pacing.agentWithinS * 1000,
      leastRingMs: pacing.leastRingS * 1000,
      mostCalls: Math.min(limits.atOnce, this.#deps.atOnce),
    };
  }

  /** Asked again while it is being read, it is read once. */
  async #pastOf(campaign: Campaign): Promise<Past> {
    const { campaignId } = campaign;
    const held = this.#past.get(campaignId);
    if (held) {
      const past = await held.catch(() => null);
      if (past && this.#deps.now() - past.readAt < PAST_MS) return past;
    }
    const read = this.#read(campaign);
    this.#past.set(campaignId, read);
    return read;
  }

  async #read(campaign: Campaign): Promise<Past> {
    const { past, floor, now } = this.#deps;
    const readAt = now();
    const campaignId = toCampaignId(campaign.campaignId);
    const { queue, pacing } = campaign;
    const asked = queue !== null && {
      ...{ queueId: queue, servedBesides: floor.served(queue), wrapUpMs: floor.wrapUpMs(queue) },
    };
    const [attempts, stored, hasDue, ofQueue] = await Promise.all([
      past.attempts(campaignId, ATTEMPTS),
      past.reached(campaignId, pacing.window),
      past.hasDue(campaignId, readAt),
      asked ? past.queue(asked, readAt, HANDLED) : nobody,
    ]);
    const { handled, arrivalsPerS } = ofQueue;
    const measured = measure({ attempts, handled }, pacing.agentWithinS * 1000);
    return { readAt, stored, measured, arrivalsPerS, hasDue };
  }
}

interface Known {
  readonly campaign: Campaign;
  readonly past: Past;
}

/** Campaigns with a pace that have, or want, agents of the same queue; always in the same order. */
function sharers({ campaign }: Known, all: readonly Known[], calls: readonly LiveCall[]): readonly string[] {
  const calling = new Set(calls.flatMap(({ attempt }) => (attempt ? [String(attempt.campaignId)] : [])));
  return all
    .filter(
      (other) =>
        isPaced(other.campaign) &&
        other.campaign.queue === campaign.queue &&
        (other.past.hasDue || calling.has(other.campaign.campaignId)),
    )
    .map((other) => other.campaign.campaignId)
    .sort();
}
