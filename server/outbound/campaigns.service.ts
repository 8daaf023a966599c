import type { Readable } from 'node:stream';
import type { CallEnding } from '../calls/call-ending';
import type { CampaignFlow, Dialling } from '../contract/campaign-acts';
import type {
  Campaign,
  CampaignState,
  CampaignView,
  ContactList,
  ContactQuery,
  ContactView,
  DoNotCallRequest,
  DoNotCallView,
  ListReport,
  NumberExplanation,
} from '../contract/campaigns';
import type { RefreshReport } from '../contract/campaign-source';
import { campaignId as toCampaignId, type CampaignId } from '../contract/ids';
import type { Page } from '../contract/rest';
import { UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { AttemptStore } from './attempt-store';
import type { CampaignStore, ContactStore, DialRecords, StoredCampaign } from './campaign-store';
import { checkCampaign, warningsOf, type FlowCatalog, type QueueLookup } from './check-campaign';
import { contactsFile, type ContactFileWish } from './contacts-file';
import { linesOfTable, readList } from './contact-list';
import { STOPPED_CAUSE } from './dial-result';
import { isSourced, type SourceRefresh } from './sources/source-refresh';

interface CampaignsDeps {
  readonly campaigns: CampaignStore;
  readonly contacts: Pick<ContactStore, 'addContacts' | 'contacts' | 'contactsAfter'>;
  readonly records: DialRecords;
  readonly attempts: Pick<AttemptStore, 'stop' | 'resume' | 'stopped'>;
  readonly ending: Pick<CallEnding, 'endById'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly flows: FlowCatalog;
  /** Of work orders a mark can make. */
  readonly orderTypes: () => readonly string[];
  readonly queueOf: QueueLookup;
  readonly sources: Pick<SourceRefresh, 'refresh'>;
  /** One way to write a number; null: it is none. */
  readonly numberKey: (written: string) => string | null;
  readonly newId: () => string;
  /** Unix ms. */
  readonly now: () => number;
}

type Stopped = Awaited<ReturnType<AttemptStore['stopped']>>;

export type CampaignAction = 'start' | 'pause' | 'finish';

const moves: Readonly<Record<CampaignAction, { from: readonly CampaignState[]; to: CampaignState }>> = {
  start: { from: ['draft', 'paused'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  finish: { from: ['draft', 'running', 'paused'], to: 'done' },
};

const MOST_DECISIONS = 200;

/** What people do with campaigns. */
export class Campaigns {
  readonly #deps: CampaignsDeps;

  constructor(deps: CampaignsDeps) {
    this.#deps = deps;
  }

  async list(): Promise<readonly CampaignView[]> {
    const { campaigns, attempts } = this.#deps;
    const [all, stopped] = await Promise.all([campaigns.all(), attempts.stopped()]);
    return Promise.all(all.map((each) => this.#viewOf(each, stopped)));
  }

  flows(): readonly CampaignFlow[] {
    return this.#deps.flows.flows();
  }

  /** @throws UserError 'not-found' */
  async get(campaignId: CampaignId): Promise<CampaignView> {
    const stored = await this.#deps.campaigns.get(campaignId);
    if (!stored) throw noCampaign();
    return this.#viewOf(stored, await this.#deps.attempts.stopped());
  }

  async #viewOf(stored: StoredCampaign, stopped: Stopped): Promise<CampaignView> {
    const campaignId = toCampaignId(stored.campaign.campaignId);
    return {
      ...stored,
      stopped: stopped.includes(null) || stopped.includes(campaignId),
      progress: await this.#deps.campaigns.progress(campaignId),
      warnings: warningsOf(stored.campaign, this.#deps.queueOf),
    };
  }

  /**
   * A change counts from the next call on; calls in progress end as they began.
   * @param version the one that was seen; null: there is none yet
   * @throws UserError 'validation-failed', 'not-found'; 'conflict' when somebody else has changed it since
   */
  async save(campaign: Campaign, version: number | null, by: string): Promise<CampaignView> {
    const { flows, orderTypes } = this.#deps;
    const faults: string[] = [];
    checkCampaign(campaign, { flows, orderTypes: orderTypes() }, (path, message) =>
      faults.push(`${path.join('.')}: ${message}`),
    );
    if (campaign.queue !== null && this.#deps.queueOf(campaign.queue) === null)
      faults.push(`queue: There is no queue "${campaign.queue}".`);
    if (faults.length > 0)
      throw new UserError('validation-failed', faults.join('\n'), { details: { faults } });
    const saved = await this.#deps.campaigns.save(campaign, version, by);
    if (saved === 'gone') throw noCampaign();
    if (saved === 'changed-since') {
      throw new UserError('conflict', 'There is another version of this campaign: look at it first.');
    }
    const campaignId = toCampaignId(campaign.campaignId);
    const view = await this.get(campaignId);
    await this.#tell(campaignId, view, by);
    return view;
  }

  /** A draft like it, without its list. @throws UserError 'not-found'; 'conflict' when there is one of that name */
  async copy(from: CampaignId, as: Pick<Campaign, 'campaignId' | 'name'>, by: string): Promise<CampaignView> {
    const stored = await this.#deps.campaigns.get(from);
    if (!stored) throw noCampaign();
    return this.save({ ...stored.campaign, ...as }, null, by);
  }

  /** @throws UserError 'not-found'; 'conflict' when it is in no state for that */
  async act(campaignId: CampaignId, action: CampaignAction, by: string): Promise<CampaignView> {
    const { from, to } = moves[action];
    const moved = await this.#move(campaignId, from, to, by);
    const view = await this.get(campaignId);
    if (!moved && view.state !== to)
      throw new UserError('conflict', `A campaign that is ${view.state} cannot be told to ${action}.`);
    return view;
  }

  /** Its list is done, or its goal is reached. */
  async over({ campaign }: StoredCampaign): Promise<void> {
    await this.#move(toCampaignId(campaign.campaignId), ['running'], 'done', 'system');
  }

  /** Its list was done, and an agent says that somebody on it is to be called again. */
  async openAgain({ campaignId }: Campaign): Promise<void> {
    const id = toCampaignId(campaignId);
    // Whom a person has finished stays so.
    if ((await this.#deps.campaigns.get(id))?.changedBy === 'system')
      await this.#move(id, ['done'], 'running', 'system');
  }

  /** All of the list, or nothing of it when a line is faulty. @throws UserError 'not-found', 'validation-failed' */
  async addContacts(campaignId: CampaignId, list: ContactList): Promise<ListReport> {
    const { campaigns, contacts, flows, numberKey, newId } = this.#deps;
    const stored = await campaigns.get(campaignId);
    if (!stored) throw noCampaign();
    const { pack, entry } = stored.campaign.flow;
    const variables = flows.variablesOf(pack, entry);
    const lines =
      list.csv === undefined
        ? (list.contacts ?? []).map((row, index) => ({ line: index + 1, row }))
        : linesOfTable(list.csv);
    const read = readList(lines, {
      ...{ numberKey, newId },
      variables: typeof variables === 'string' ? [] : variables,
    });
    if (read.faults.length > 0) return { added: 0, repeated: 0, faults: [...read.faults] };
    if (list.dryRun) return { added: read.contacts.length, repeated: 0, faults: [] };
    const added = await contacts.addContacts(campaignId, read.contacts);
    // There is somebody to call again.
    if (added > 0) await this.#move(campaignId, ['done'], 'paused', 'system');
    return { added, repeated: read.contacts.length - added, faults: [] };
  }

  /** Reads its source now. @throws UserError 'not-found'; 'conflict' when it has none */
  async refresh(campaignId: CampaignId): Promise<RefreshReport> {
    const stored = await this.#deps.campaigns.get(campaignId);
    if (!stored) throw noCampaign();
    if (!isSourced(stored.campaign)) throw new UserError('conflict', 'This campaign has no source.');
    const report = await this.#deps.sources.refresh(stored.campaign);
    if (report.added + report.again > 0) await this.#move(campaignId, ['done'], 'paused', 'system');
    return report;
  }

  contacts(campaignId: CampaignId, query: ContactQuery): Promise<Page<ContactView>> {
    return this.#deps.contacts.contacts(campaignId, query);
  }

  /** The contacts with what has come of them, as a file. @throws UserError 'not-found' */
  async contactsFile(campaignId: CampaignId, wish: ContactFileWish): Promise<Readable> {
    if (!(await this.#deps.campaigns.get(campaignId))) throw noCampaign();
    return contactsFile(this.#deps.contacts, campaignId, wish);
  }

  /** Nothing is dialled from now on, and what rings is ended. null: by no campaign. */
  async stopDialling(campaignId: CampaignId | null, by: string): Promise<void> {
    const { attempts, ending } = this.#deps;
    const ringing = await attempts.stop(campaignId, by);
    await Promise.all(
      ringing.map((callId) => ending.endById(callId, { by: 'system', cause: STOPPED_CAUSE })),
    );
  }

  async dialling(): Promise<Dialling> {
    const stopped = await this.#deps.attempts.stopped();
    return { allStopped: stopped.includes(null), campaigns: stopped.filter((each) => each !== null) };
  }

  resumeDialling(campaignId: CampaignId | null, by: string): Promise<void> {
    return this.#deps.attempts.resume(campaignId, by);
  }

  /** Why was, or was not, this number called? @throws UserError 'validation-failed' for what is no number */
  explain(written: string): Promise<NumberExplanation> {
    return this.#deps.records.explain(this.#keyOf(written), MOST_DECISIONS);
  }

  doNotCall(): Promise<readonly DoNotCallView[]> {
    return this.#deps.records.doNotCall();
  }

  /** Counts from the next call on. @throws UserError 'validation-failed' */
  async addDoNotCall(request: DoNotCallRequest, by: string): Promise<DoNotCallView> {
    const { records, newId, now } = this.#deps;
    const value = this.#valueOf(request);
    const entry = { ...request, value, entryId: newId(), by, at: new Date(now()).toISOString() };
    await records.addDoNotCall(entry);
    return entry;
  }

  /** @throws UserError 'not-found' */
  async removeDoNotCall(entryId: string): Promise<void> {
    if (!(await this.#deps.records.removeDoNotCall(entryId)))
      throw new UserError('not-found', 'There is no such entry.');
  }

  #valueOf({ kind, value }: DoNotCallRequest): string {
    if (kind === 'number') return this.#keyOf(value);
    const isUsable = kind === 'customer' ? /^[0-9a-f-]{36}$/i.test(value) : /^\+?[0-9]{1,15}$/.test(value);
    if (isUsable) return value.toLowerCase();
    throw new UserError(
      'validation-failed',
      kind === 'prefix' ? 'That begins no number.' : 'That is no customer.',
    );
  }

  #keyOf(written: string): string {
    const key = this.#deps.numberKey(written);
    if (key === null) throw new UserError('validation-failed', 'That is no telephone number.');
    return key;
  }

  /** @returns false when it is in none of these states */
  async #move(
    campaignId: CampaignId,
    from: readonly CampaignState[],
    to: CampaignState,
    by: string,
  ): Promise<boolean> {
    if (!(await this.#deps.campaigns.setState(campaignId, from, to, by))) return false;
    await this.#tell(campaignId, await this.get(campaignId), by);
    return true;
  }

  async #tell(campaignId: CampaignId, { state, version }: CampaignView, by: string): Promise<void> {
    await this.#deps.events.append({ type: 'campaign.changed', data: { campaignId, state, version, by } });
  }
}

const noCampaign = () => new UserError('not-found', 'There is no such campaign.');
