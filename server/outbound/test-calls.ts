import { campaignId as toCampaignId, contactId, type CampaignId } from '../contract/ids';
import type { Switches } from '../calls/switches';
import type { TestCallRequest, TestCallResult } from '../contract/campaign-acts';
import { UserError } from '../errors';
import type { Actor, Acts } from '../supervision/acts';
import type { CampaignStore, DialRecords } from './campaign-store';
import type { FlowCatalog } from './check-campaign';
import { isGiven } from './given-variables';
import type { Placing } from './placing';

interface TestCallsDeps {
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly records: Pick<DialRecords, 'explain'>;
  readonly flows: Pick<FlowCatalog, 'variablesOf'>;
  readonly placing: Pick<Placing, 'placeTest'>;
  readonly switches: Pick<Switches, 'upFirst'>;
  /** What goes on the wire; null: nobody may dial it. */
  readonly dialable: (number: string) => string | null;
  /** One way to write a number; null: it is none. */
  readonly numberKey: (written: string) => string | null;
  readonly acts: Pick<Acts, 'note'>;
  readonly newId: () => string;
}

/** Under this name they are begun: they stop with their campaign, and are in none of its figures; see attempts.lua. */
const testOf = (campaignId: CampaignId): CampaignId => toCampaignId(`${campaignId}.test`);

/**
 * Somebody hears a campaign's flow before the people on its list do. No contact is made, so there is nothing that could be
 * counted, marked or called again.
 */
export class TestCalls {
  readonly #deps: TestCallsDeps;

  constructor(deps: TestCallsDeps) {
    this.#deps = deps;
  }

  /** @throws UserError 'not-found'; 'validation-failed' for what is no number, or when the flow lacks a variable */
  async call(campaignId: CampaignId, request: TestCallRequest, by: Actor): Promise<TestCallResult> {
    const { campaigns, records, placing, switches, dialable, numberKey, acts, newId } = this.#deps;
    const stored = await campaigns.get(campaignId);
    if (!stored) throw new UserError('not-found', 'There is no such campaign.');
    const { number: written, variables } = request;
    const key = numberKey(written);
    if (key === null) throw new UserError('validation-failed', 'That is no telephone number.');
    this.#checkVariables(stored.campaign.flow, variables);
    if ((await records.explain(key, 1)).doNotCall.length > 0) return refuse('do-not-call');
    const number = dialable(written);
    if (number === null) return refuse('destination');
    const target = switches.upFirst(null);
    if (!target) return refuse('no-switch');
    const contact = { contactId: contactId(newId()), customerId: null, name: '', variables };
    const { campaign } = stored;
    const placed = await placing.placeTest({
      campaign,
      contact,
      target,
      number,
      countedAs: testOf(campaignId),
    });
    if (placed.kind !== 'placed') return refuse(placed.kind);
    await acts.note(by, { act: 'test-call', callId: placed.callId, details: { campaignId } });
    await placed.told;
    return { callId: placed.callId, refused: null };
  }

  #checkVariables(
    { pack, entry }: { pack: string; entry: string },
    given: TestCallRequest['variables'],
  ): void {
    const needed = this.#deps.flows.variablesOf(pack, entry);
    if (typeof needed === 'string')
      throw new UserError('not-found', 'The campaign’s flow is not there any more.');
    const missing = needed.filter((name) => !isGiven(name) && (given[name] ?? '') === '');
    if (missing.length === 0) return;
    const faults = missing.map((name) => `variables.${name}: is missing, and the flow speaks of it`);
    throw new UserError('validation-failed', faults.join('\n'), { details: { faults } });
  }
}

const refuse = (refused: NonNullable<TestCallResult['refused']>): TestCallResult => ({
  callId: null,
  refused,
});
