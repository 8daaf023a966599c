import type {
  CampaignOrder,
  KeptOrder,
  LeaveOrder,
  OwnCampaigns,
  PickableContact,
} from '../contract/campaign-order';
import { DO_NOT_CALL_MARK, type Campaign } from '../contract/campaigns';
import {
  campaignId as toCampaignId,
  legId,
  queueId as toQueueId,
  type AgentId,
  type CallId,
  type ContactId,
  type CustomerId,
} from '../contract/ids';
import type { IdleClock } from '../calls/call-store';
import type { Switch } from '../calls/switch';
import type { Page } from '../contract/rest';
import { UserError } from '../errors';
import { attemptOf, limitsOf, type AttemptSettings } from './attempt-of';
import type { AttemptStore, NewAttempt } from './attempt-store';
import type { CampaignOrders, SpeakingAgent } from './campaign-orders';
import type { CampaignStore, ContactStore, DialRecords, DueContact } from './campaign-store';
import type { DeskContacts, PickQuery } from './desk-contacts';
import { judge } from './judge';
import type { ContactSources } from './sources/contact-source';

/** An agent, as campaigns must know him. */
export interface CampaignAgent extends SpeakingAgent {
  readonly agentId: AgentId;
  /** Ready, idle and reachable. */
  readonly isFree: boolean;
  readonly mayServe: (queueId: string) => boolean;
  readonly target: () => Switch;
  /** Of a call that has begun: his own phone first. */
  readonly ring: (callId: CallId) => Promise<void>;
}

interface AgentCampaignsDeps {
  readonly campaigns: Pick<CampaignStore, 'all'>;
  readonly contacts: Pick<ContactStore, 'due' | 'postpone' | 'close' | 'claim' | 'release'>;
  readonly desk: DeskContacts;
  readonly sources: Pick<ContactSources, 'settled'>;
  readonly records: Pick<DialRecords, 'addDoNotCall'>;
  readonly attempts: Pick<AttemptStore, 'start' | 'stopped'>;
  readonly orders: Pick<CampaignOrders, 'of'>;
  /** @throws UserError not-logged-in */
  readonly agentOf: (agentId: AgentId) => Promise<CampaignAgent>;
  readonly customerOf: (number: string) => Promise<CustomerId | null>;
  readonly settings: AgentCampaignsSettings;
}

export interface AgentCampaignsSettings extends AttemptSettings {
  readonly idleClock: IdleClock;
  /** What goes on the wire; null: nobody may dial it. */
  readonly dialable: (number: string) => string | null;
  /** Unix ms. */
  readonly now: () => number;
}

/** Nobody else is given him for so long, and so much longer than until he is dialled by itself. */
const KEPT_MS = 300_000;
const KEPT_LONGER_MS = 60_000;
const SKIPPED_MS = 10 * 60_000;
const LOOKED_AT = 50;

/** Contacts whom agents call themselves: one is kept for each, looked at, and called or left. */
export class AgentCampaigns {
  readonly #deps: AgentCampaignsDeps;

  constructor(deps: AgentCampaignsDeps) {
    this.#deps = deps;
  }

  /** @throws UserError not-logged-in */
  async own(agentId: AgentId): Promise<OwnCampaigns> {
    const agent = await this.#deps.agentOf(agentId);
    const running = await this.#runningFor(agent);
    return {
      campaigns: running.flatMap(({ campaignId, name, mode }) =>
        mode === 'preview' || mode === 'manual' ? [{ campaignId, name, mode }] : [],
      ),
      order: await this.#keptOrder(agent, running),
    };
  }

  /** The contact that is kept for him, or another one from now on; null: there is nobody to be called. */
  async next(agentId: AgentId): Promise<KeptOrder | null> {
    const agent = await this.#freeAgent(agentId);
    const running = await this.#runningFor(agent);
    const kept = await this.#keptOrder(agent, running);
    if (kept) return kept;
    for (const campaign of running.filter(({ mode }) => mode === 'preview')) {
      const due = await this.#deps.contacts.due(toCampaignId(campaign.campaignId), this.#now(), LOOKED_AT);
      for (const contact of due) {
        if ((await judge(this.#deps, campaign, contact)).verdict.kind !== 'dial') continue;
        if (await this.#keep(agent, campaign, contact.contactId)) return this.#keptOrder(agent, running);
      }
    }
    return null;
  }

  /** @throws UserError not-found, conflict (not to be called now, or somebody else has him) */
  async pick(agentId: AgentId, contactId: ContactId): Promise<KeptOrder> {
    const agent = await this.#freeAgent(agentId);
    const running = await this.#runningFor(agent);
    const found = await this.#open(contactId, running);
    if (found.campaign.mode !== 'manual') throw noContact();
    await this.#mustBeCallable(found.campaign, found.contact);
    if (!(await this.#keep(agent, found.campaign, contactId))) throw taken();
    const order = await this.#keptOrder(agent, running);
    if (!order) throw taken();
    return order;
  }

  /** Whom he can pick. @throws UserError not-found */
  async pickable(agentId: AgentId, campaignId: string, query: PickQuery): Promise<Page<PickableContact>> {
    const running = await this.#runningFor(await this.#deps.agentOf(agentId));
    const campaign = running.find((each) => each.campaignId === campaignId && each.mode === 'manual');
    if (!campaign) throw new UserError('not-found', 'There is no such campaign for you.');
    return this.#deps.desk.pickable(toCampaignId(campaignId), query, this.#now(), agentId);
  }

  /** @throws UserError conflict, agent-busy, number-not-allowed */
  async call(agentId: AgentId, contactId: ContactId): Promise<CallId> {
    const agent = await this.#deps.agentOf(agentId);
    await this.#mustBeKept(agentId, contactId);
    const { campaign, contact } = await this.#open(contactId, await this.#runningFor(agent));
    const { number, evidence, at } = await this.#mustBeCallable(campaign, contact);
    const attempt = await this.#attemptOf(agent, campaign, contact, number);
    const { attemptId: id, callId } = attempt;
    const seen = { ...evidence, agent: { agentId } };
    const claim = { attemptId: id, callId, contactId, agentId, at, evidence: seen, cap: campaign.cap };
    if (!(await this.#deps.contacts.claim(claim))) throw taken();
    const started = await this.#deps.attempts.start(attempt, limitsOf(campaign, this.#deps.settings));
    if (started.kind === 'void') throw taken();
    if (started.kind !== 'started' && started.kind !== 'exists') {
      await this.#deps.contacts.release(id);
      throw refusalOf(started);
    }
    await agent.ring(callId);
    return callId;
  }

  /** He does not call him now. @throws UserError conflict, validation-failed */
  async leave(agentId: AgentId, contactId: ContactId, left: LeaveOrder): Promise<void> {
    const { contacts, records, desk, settings } = this.#deps;
    await this.#mustBeKept(agentId, contactId);
    const at = this.#now();
    const evidence = { agent: { agentId, said: left.how } };
    const decision = { decisionId: settings.newId(), contactId, at, rule: 'agent' as const, evidence };
    if (left.how === 'do-not-call') {
      const value = await desk.numberKeyOf(contactId);
      const entry = { entryId: decision.decisionId, kind: 'number' as const, value, until: null };
      const said = { reason: 'asked for, says the agent', by: agentId, at: new Date(at).toISOString() };
      await records.addDoNotCall({ ...entry, ...said });
      await contacts.close(decision, DO_NOT_CALL_MARK);
    } else {
      const until = left.how === 'later' ? Date.parse(left.until) : at + SKIPPED_MS;
      if (until <= at) throw new UserError('validation-failed', 'That time is over.');
      await contacts.postpone(decision, until);
    }
    await desk.free(agentId);
  }

  #now(): number {
    return this.#deps.settings.now();
  }

  async #freeAgent(agentId: AgentId): Promise<CampaignAgent> {
    const agent = await this.#deps.agentOf(agentId);
    if (!agent.isFree) throw new UserError('agent-busy', 'Be ready and without a call first.');
    return agent;
  }

  async #runningFor(agent: CampaignAgent): Promise<readonly Campaign[]> {
    const [all, stopped] = await Promise.all([this.#deps.campaigns.all(), this.#deps.attempts.stopped()]);
    if (stopped.includes(null)) return [];
    return all
      .filter(({ state }) => state === 'running')
      .map(({ campaign }) => campaign)
      .filter(({ mode, queue }) => isAgents(mode) && queue !== null && agent.mayServe(queue))
      .filter(({ campaignId }) => !stopped.includes(toCampaignId(campaignId)));
  }

  async #keptOrder(agent: CampaignAgent, running: readonly Campaign[]): Promise<KeptOrder | null> {
    const kept = await this.#deps.desk.keptFor(agent.agentId, this.#now());
    const campaign = kept && running.find(({ campaignId }) => campaignId === kept.campaignId);
    const order = campaign && (await this.#deps.orders.of(kept.contactId, { agent, language: null }));
    return order ? withTimes(await this.#known(order), campaign, kept.until) : null;
  }

  async #known(order: CampaignOrder): Promise<CampaignOrder> {
    return { ...order, customerId: order.customerId ?? (await this.#deps.customerOf(order.number)) };
  }

  #keep({ agentId }: CampaignAgent, campaign: Campaign, contactId: ContactId): Promise<boolean> {
    const at = this.#now();
    const dialsMs = dialsByItself(campaign);
    const until = at + (dialsMs === null ? KEPT_MS : dialsMs + KEPT_LONGER_MS);
    return this.#deps.desk.keep({ agentId, contactId, at, until });
  }

  async #mustBeKept(agentId: AgentId, contactId: ContactId): Promise<void> {
    const kept = await this.#deps.desk.keptFor(agentId, this.#now());
    if (kept?.contactId !== contactId) throw taken();
  }

  async #open(contactId: ContactId, running: readonly Campaign[]) {
    const found = await this.#deps.desk.open(contactId, this.#now());
    const campaign = running.find((each) => each.campaignId === found?.campaignId);
    if (!found || !campaign) throw noContact();
    return { campaign, contact: found.contact };
  }

  async #mustBeCallable(campaign: Campaign, contact: DueContact) {
    const { verdict, number, at } = await judge(this.#deps, campaign, contact);
    if (verdict.kind === 'dial' && number !== null) return { evidence: verdict.evidence, number, at };
    const { rule } = verdict;
    throw new UserError('conflict', `He is not to be called now: ${rule}.`, { details: { rule } });
  }

  async #attemptOf(
    agent: CampaignAgent,
    campaign: Campaign,
    contact: DueContact,
    number: string,
  ): Promise<NewAttempt> {
    const { settings, customerOf } = this.#deps;
    const called = {
      ...{ campaign, countedAs: toCampaignId(campaign.campaignId), contactId: contact.contactId, number },
      ...{
        switchId: agent.target().id,
        customerId: contact.customerId ?? (await customerOf(contact.number)),
      },
    };
    const agentLegId = legId(settings.newId());
    return {
      ...attemptOf(called, settings),
      agent: {
        ...{ agentId: agent.agentId, agentLegId, idleClock: settings.idleClock, ringS: campaign.ringS },
        queueId: campaign.queue === null ? null : toQueueId(campaign.queue),
      },
    };
  }
}

/** Nothing dials their contacts but agents. */
export const isAgents = (mode: Campaign['mode']): boolean => mode === 'preview' || mode === 'manual';

const dialsByItself = ({ mode, previewS }: Campaign): number | null =>
  mode === 'preview' && previewS !== null ? previewS * 1000 : null;

const withTimes = (order: CampaignOrder, campaign: Campaign, keptUntil: number): KeptOrder => ({
  ...order,
  keptUntil,
  dialsAt: dialsByItself(campaign) === null ? null : keptUntil - KEPT_LONGER_MS,
});

type NotStarted = Exclude<
  Awaited<ReturnType<AttemptStore['start']>>,
  { readonly kind: 'started' | 'exists' | 'void' }
>;

function refusalOf(refused: NotStarted): UserError {
  if (refused.kind === 'stopped') return new UserError('conflict', 'Dialling is stopped.');
  if (refused.kind === 'limit')
    return new UserError('conflict', 'As many are being called as may be: try again in a moment.');
  if (refused.state === 'disposition-missing')
    return new UserError('disposition-missing', 'Choose a disposition for the last call first.');
  return new UserError('agent-busy', 'You are in a call already, or your phone is not connected.');
}

const taken = () => new UserError('conflict', 'This contact is not kept for you any more.');
const noContact = () => new UserError('not-found', 'There is no such contact to be called by you.');
