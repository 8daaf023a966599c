import type { Campaign } from '../contract/campaigns';
import type { ContactStore, DueContact } from './campaign-store';
import { mayDial, type DialVerdict } from './may-dial';

export interface JudgeDeps {
  readonly contacts: Pick<ContactStore, 'postpone' | 'close'>;
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
  { contacts, settings }: JudgeDeps,
  campaign: Campaign,
  contact: DueContact,
): Promise<Judged> {
  const at = settings.now();
  const number = settings.dialable(contact.number);
  const verdict = mayDial(campaign, { ...contact.facts, now: at, dialable: number });
  const { rule, evidence } = verdict;
  const decision = { decisionId: settings.newId(), contactId: contact.contactId, at, rule, evidence };
  if (verdict.kind === 'wait') await contacts.postpone(decision, verdict.until);
  if (verdict.kind === 'never') await contacts.close(decision, 'not-allowed');
  return { verdict, number, at };
}
