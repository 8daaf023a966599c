import { agentId, callId } from '../../../server/contract/ids';
import { anEntry, newOfferId } from '../call-centre';
import { aModelCall, type ModelCall } from './model-calls';
import { agentIds, chanceOf, shortOffers, shortReal, type Outcome, type World } from './play';

export const agentAt = (index: number): string => agentIds[index % agentIds.length] ?? '';

export function newModelCall(world: World, agent: string | null): ModelCall {
  const call = aModelCall(`c${String(world.model.calls.size).padStart(3, '0')}`, agent);
  world.model.calls.set(call.callId, call);
  return call;
}

/** Bonuses are whole seconds as those of queues and steps; the clock sees to it that no two calls have one score. */
export async function enter(world: World, call: ModelCall, queueId: string, b: number): Promise<Outcome> {
  const { model, stores } = world;
  const offer = newOfferId();
  const bonusMs = b % 3 === 0 ? 10_000 : 0;
  const isKeyAccount = b % 4 === 0;
  const sticky = b % 2 === 0 ? agentAt(b) : null;
  const real = await stores.acd.enqueueCall({
    ...anEntry(callId(call.callId), queueId),
    ...{ bonusMs, isKeyAccount, offerId: offer },
    stickyAgentId: sticky === null ? null : agentId(sticky),
  });
  model.chance = chanceOf(real.kind === 'offered' ? real.offers : []);
  const offers = model.enqueue(call, { queueId, bonusMs, isKeyAccount, sticky }, offer);
  return [shortOffers(offers), shortReal(real)];
}
