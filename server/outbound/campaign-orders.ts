import type { LiveCall } from '../calls/call-store';
import { fillIn } from '../contract/call-script';
import type { CallOrder, CampaignOrder, OrderAttempt, OrderMark } from '../contract/campaign-order';
import { DO_NOT_CALL_MARK, type Campaign } from '../contract/campaigns';
import { campaignId as toCampaignId, type CallId, type ContactId } from '../contract/ids';
import { OperationalError } from '../errors';
import type { CampaignStore, NewContact } from './campaign-store';

/** A contact as agents see him, with the calls there were. */
export interface OrderFacts {
  readonly campaignId: string;
  readonly contact: Pick<NewContact, 'contactId' | 'number' | 'name' | 'customerId' | 'variables'>;
  /** The newest first. */
  readonly attempts: readonly (OrderAttempt & { readonly callId: CallId | null })[];
}

export interface OrderReader {
  /** null: there is no such contact any more. */
  orderFacts(contactId: ContactId): Promise<OrderFacts | null>;
}

export interface SpeakingAgent {
  readonly agentId: string;
  readonly displayName: string;
}

interface CampaignOrdersDeps {
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly contacts: OrderReader;
}

/** The outbound order, as it comes onto an agent's screen. */
export class CampaignOrders {
  readonly #deps: CampaignOrdersDeps;

  constructor(deps: CampaignOrdersDeps) {
    this.#deps = deps;
  }

  /** null: no campaign's call. A database that is away costs the order, not the call. */
  async ofCall(call: LiveCall, agent: SpeakingAgent): Promise<CallOrder | null> {
    const { attempt, marked, callId, language } = call;
    if (attempt === null) return null;
    try {
      const order = await this.of(attempt.contactId, { agent, language, without: callId });
      return order && { ...order, marked };
    } catch (error) {
      if (error instanceof OperationalError) return null;
      throw error;
    }
  }

  /** @param without a call that is not over */
  async of(
    contactId: ContactId,
    {
      agent,
      language,
      without,
    }: { agent: SpeakingAgent; language: Campaign['language'] | null; without?: CallId },
  ): Promise<CampaignOrder | null> {
    const facts = await this.#deps.contacts.orderFacts(contactId);
    const stored = facts && (await this.#deps.campaigns.get(toCampaignId(facts.campaignId)));
    if (!stored) return null;
    const { campaign } = stored;
    const { contact, attempts } = facts;
    return {
      ...{ campaignId: campaign.campaignId, campaignName: campaign.name, mode: campaign.mode },
      ...{ contactId, name: contact.name, number: contact.number, customerId: contact.customerId },
      variables: { ...contact.variables },
      script: scriptOf(campaign, language ?? campaign.language, contact, agent),
      marks: orderMarksOf(campaign),
      attempts: attempts
        .filter(({ callId }) => callId !== without)
        .map(({ at, agentId, result, marked }) => ({ at, agentId, result, marked })),
    };
  }
}

/** Whoever does not want to be called can say so in every campaign. */
export const orderMarksOf = ({ marks }: Pick<Campaign, 'marks'>): OrderMark[] => [
  ...marks.map(({ mark, label, asksDate }) => ({ mark, label: { ...label }, asksDate })),
  ...(marks.some(({ mark }) => mark === DO_NOT_CALL_MARK)
    ? []
    : [{ mark: DO_NOT_CALL_MARK, label: {}, asksDate: false }]),
];

/** `{amount:money}` is in the smallest unit of the currency, `{dueDate:date}` a day as lists have it. */
export function scriptOf(
  { script }: Pick<Campaign, 'script'>,
  language: Campaign['language'],
  { name, number, variables }: Pick<NewContact, 'name' | 'number' | 'variables'>,
  agent: SpeakingAgent,
): string | null {
  const text = script[language] ?? script['zh-CN'] ?? script['en-US'];
  if (text === undefined) return null;
  const values: Readonly<Record<string, string>> = {
    ...variables,
    ...{ name, number, agent: agent.agentId, agentName: agent.displayName },
  };
  return fillIn(text, (field) => {
    const [key = '', form] = field.split(':');
    // A column this line leaves empty is left out; what is no column at all, too: it is the list that is short of it.
    const value = Object.hasOwn(values, key) ? (values[key] ?? '') : '';
    return asWritten(value, form, language);
  });
}

function asWritten(value: string, form: string | undefined, language: Campaign['language']): string {
  if (form === 'money' && /^-?\d{1,15}$/.test(value)) return (Number(value) / 100).toFixed(2);
  if (form === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const day = new Date(`${value}T00:00:00Z`);
    return Number.isNaN(day.getTime())
      ? value
      : day.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' });
  }
  return value;
}
