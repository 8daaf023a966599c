import type { CampaignSource } from '../contract/campaign-source';
import type { Campaign } from '../contract/campaigns';
import type { ContactStore, DueContact } from './campaign-store';
import { mayDial, type DialVerdict } from './may-dial';
import type { ContactSources, Settled } from './sources/contact-source';
import { isSourced } from './sources/source-refresh';

export interface JudgeDeps {
  readonly contacts: Pick<ContactStore, 'postpone' | 'close'>;
  readonly sources: Pick<ContactSources, 'settled'>;
  readonly settings: {
    /** What goes on the wire; null: nobody may dial it. */
    readonly dialable: (number: string) => string | null;
    readonly newId: () => string;
    /** Unix ms. */
    readonly now: () => number;
  };
}

export interface Judged {
  readonly verdict: DialVerdict;
  readonly number: string | null;
  /** Unix ms. */
  readonly at: number;
}

/** Whether he may be called now; why he is not is stored. */
export async function judge(
  { contacts, sources, settings }: JudgeDeps,
  campaign: Campaign,
  contact: DueContact,
): Promise<Judged> {
  const at = settings.now();
  const number = settings.dialable(contact.number);
  const settled = isSourced(campaign) ? await settledNow(sources, campaign.source, contact) : null;
  const verdict = mayDial(campaign, { ...contact.facts, now: at, dialable: number, settled });
  const { rule, evidence } = verdict;
  const decision = { decisionId: settings.newId(), contactId: contact.contactId, at, rule, evidence };
  if (verdict.kind === 'wait') await contacts.postpone(decision, verdict.until);
  if (verdict.kind === 'never') await contacts.close(decision, settled?.mark ?? 'not-allowed');
  return { verdict, number, at };
}

/** Asked anew right before each call: he may have paid since the source was read. */
const settledNow = async (
  sources: Pick<ContactSources, 'settled'>,
  source: CampaignSource,
  { line }: DueContact,
): Promise<Settled | null> => (await sources.settled(source, [line])).get(line) ?? null;
