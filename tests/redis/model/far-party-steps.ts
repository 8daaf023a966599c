import { agentId, callId, legId } from '../../../server/contract/ids';
import type { ModelCall } from './model-calls';
import { enter } from './enter';
import { inState, pick, queueIds, type Play } from './play';

/** One far leg a call is enough: what a late answer of another leg does has its own tests. */
const farLegOf = (call: ModelCall) => legId(`f-${call.callId}`);
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
    requestId: null,
  });
  return ['moved', real.kind];
};

const endConsult: Play = async (world, a, b) => {
  const call = pick(inState(world, 'consulting'), a);
  if (call === undefined) return null;
  call.state = 'talking';
  const facts = { farLegId: farLegOf(call), from: 'consulting' } as const;
  const how = b % 2 === 0 ? { how: 'failed', cause: 'USER_BUSY' } : { how: 'cancelled', cause: null };
  const drop = { ...facts, ...(how as { how: 'failed'; cause: string }) };
  return ['moved', (await world.stores.calls.dropFarParty(callId(call.callId), drop)).kind];
};

const connect: Play = async (world, a, b) => {
  const call = pick(inState(world, 'consulting'), a);
  if (call === undefined) return null;
  const [id, farLegId] = [callId(call.callId), farLegOf(call)];
  const agent = agentId(call.agentId ?? '');
  await world.stores.calls.farPartyAnswered(id, farLegId);
  world.model.release(call, 'connected', wrapUpOf(b));
  if (b % 3 === 0) await world.stores.calls.swap({ callId: id, agentId: agent, farLegId, talkTo: 'caller' });
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
export const farPartySteps = { consult, endConsult, connect, returnToFlow, enqueueAgain };
