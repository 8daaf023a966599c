import type { AcdStore } from '../acd/acd-store';
import type { CallbackStore } from '../acd/callback-store';
import { prolongRule, type QueueSettings } from '../acd/queue-settings';
import type { AgentStore, LiveAgent } from '../agents/agent-store';
import type { CallStore, LiveCall } from '../calls/call-store';
import { customerNumber, isAsked, rulingQueue } from '../calls/own-call';
import type { AgentId } from '../contract/ids';
import { customerId } from '../contract/ids';
import { spokenScript } from '../contract/call-script';
import type { RecordingRule } from '../contract/queue-config';
import type { DeskRecording } from '../contract/recordings';
import type { CustomerCard, Desk } from '../contract/rest';
import type { CustomerDirectory } from '../crm/customer-directory';
import { OperationalError, UserError } from '../errors';
import { learntFrom } from '../ivr/learnt';
import type { EventStream } from '../events/event-stream';
import type { CampaignOrders } from '../outbound/campaign-orders';
import type { NoticeStore } from '../supervision/notice-store';
import type { SupervisionService } from '../supervision/supervision.service';

interface DeskViewDeps {
  readonly agents: AgentStore;
  readonly calls: CallStore;
  readonly acd: AcdStore;
  readonly callbacks: Pick<CallbackStore, 'get'>;
  readonly notices: Pick<NoticeStore, 'unread'>;
  readonly events: EventStream;
  readonly customers: CustomerDirectory;
  readonly supervision: Pick<SupervisionService, 'viewOf' | 'supervisorsOf'>;
  readonly orders: Pick<CampaignOrders, 'ofCall'>;
  readonly queueOf: (queueId: string) => QueueSettings | undefined;
  readonly recordingRuleOf: (call: LiveCall) => RecordingRule;
}

/** An agent's whole working state in one picture: what his desk shows. */
export class DeskView {
  readonly #deps: DeskViewDeps;

  constructor(deps: DeskViewDeps) {
    this.#deps = deps;
  }

  /** @throws UserError not-logged-in */
  async of(agentId: AgentId): Promise<Desk> {
    const { agents, calls, events } = this.#deps;
    const eventId = await events.lastId();
    const agent = await agents.get(agentId);
    if (!agent || agent.presence === 'logged-out')
      throw new UserError('not-logged-in', 'You are not logged in.');
    const call = agent.callId ? await calls.get(agent.callId) : null;
    const { supervision, notices } = this.#deps;
    // Side by side: an agent whose phone rings waits for the slowest of them, not for all.
    const isHis = call !== null && !isAsked(call, agentId);
    const [customers, view, order, waiting, supervises, supervisedBy, unread] = await Promise.all([
      call && call.direction !== 'internal' ? this.#customersOf(call).catch(noCustomers) : [],
      call && this.#callView(agent, call),
      isHis ? this.#deps.orders.ofCall(call, agent) : null,
      this.#waitingFor(agentId),
      supervision.viewOf(agentId),
      supervision.supervisorsOf(agentId),
      notices.unread(agentId),
    ]);
    return {
      eventId,
      agent: agentView(agent),
      call: call && view && { ...view, order, script: this.#scriptOf(agent, call, customers) },
      waiting,
      customers,
      supervision: supervises,
      supervisedBy: [...supervisedBy],
      notices: [...unread],
      serverTime: Date.now(),
    };
  }

  async #waitingFor(agentId: AgentId): Promise<Desk['waiting']> {
    const waiting = await this.#deps.acd.waitingFor(agentId);
    const views = waiting.map(async ({ callId, until }) => {
      const call = await this.#deps.calls.get(callId);
      if (call?.state !== 'queued') return [];
      const queue = call.queueId ? this.#deps.queueOf(call.queueId) : undefined;
      const card = call.customerId && (await this.#deps.customers.card(call.customerId).catch(noCard));
      return [
        {
          ...{ callId, callerNumber: customerNumber(call), callerName: call.callerName, until },
          customer: card ? { customerId: card.customerId, name: card.name } : null,
          queueName: queue?.name ?? call.queueId,
          since: call.queuedAt ?? call.startedAt,
        },
      ];
    });
    return (await Promise.all(views)).flat();
  }

  async #callView(agent: LiveAgent, call: LiveCall): Promise<NonNullable<Desk['call']>> {
    const [offers, callbackSince, consult, askedBy] = await Promise.all([
      agent.offerId ? this.#deps.acd.liveOffers() : [],
      this.#callbackSince(call),
      this.#consultOf(call),
      isAsked(call, agent.agentId) ? this.#nameOf(call.agentId) : null,
    ]);
    const offer = offers.find((each) => each.offerId === agent.offerId);
    const queue = call.queueId ? this.#deps.queueOf(call.queueId) : undefined;
    const ruling = rulingQueue(call);
    const isColleague = isAsked(call, agent.agentId);
    return {
      callId: call.callId,
      direction: call.direction,
      state: call.state,
      offerId: agent.offerId,
      answersItself: whyAnswered(agent.offerId, call, queue),
      agentLegId: isColleague ? (call.farParty?.legId ?? null) : (call.agentLegId ?? agent.offerId),
      callerNumber: call.callerNumber,
      callerName: call.callerName,
      dialedNumber: call.dialedNumber,
      language: call.language,
      queueId: call.queueId,
      queueName: queue?.name ?? call.queueId,
      wrapUp: wrapUpView(ruling ? this.#deps.queueOf(ruling) : undefined),
      topic: call.topic,
      learnt: learntOf(call),
      startedAt: call.startedAt,
      queuedAt: call.queuedAt,
      talkingAt: call.talkingAt,
      callbackSince,
      offerDeadlineAt: offer?.deadlineAt ?? null,
      awaySince: call.awayAgentId === agent.agentId ? call.awaySince : null,
      otherAwaySince: isOtherAway(call, agent.agentId) ? call.awaySince : null,
      failure: null,
      consult,
      askedBy,
      recording: isColleague ? notHis : this.#recordingOf(call),
    };
  }

  /** For whose caller it is; a customer is named only where one is on the record. */
  #scriptOf(agent: LiveAgent, call: LiveCall, customers: readonly CustomerCard[]): string | null {
    const queue = call.queueId ? this.#deps.queueOf(call.queueId) : undefined;
    if (!queue?.script || isAsked(call, agent.agentId)) return null;
    return spokenScript(queue.script, call.language, {
      agent: agent.agentId,
      agentName: agent.displayName,
      customer: customers.find(({ customerId: id }) => id === call.customerId)?.name ?? '',
      number: customerNumber(call),
      queue: queue.name,
    });
  }

  async #consultOf({ farParty }: LiveCall): Promise<NonNullable<Desk['call']>['consult']> {
    if (farParty === null) return null;
    const { number, state, failure, agentId } = farParty;
    return { number, colleague: await this.#nameOf(agentId), state, failure };
  }

  async #nameOf(agentId: AgentId | null): Promise<{ agentId: AgentId; displayName: string } | null> {
    if (agentId === null) return null;
    return { agentId, displayName: (await this.#deps.agents.get(agentId))?.displayName ?? agentId };
  }

  #recordingOf(call: LiveCall): DeskRecording {
    return {
      rule: this.#deps.recordingRuleOf(call),
      state: call.recording?.state ?? 'none',
      pausedAt: call.recording?.pausedAt ?? null,
    };
  }

  async #callbackSince({ callbackId }: LiveCall): Promise<number | null> {
    if (callbackId === null) return null;
    return (await this.#deps.callbacks.get(callbackId))?.waitingSince ?? null;
  }

  /** The customer on the record first, then everybody else who has this number. */
  async #customersOf(call: LiveCall): Promise<CustomerCard[]> {
    const number = customerNumber(call);
    const matches = await this.#deps.customers.findByNumber(number);
    const ids = new Set<string>(matches.map((match) => match.customerId));
    const ordered = call.customerId
      ? [call.customerId, ...[...ids].filter((id) => id !== call.customerId)]
      : [...ids];
    const cards = await Promise.all(ordered.map((id) => this.#deps.customers.card(customerId(id))));
    return cards.filter((card) => card !== null);
  }
}

function whyAnswered(
  offerId: LiveAgent['offerId'],
  { pickUpOfferId }: LiveCall,
  queue: QueueSettings | undefined,
): NonNullable<Desk['call']>['answersItself'] {
  if (offerId === null) return null;
  if (offerId === pickUpOfferId) return 'asked';
  return queue?.autoAnswer ? 'rule' : null;
}

/** Of an internal call: who is missed is the other one. */
const isOtherAway = ({ direction, awayAgentId }: LiveCall, agentId: AgentId): boolean =>
  direction === 'internal' && awayAgentId !== null && awayAgentId !== agentId;

/** Recording is for whose call it is. */
const notHis: DeskRecording = { rule: 'off', state: 'none', pausedAt: null };

function learntOf({ ivrState }: LiveCall): NonNullable<Desk['call']>['learnt'] {
  const learnt = learntFrom(ivrState);
  if (learnt === null) return null;
  const { menuPath, verified, variables } = learnt;
  return { menuPath: [...menuPath], verified: [...verified], variables };
}

/** A database that is away costs the card, not the call: the desk goes on without it. */
function noCustomers(error: unknown): CustomerCard[] {
  if (error instanceof OperationalError) return [];
  throw error;
}

function noCard(error: unknown): null {
  if (error instanceof OperationalError) return null;
  throw error;
}

function wrapUpView(queue: QueueSettings | undefined): NonNullable<Desk['call']>['wrapUp'] {
  const { times, byS } = prolongRule(queue);
  return {
    prolongTimes: times,
    prolongByS: byS,
    dispositionRequired: queue?.dispositionRequired ?? false,
  };
}

function agentView(agent: LiveAgent): Desk['agent'] {
  return {
    agentId: agent.agentId,
    displayName: agent.displayName,
    presence: agent.presence,
    reason: agent.reason,
    presenceSince: agent.presenceSince,
    breakUntil: agent.breakUntil,
    next: agent.next,
    missedInARow: agent.missedInARow,
    state: agent.state,
    stateSince: agent.stateSince,
    reachable: agent.reachable,
    wrapUpUntil: agent.wrapUpUntil,
    prolonged: agent.prolonged,
  };
}
