import type { z } from 'zod';
import type { campaignSourceSchema } from '../../server/contract/campaign-source';
import type {
  CampaignView,
  ContactView,
  ListReport,
  NumberExplanation,
} from '../../server/contract/campaigns';
import type { Page } from '../../server/contract/rest';
import { ALWAYS } from './always';
import { ApiClient } from './api-client';
import { PASSWORD } from './centre';
import { eventually } from './eventually';

/** What an administrator does with campaigns, in an end-to-end test. */
export class CampaignRoom {
  #campaigns = 0;

  private constructor(readonly admin: ApiClient) {}

  static async open(url: string): Promise<CampaignRoom> {
    const admin = new ApiClient(url);
    await admin.login('admin', PASSWORD, true);
    return new CampaignRoom(admin);
  }

  async send<Answer>(method: string, path: string, body: unknown, by = this.admin): Promise<Answer> {
    const response = await by.send(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }

  async begin(csv: string, over: Record<string, unknown> = {}): Promise<string> {
    const campaignId = await this.#draft(over);
    const report = await this.send<ListReport>('POST', `/campaigns/${campaignId}/contacts`, { csv });
    if (report.faults.length > 0) throw new Error(`faulty list: ${JSON.stringify(report.faults)}`);
    return this.#started(campaignId);
  }

  /** One that finds its contacts itself. */
  async beginFrom(
    source: z.input<typeof campaignSourceSchema>,
    over: Record<string, unknown> = {},
  ): Promise<string> {
    return this.#started(await this.#draft({ source, ...over }));
  }

  /** Of its own each time: what one test has done counts for no other. */
  async #draft(over: Record<string, unknown>): Promise<string> {
    this.#campaigns += 1;
    const campaignId = `arrears-${this.#campaigns}`;
    const campaign = {
      ...{ campaignId, name: 'Arrears', flow: { pack: 'outbound', entry: 'arrears' }, language: 'en-US' },
      ...{ hours: { week: ALWAYS }, ringS: 20, cap: { calls: 20, days: 1 }, ...over },
    };
    await this.send<CampaignView>('PUT', `/campaigns/${campaignId}`, { campaign });
    return campaignId;
  }

  async #started(campaignId: string): Promise<string> {
    await this.send<CampaignView>('POST', `/campaigns/${campaignId}/state`, { action: 'start' });
    return campaignId;
  }

  view(campaignId: string): Promise<CampaignView> {
    return this.admin.get<CampaignView>(`/campaigns/${campaignId}`);
  }

  contactOf(
    campaignId: string,
    number: string,
    isRight: (contact: ContactView) => boolean,
  ): Promise<ContactView> {
    return eventually(`the contact ${number} of ${campaignId}`, async () => {
      const page = await this.admin.get<Page<ContactView>>(`/campaigns/${campaignId}/contacts`);
      return page.items.find((contact) => contact.number === number && isRight(contact));
    });
  }

  /** The newest first. */
  async decisions(campaignId: string, number: string): Promise<NumberExplanation['decisions']> {
    const { decisions } = await this.admin.get<NumberExplanation>(`/dial-decisions?number=${number}`);
    return decisions.filter((decision) => decision.campaignId === campaignId);
  }
}

/** People who owe 38.50 until the 15th of December. */
export const arrearsList = (...numbers: readonly string[]): string =>
  ['number,name,amount,dueDate', ...numbers.map((number) => `${number},Dave,3850,2026-12-15`)].join('\n');
