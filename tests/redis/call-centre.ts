import type { IdleClock } from '../../server/calls/call-store';
import type { ChosenBreak } from '../../server/agents/presence-store';
import { randomUUID } from 'node:crypto';
import type { AcceptResult, Offer, OfferKey } from '../../server/acd/acd-store';
import { compileQueues } from '../../server/acd/compile-queues';
import type { CompiledQueues } from '../../server/acd/queue-settings';
import {
  agentId,
  callId,
  legId,
  offerId,
  queueId,
  switchId,
  type AgentId,
  type CallId,
  type OfferId,
} from '../../server/contract/ids';
import type { DomainEvent } from '../../server/contract/events';
import type { RedisConnection, RedisStores } from '../../server/redis';
import {
  queueConfigSchema,
  type QueueConfig,
  type QueueConfigQueue,
} from '../../server/contract/queue-config';
import { testPrefix, testStores } from '../support/redis';

export const FS1 = switchId('fs1');
export const alice = agentId('1001');
export const bob = agentId('1002');
export const carl = agentId('1003');
export const newOfferId = (): OfferId => offerId(randomUUID());

/** A queue as it would stand in the configuration. */
export interface QueueDraft extends Partial<Omit<QueueConfigQueue, 'queueId' | 'agents'>> {
  readonly queueId: string;
  readonly agents: readonly string[];
}

export const aQueue = (
  name: string,
  agents: readonly string[],
  over: Omit<QueueDraft, 'queueId' | 'agents'> = {},
): QueueDraft => ({ queueId: name, name: `Queue ${name}`, agents, ...over });

export const compiled = (
  queues: readonly QueueDraft[],
  people: Partial<Pick<QueueConfig, 'agents' | 'groups'>> = {},
): CompiledQueues => compileQueues(queueConfigSchema.parse({ ...people, queues }));

export const aBreak = (reason: string | null = null, over: Partial<ChosenBreak> = {}): ChosenBreak => ({
  reason,
  productive: false,
  maxMs: null,
  atMost: null,
  ...over,
});

/** A small call centre on a real Redis with a clock the test moves. */
export interface CallCentre extends RedisStores {
  readonly prefix: string;
  readonly connection: RedisConnection;
  readonly clock: { ms: number };
  /** Logged in, softphone registered, on break. */
  present(agent: AgentId): Promise<void>;
  /** Present and ready. */
  ready(agent: AgentId): Promise<void>;
  /** A caller in the IVR. */
  caller(): Promise<CallId>;
  /** A caller who is put into the queue. */
  queued(queue?: string, bonusMs?: number): Promise<CallId>;
  enqueue(call: CallId, offer?: OfferId, queue?: string): ReturnType<RedisStores['acd']['enqueueCall']>;
  /** The agent answers. */
  accept(offer: OfferKey): Promise<AcceptResult['kind']>;
  /** The offer that rings for this call. @throws when there is none */
  offerOf(call: CallId): Promise<Offer>;
  /** A caller talking with this agent, who must be the one to be offered the call. */
  talking(agent: AgentId): Promise<{ readonly call: CallId; readonly offer: Offer }>;
  /** This agent dials. @throws with what keeps him from it */
  dial(agent: AgentId, idleClock?: IdleClock): Promise<CallId>;
  happened(): Promise<readonly DomainEvent[]>;
  eventTypes(): Promise<readonly string[]>;
}

export async function openCallCentre(
  connection: RedisConnection,
  queues: readonly QueueDraft[] = [aQueue('general', [alice, bob])],
  people: Partial<Pick<QueueConfig, 'agents' | 'groups'>> = {},
): Promise<CallCentre> {
  const prefix = testPrefix();
  const clock = { ms: 1_700_000_000_000 };
  const stores = await testStores(connection, { prefix, testClock: () => clock.ms });
  await stores.acd.applyQueues(compiled(queues, people));
  return { ...stores, prefix, connection, clock, ...steps(stores) };
}

function steps(stores: RedisStores) {
  const { acd, agents, calls, events } = stores;
  const present = async (agent: AgentId) => {
    const sipUser = `s${agent}`;
    const login = { displayName: `Agent ${agent}`, sessionId: `session-${agent}`, sipUser, takeOver: false };
    await agents.logIn({ agentId: agent, ...login });
    await acd.agentReachable(sipUser, newOfferId(), FS1);
  };
  const caller = async () => {
    const call = callId(randomUUID());
    await calls.startInbound(aCaller(call));
    return call;
  };
  const enqueue = (call: CallId, offer = newOfferId(), queue = 'general', bonusMs = 0) =>
    acd.enqueueCall({ ...anEntry(call, queue), bonusMs, offerId: offer });
  const queued = async (queue = 'general', bonusMs = 0) => {
    const call = await caller();
    await enqueue(call, newOfferId(), queue, bonusMs);
    return call;
  };
  const offerOf = async (call: CallId) => {
    const offer = (await acd.liveOffers()).find((one) => one.callId === call);
    if (offer === undefined) throw new Error('No offer rings for this call');
    return offer;
  };
  const ready = async (agent: AgentId) => {
    await present(agent);
    await acd.agentReady(agent, newOfferId());
  };
  const talking = async (agent: AgentId) => {
    await ready(agent);
    const call = await queued();
    const offer = await offerOf(call);
    expect(offer.agentId).toBe(agent);
    expect(await accept(offer)).toBe('accepted');
    return { call, offer };
  };
  const dial = async (agent: AgentId, idleClock: IdleClock = 'talked') => {
    const call = callId(randomUUID());
    const started = await calls.startOutbound({
      ...aCaller(call),
      direction: 'outbound',
      agentId: agent,
      agentLegId: legId(`a-${call}`),
      customerId: null,
      idleClock,
    });
    if (started.kind === 'agent-busy') throw new Error(started.state);
    return call;
  };
  const accept = async (offer: OfferKey) => (await acd.acceptOffer(offer, newOfferId())).kind;
  const happened = () => events.readAfter('0-0', 10_000);
  const eventTypes = async () => (await happened()).map(({ type }) => type);
  return { present, ready, caller, enqueue, accept, queued, offerOf, talking, dial, happened, eventTypes };
}

/** A call's way into a queue, but for the offer's id. */
export const anEntry = (call: CallId, queue: string) => ({
  callId: call,
  queueId: queueId(queue),
  topic: null,
  bonusMs: 0,
  isKeyAccount: false,
  stickyAgentId: null,
});

export function aCaller(call: CallId) {
  return {
    callId: call,
    direction: 'inbound' as const,
    switchId: FS1,
    customerLegId: legId(`leg-${call}`),
    callerNumber: '13800000001',
    callerName: 'Carol',
    dialedNumber: '1000',
    language: 'zh-CN' as const,
  };
}
