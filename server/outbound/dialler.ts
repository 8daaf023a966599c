import type { Switch } from '../calls/switch';
import type { Switches } from '../calls/switches';
import type { Campaign } from '../contract/campaigns';
import { campaignId as toCampaignId } from '../contract/ids';
import type { Logger } from '../logging';
import { isAgents } from './agent-campaigns.service';
import type { AttemptStore } from './attempt-store';
import type { CampaignStore, ContactStore, DueContact, StoredCampaign } from './campaign-store';
import { judge } from './judge';
import { isPaced } from './paced/observe';
import { PerSecond } from './per-second';
import type { Placed, Placing } from './placing';
import type { ContactSources } from './sources/contact-source';

export interface DiallerSettings {
  /** Calls of all campaigns begun in a second. */
  readonly perSecond: number;
  /** What goes on the wire; null: nobody may dial it. */
  readonly dialable: (number: string) => string | null;
  readonly newId: () => string;
  /** Unix ms. */
  readonly now: () => number;
}

/** How many calls campaigns with a pace begin now; 0 for those it does not name. */
interface HowMany {
  /**
   * @param paced all of them that dial now
   * @param fading those that dial no more and have calls on their way: these may have to be withdrawn still
   */
  startsNow(paced: readonly Campaign[], fading: readonly Campaign[]): Promise<ReadonlyMap<string, number>>;
}

interface DiallerDeps {
  readonly campaigns: Pick<CampaignStore, 'all' | 'progress'>;
  readonly contacts: Pick<ContactStore, 'due' | 'postpone' | 'close'>;
  readonly attempts: Pick<AttemptStore, 'stopped' | 'inProgress'>;
  readonly sources: Pick<ContactSources, 'settled'>;
  readonly placing: Pick<Placing, 'place'>;
  readonly howMany: HowMany;
  readonly switches: Switches;
  /** Of several servers one dials; which one is a matter of a lease. */
  readonly isOurTurn: () => Promise<boolean>;
  /** Its list is done, or its goal is reached. */
  readonly onOver: (campaign: StoredCampaign) => Promise<void>;
  readonly settings: DiallerSettings;
  readonly logger: Logger;
}

/** Contacts looked at for a campaign in one round besides those there is room for: some may not be called. */
const LOOKED_AT_BESIDES = 50;
/** Placed side by side: a call waits for the database more than it works. */
const PLACED_TOGETHER = 8;
/** While nothing is to be dialled it is looked for this seldom, ms. */
const REST_MS = 200;
/** Whether a campaign is over is asked this seldom, ms. */
const LOOK_FOR_END_MS = 1000;
/** Of all campaigns together, in the place of a campaign's name. */
const ALL = '';

/** Calls the contacts of running campaigns, each judged by the rules first, as fast as the limits allow. */
export class Dialler {
  readonly #deps: DiallerDeps;
  readonly #rates = new Map<string, PerSecond>();
  readonly #lookedForEnd = new Map<string, number>();
  /** Campaigns that have had no call any more since they dialled last, as far as it was our turn all the time. */
  readonly #still = new Set<string>();
  #restsUntil = 0;

  constructor(deps: DiallerDeps) {
    this.#deps = deps;
  }

  /** One round over all campaigns; call it many times a second: a call that falls out of the last second makes room for one. */
  async tick(): Promise<void> {
    const { campaigns, attempts, howMany, isOurTurn, settings, logger } = this.#deps;
    if (settings.now() < this.#restsUntil) return;
    this.#restsUntil = settings.now() + REST_MS;
    if (!(await isOurTurn())) {
      this.#still.clear();
      return;
    }
    const all = await campaigns.all();
    const stopped = await attempts.stopped();
    const dialling = all.filter(
      ({ state, campaign: { campaignId } }) =>
        state === 'running' && !stopped.includes(null) && !stopped.includes(toCampaignId(campaignId)),
    );
    for (const { campaign } of dialling) this.#still.delete(campaign.campaignId);
    const paced = dialling.map(({ campaign }) => campaign).filter(isPaced);
    const fading = await this.#fading(all.filter((each) => !dialling.includes(each)));
    const starts = await howMany.startsNow(paced, fading);
    let hasMore = paced.length + fading.length > 0;
    for (const each of dialling) {
      const { campaignId } = each.campaign;
      const most = isPaced(each.campaign) ? (starts.get(campaignId) ?? 0) : Infinity;
      // One that cannot go on must not keep the others from it.
      const isWaiting = await this.#round(each, most).catch((error: unknown) => {
        logger.error({ campaignId, err: error }, 'a campaign could not dial');
        return false;
      });
      hasMore ||= isWaiting;
    }
    if (hasMore) this.#restsUntil = 0;
  }

  /** Of campaigns that do not dial, those with a pace that have calls in progress still. */
  async #fading(quiet: readonly StoredCampaign[]): Promise<readonly Campaign[]> {
    const fading: Campaign[] = [];
    for (const { campaign } of quiet) {
      const { campaignId } = campaign;
      if (!isPaced(campaign) || this.#still.has(campaignId)) continue;
      if ((await this.#deps.attempts.inProgress(toCampaignId(campaignId))).length > 0) fading.push(campaign);
      else this.#still.add(campaignId);
    }
    return fading;
  }

  /**
   * @param most calls it may begin by its pace
   * @returns somebody may be to be called the moment there is room
   */
  async #round(stored: StoredCampaign, most: number): Promise<boolean> {
    const { contacts, attempts, switches, settings } = this.#deps;
    const { campaign } = stored;
    const target = switches.upFirst(null);
    if (!target) return false;
    const now = settings.now();
    await this.#maybeOver(stored, now);
    // Their contacts are called by agents, and nobody else.
    if (isAgents(campaign.mode)) return false;
    const campaignId = toCampaignId(campaign.campaignId);
    let room = Math.min(
      most,
      campaign.limits.atOnce - (await attempts.inProgress(campaignId)).length,
      this.#rate(campaign.campaignId).left(now, campaign.limits.perSecond),
      this.#rate(ALL).left(now, settings.perSecond),
    );
    if (room <= 0) return true;
    const told: Promise<void>[] = [];
    const due = [...(await contacts.due(campaignId, now, room + LOOKED_AT_BESIDES))];
    const isAnybodyDue = due.length > 0;
    while (due.length > 0 && room > 0) {
      const next = due.splice(0, Math.min(room, PLACED_TOGETHER));
      const placed = await Promise.all(next.map((contact) => this.#decide(campaign, contact, target)));
      for (const each of placed) {
        if (each?.kind !== 'placed') continue;
        told.push(each.told);
        for (const whose of [campaign.campaignId, ALL]) this.#rate(whose).note(settings.now());
        room -= 1;
      }
      if (placed.some((each) => each?.kind === 'full')) break;
    }
    await Promise.all(told);
    return isAnybodyDue;
  }

  /** @returns null: it is stored why he is not called now */
  async #decide(campaign: Campaign, contact: DueContact, target: Switch): Promise<Placed | null> {
    const { verdict, number, at } = await judge(this.#deps, campaign, contact);
    if (verdict.kind !== 'dial' || number === null) return null;
    const { evidence } = verdict;
    return this.#deps.placing.place({ campaign, contact, target, number, at, evidence });
  }

  async #maybeOver(stored: StoredCampaign, now: number): Promise<void> {
    const { campaignId, goal, source } = stored.campaign;
    if (now - (this.#lookedForEnd.get(campaignId) ?? 0) < LOOK_FOR_END_MS) return;
    this.#lookedForEnd.set(campaignId, now);
    const { open, dialing, reached } = await this.#deps.campaigns.progress(toCampaignId(campaignId));
    const isReached = goal !== null && reached >= goal;
    if (isReached || (source === null && open + dialing === 0)) await this.#deps.onOver(stored);
  }

  #rate(whose: string): PerSecond {
    const rate = this.#rates.get(whose) ?? new PerSecond();
    this.#rates.set(whose, rate);
    return rate;
  }
}
