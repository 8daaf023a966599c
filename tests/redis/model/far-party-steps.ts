import { randomUUID } from 'node:crypto';
import { agentId, callId, legId, queueId } from '../../../server/contract/ids';
import { ask, freeAsked, passToAsked } from './asked';
import { isReady, type ModelAgent } from './model-agents';
import type { ModelCall } from './model-calls';
import { agentAt, enter } from './enter';
import { inState, pick, queueIds, type Play, type World } from './play';

/** One far leg per call and agent is enough: what a late answer of another leg does has its own tests. */
const farLegOf = (call: ModelCall) => legId(`f-${call.callId}-${call.agentId ?? ''}`);
const wrapUpOf = (b: number): number => (b % 4 === 0 ? 0 : 30_000);

const consult: Play = async (world, a) => {
  const call = pick(inState(world, 'talking', 'held'), a);
  if (call === undefined) return null;
  call.state = 'consulting';
  const real = await world.stores.calls.callFarParty({
    callId: callId(call.callId),
    agentId: agentId(call.agentId ?? ''),
    farLegId: farLegOf(call),
    number: '13900000001',
    requestId: randomUUID(),
  });
  return ['moved', real.kind];
};

const endConsult: Play = async (world, a, b) => {
  const call = pick(inState(world, 'consulting'), a);
  if (call === undefined) return null;
  const asked = call.askedId;
  call.state = 'talking';
  const facts = { farLegId: farLegOf(call), from: 'consulting' } as const;
  const how = b % 2 === 0 ? { how: 'failed', cause: 'USER_BUSY' } : { how: 'cancelled', cause: null };
  const loss = how.how === 'cancelled' ? null : (([null, 'missed', 'failed'] as const)[b % 3] ?? null);
  const drop = { ...facts, ...(how as { how: 'failed'; cause: string }), ...(loss ? { loss } : {}) };
  const real = await world.stores.calls.dropFarParty(callId(call.callId), drop);
  freeAsked(world.model, call, loss);
  return [asked, real.kind === 'moved' ? real.freed : real.kind];
};

const consultingWith = (world: World, whom: 'outside' | 'colleague'): readonly ModelCall[] =>
  inState(world, 'consulting').filter(({ askedId }) => (askedId !== null) === (whom === 'colleague'));

const readyOnly = ({ model }: World, agent: string): ModelAgent | undefined =>
  isReady(model.agent(agent)) ? model.agent(agent) : undefined;

/** Mostly one who is free: there are few of them. */
function someColleague({ model }: World, b: number): string {
  const free = [...model.agents.values()].filter(isReady);
  return (b % 4 === 0 ? undefined : pick(free, b))?.agentId ?? agentAt(b);
}

/** A colleague, or whom a queue chooses. */
const askColleague: Play = async (world, a, b) => {
  const call = pick(inState(world, 'talking', 'held'), a);
  const queue = queueIds[b % queueIds.length] ?? '';
  const byQueue = a % 3 === 0;
  const colleagueId = someColleague(world, b);
  if (call === undefined || (byQueue && !world.model.takesCalls(queue))) return null;
  const real = await world.stores.calls.callColleague({
    ...{ callId: callId(call.callId), agentId: agentId(call.agentId ?? ''), farLegId: farLegOf(call) },
    requestId: randomUUID(),
    to: byQueue
      ? { kind: 'queue', queueId: queueId(queue) }
      : { kind: 'agent', agentId: agentId(colleagueId) },
  });
  const chosen = real.kind === 'moved' ? real.agentId : real.kind;
  world.model.chance = [chosen];
  const colleague = byQueue ? world.model.nextOf(queue) : readyOnly(world, colleagueId);
  if (colleague === undefined) return [byQueue ? 'nobody-ready' : 'not-free', chosen];
  ask(call, colleague);
  return [colleague.agentId, chosen];
};

const answerAsked: Play = async (world, a) => {
  const call = pick(consultingWith(world, 'colleague'), a);
  if (call === undefined) return null;
  call.askedTalks = true;
  return ['ok', await world.stores.calls.farPartyAnswered(callId(call.callId), farLegOf(call))];
};

const pass: Play = async (world, a, b) => {
  const call = pick(consultingWith(world, 'colleague'), a);
  if (call === undefined) return null;
  const agent = agentId(call.agentId ?? '');
  const facts = { agentId: agent, farLegId: farLegOf(call), wrapUpMs: wrapUpOf(b) };
  const real = await world.stores.calls.pass(callId(call.callId), facts);
  if (!call.askedTalks) return ['not-allowed', real.kind];
  passToAsked(world.model, call, farLegOf(call), wrapUpOf(b));
  return ['moved', real.kind];
};

const connect: Play = async (world, a, b) => {
  const call = pick(consultingWith(world, 'outside'), a);
  if (call === undefined) return null;
  const [id, farLegId] = [callId(call.callId), farLegOf(call)];
  const agent = agentId(call.agentId ?? '');
  await world.stores.calls.farPartyAnswered(id, farLegId);
  world.model.release(call, 'connected', wrapUpOf(b));
  const talkTo = (['caller', 'both', 'far-party'] as const)[b % 3] ?? 'both';
  await world.stores.calls.swap({ callId: id, agentId: agent, farLegId, talkTo });
  const real = await world.stores.calls.connect(id, { agentId: agent, farLegId, wrapUpMs: wrapUpOf(b) });
  return ['moved', real.kind];
};

const returnToFlow: Play = async (world, a, b) => {
  const call = pick(inState(world, 'talking', 'held'), a);
  if (call === undefined) return null;
  const facts = {
    agentId: agentId(call.agentId ?? ''),
    entry: { name: 'afterTalk', variables: {} },
    wrapUpMs: wrapUpOf(b),
  };
  world.model.release(call, 'in-ivr', facts.wrapUpMs);
  return ['moved', (await world.stores.calls.returnToFlow(callId(call.callId), facts)).kind];
};

/** From the flow, where it came back to, into a queue again. */
const enqueueAgain: Play = async (world, a, b) => {
  const back = [...world.model.calls.values()].filter(({ state }) => state === 'in-ivr');
  const queue = queueIds[b % queueIds.length] ?? '';
  const call = pick(back, a);
  if (call === undefined || !world.model.takesCalls(queue)) return null;
  return enter(world, call, queue, b);
};

/** What the flow or an agent does with somebody beside the call. */
export const farPartySteps = {
  ...{ consult, endConsult, connect, returnToFlow, enqueueAgain },
  ...{ askColleague, answerAsked, pass },
};
