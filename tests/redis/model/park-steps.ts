import { randomUUID } from 'node:crypto';
import { agentId, callId, queueId } from '../../../server/contract/ids';
import { newOfferId } from '../call-centre';
import { agentAt } from './enter';
import { isReady } from './model-agents';
import { chanceOf, inState, pick, queueIds, shortOffer, shortOffers, shortReal, type Play } from './play';

/** Who parked it, in the model. */
const parkers = new WeakMap<object, string>();

const park: Play = async (world, a, b) => {
  const call = pick(inState(world, 'talking', 'held'), a);
  if (call === undefined) return null;
  const queue = call.queueId ?? queueIds[b % queueIds.length] ?? '';
  if (call.queueId === null && !world.model.takesCalls(queue)) return null;
  const parker = call.agentId ?? '';
  const real = await world.stores.parks.park({
    ...{ callId: callId(call.callId), agentId: agentId(parker), queueId: queueId(queue) },
    ...{ requestId: randomUUID(), parkMs: 1000, comfortMs: 500 },
  });
  parkers.set(call, parker);
  world.model.release(call, 'parked', 0);
  call.queueId = queue;
  return ['parked', real.kind];
};

const pickUp: Play = async (world, a, b) => {
  const call = pick(inState(world, 'parked'), a);
  if (call === undefined) return null;
  const [agent, offerId] = [world.model.agent(agentAt(b)), newOfferId()];
  const real = await world.stores.parks.pickUp({
    ...{ callId: callId(call.callId), agentId: agentId(agent.agentId), offerId },
  });
  const isFree = agent.presence !== 'logged-out' && agent.reachable && agent.state === 'idle';
  if (!isFree) return ['not-free', real.kind];
  const offer = world.model.ringParked(call, agent, offerId);
  return [shortOffer(offer), real.kind === 'picked-up' ? shortOffer(real.offer) : real.kind];
};

/** Time passes, and one that nobody picked up goes back. */
const unpark: Play = async (world, a) => {
  const call = pick(inState(world, 'parked'), a);
  if (call === undefined) return null;
  world.clock.ms += 1000;
  world.model.now = world.clock.ms;
  const offerId = newOfferId();
  const real = await world.stores.parks.unpark(callId(call.callId), offerId);
  const parker = world.model.agent(parkers.get(call) ?? '');
  if (isReady(parker)) return [shortOffer(world.model.ringParked(call, parker, offerId)), shortReal(real)];
  world.model.chance = chanceOf(real.kind === 'offered' ? real.offers : []);
  return [shortOffers(world.model.placeAtHead(call, call.queueId ?? '', offerId)), shortReal(real)];
};

export const parkSteps = { park, pickUp, unpark };
