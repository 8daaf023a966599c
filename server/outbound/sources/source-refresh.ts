import { campaignId as toCampaignId } from '../../contract/ids';
import type { RefreshReport } from '../../contract/campaign-source';
import type { Campaign } from '../../contract/campaigns';
import type { Logger } from '../../logging';
import type { CampaignStore, ContactStore } from '../campaign-store';
import { readList } from '../contact-list';
import { settledEvidence } from '../may-dial';
import { lineKinds, sourceVariables, type ContactSources, type Settled } from './contact-source';
import type { PromiseStore } from './promise-store';

interface RefreshDeps {
  readonly campaigns: Pick<CampaignStore, 'all'>;
  readonly contacts: Pick<ContactStore, 'addContacts' | 'close'>;
  readonly promises: PromiseStore;
  readonly sources: ContactSources;
  /** Of several servers one reads the sources. */
  readonly isOurTurn: () => Promise<boolean>;
  /** One way to write a number; null: it is none. */
  readonly numberKey: (written: string) => string | null;
  /** 'YYYY-MM-DD' of that moment there. */
  readonly dayIn: (timeZone: string, at: number) => string;
  readonly newId: () => string;
  /** Unix ms. */
  readonly now: () => number;
  readonly logger: Logger;
}

type Sourced = Campaign & { readonly source: NonNullable<Campaign['source']> };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LINES_AT_ONCE = 1000;

/** Keeps the lists of campaigns that find their contacts themselves: who is new, who has paid, and who broke a promise. */
export class SourceRefresh {
  readonly #deps: RefreshDeps;
  readonly #readAt = new Map<string, number>();

  constructor(deps: RefreshDeps) {
    this.#deps = deps;
  }

  /** Those whose time has come; call it every few seconds. */
  async tick(): Promise<void> {
    const { campaigns, isOurTurn, now, logger } = this.#deps;
    const running = (await campaigns.all()).filter(({ state }) => state === 'running');
    for (const { campaign } of running) {
      const dueAt = (this.#readAt.get(campaign.campaignId) ?? 0) + campaign.refreshMinutes * MINUTE_MS;
      if (!isSourced(campaign) || now() < dueAt || !(await isOurTurn())) continue;
      try {
        await this.refresh(campaign);
      } catch (error) {
        logger.error(
          { campaignId: campaign.campaignId, err: error },
          'the source of a campaign was not read',
        );
      }
    }
  }

  /** Safe to repeat. */
  async refresh(campaign: Sourced): Promise<RefreshReport> {
    this.#readAt.set(campaign.campaignId, this.#deps.now());
    const closed = await this.#closeSettled(campaign);
    const promised = await this.#lookAtPromises(campaign);
    return { ...(await this.#add(campaign)), closed, ...promised };
  }

  async #add(campaign: Sourced): Promise<Pick<RefreshReport, 'found' | 'added' | 'unusable'>> {
    const { contacts, promises, sources, numberKey, newId } = this.#deps;
    const rows = await sources.rows(campaign.source);
    const lines = rows.map((row, index) => ({ line: index + 1, row }));
    const variables = sourceVariables[campaign.source.kind];
    const read = readList(lines, { variables, numberKey, newId });
    const campaignId = toCampaignId(campaign.campaignId);
    const added = await contacts.addContacts(campaignId, read.contacts);
    // Who was called about more once and has paid a part since.
    for (let from = 0; from < read.contacts.length; from += LINES_AT_ONCE)
      await promises.renew(campaignId, read.contacts.slice(from, from + LINES_AT_ONCE));
    return { found: rows.length, added, unusable: rows.length - read.contacts.length };
  }

  /** @returns how many are to be called no more */
  async #closeSettled(campaign: Sourced): Promise<number> {
    const { contacts, promises, newId, now } = this.#deps;
    const open = await promises.openLines(toCampaignId(campaign.campaignId), prefixOf(campaign));
    let closed = 0;
    for (const [{ contactId }, settled] of await this.#settledOf(campaign, open)) {
      const evidence = { settled: settledEvidence(settled) };
      const decision = { decisionId: newId(), contactId, at: now(), rule: 'settled' as const, evidence };
      await contacts.close(decision, settled.mark);
      closed += 1;
    }
    return closed;
  }

  async #lookAtPromises(campaign: Sourced): Promise<Pick<RefreshReport, 'kept' | 'again' | 'broken'>> {
    const { promises, now, dayIn } = this.#deps;
    const report = { kept: 0, again: 0, broken: 0 };
    if (campaign.source.kind !== 'unpaid') return report;
    const promised = await promises.promised(toCampaignId(campaign.campaignId), prefixOf(campaign));
    const settled = new Map(
      (await this.#settledOf(campaign, promised)).map(([{ contactId }, why]) => [contactId, why]),
    );
    const graceMs = (campaign.promise?.againAfterDays ?? 0) * DAY_MS;
    const day = dayIn(campaign.timeZone, now() - graceMs);
    for (const { contactId, day: promisedDay, promises: times } of promised) {
      if (settled.get(contactId)?.mark === 'paid') report.kept += await promises.keep(contactId);
      else if (promisedDay === null || promisedDay >= day) continue;
      else if (campaign.promise !== null && times < 2) report.again += await promises.again(contactId, now());
      else report.broken += await promises.break(contactId);
    }
    return report;
  }

  async #settledOf<Line extends { readonly line: string }>(
    { source }: Sourced,
    lines: readonly Line[],
  ): Promise<readonly (readonly [Line, Settled])[]> {
    const found: (readonly [Line, Settled])[] = [];
    for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
      const some = lines.slice(from, from + LINES_AT_ONCE);
      const settled = await this.#deps.sources.settled(
        source,
        some.map(({ line }) => line),
      );
      for (const each of some) {
        const why = settled.get(each.line);
        if (why) found.push([each, why]);
      }
    }
    return found;
  }
}

export const isSourced = (campaign: Campaign): campaign is Sourced => campaign.source !== null;

const prefixOf = ({ source }: Sourced): string => `${lineKinds[source.kind]}:`;
