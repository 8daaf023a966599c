import { randomUUID } from 'node:crypto';
import { agentId, callId, legId, queueId } from '../../../server/contract/ids';
import { newOfferId } from '../call-centre';
import type { ModelCall } from './model-calls';
import { agentAt } from './enter';
import { chanceOf, inState, pick, queueIds, shortOffers, shortReal, type Play, type World } from './play';

const wrapUpOf = (b: number): number => (b % 4 === 0 ? 0 : 30_000);
const farLegOf = (call: ModelCall) => legId(`t-${call.callId}`);
const handOver = (call: ModelCall, b: number) => ({
  callId: callId(call.callId),
  agentId: agentId(call.agentId ?? ''),
  requestId: randomUUID(),
  wrapUpMs: wrapUpOf(b),
});

/** A queue the call may go back to; a dialled call has none of its own. */
const queueOf = (world: World, call: ModelCall, b: number): string | undefined =>
  call.queueId ?? [pick(queueIds, b) ?? ''].find((queue) => world.model.takesCalls(queue));

const transferToQueue: Play = async (world, a, b) => {
  const call = pick(inState(world, 'talking', 'held'), a);
  const queue = queueIds[b % queueIds.length] ?? '';
  if (call === undefined || !world.model.takesCalls(queue)) return null;
  const [offerId, isKeyAccount] = [newOfferId(), b % 4 === 0];
  const transfer = { ...handOver(call, b), queueId: queueId(queue), isKeyAccount, offerId };
  const real = await world.stores.transfers.toQueue(transfer);
  if (real.kind !== 'transferred') return ['transferred', real.kind];
  world.model.chance = chanceOf(real.offers);
  const to = { queueId: queue, isKeyAccount, wrapUpMs: wrapUpOf(b) };
  return [shortOffers(world.model.transferToQueue(call, to, offerId)), shortOffers(real.offers)];
};

const transferToAgent: Play = async (world, a, b) => {
  const call = pick(inState(world, 'talking', 'held'), a);
  if (call === undefined) return null;
  const [queue, offerId, colleague] = [queueOf(world, call, b), newOfferId(), agentAt(b)];
  if (queue === undefined) return null;
  const to = { toAgentId: agentId(colleague), queueId: queueId(queue), offerId };
  const real = await world.stores.transfers.toAgent({ ...handOver(call, b), ...to });
  const agent = world.model.agent(colleague);
  const isRung = world.model.transferToAgent(call, { agent, queueId: queue, wrapUpMs: wrapUpOf(b) }, offerId);
  return [isRung ? 'transferred' : 'not-free', real.kind];
};

const transferToNumber: Play = async (world, a, b) => {
  const call = pick(inState(world, 'talking', 'held'), a);
  if (call === undefined) return null;
  const to = { farLegId: farLegOf(call), number: '13900000001' };
  const real = await world.stores.transfers.toNumber({ ...handOver(call, b), ...to });
  world.model.release(call, 'connecting', wrapUpOf(b));
  return ['transferred', real.kind];
};

const requeue: Play = async (world, a, b) => {
  const call = pick(inState(world, 'connecting'), a);
  if (call === undefined) return null;
  const [queue, offerId] = [queueOf(world, call, b), newOfferId()];
  if (queue === undefined) return null;
  const back = { callId: callId(call.callId), farLegId: farLegOf(call), queueId: queueId(queue), offerId };
  const real = await world.stores.transfers.requeue({ ...back, cause: 'USER_BUSY' });
  if (real.kind === 'unknown-queue') return ['', real.kind];
  world.model.chance = chanceOf(real.kind === 'offered' ? real.offers : []);
  return [shortOffers(world.model.placeAtHead(call, queue, offerId)), shortReal(real)];
};

export const transferSteps = { transferToQueue, transferToAgent, transferToNumber, requeue };
