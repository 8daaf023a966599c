import type { CallStore } from '../../calls/call-store';
import type { CampaignStore } from '../campaign-store';
import type { Floor } from './floor';
import { isPaced, phaseOf } from './observe';

interface CountedOnDeps {
  readonly calls: Pick<CallStore, 'list'>;
  readonly campaigns: Pick<CampaignStore, 'all'>;
  readonly floor: Pick<Floor, 'agents'>;
}

/** Whether campaigns with a pace have calls on their way for a queue of which this agent is: whoever answers them is to find him. */
export async function isCountedOn(
  { calls, campaigns, floor }: CountedOnDeps,
  agentId: string,
): Promise<boolean> {
  const campaignCalls = (await calls.list()).filter(({ attempt }) => attempt !== null);
  if (campaignCalls.length === 0) return false;
  const queues = new Set<string>();
  for (const { campaign } of await campaigns.all()) {
    if (!isPaced(campaign) || campaign.queue === null) continue;
    const own = campaignCalls.filter(({ attempt }) => attempt?.campaignId === campaign.campaignId);
    const phases = own.map((call) => phaseOf(call, campaign));
    if (phases.includes('ringing') || phases.includes('listening')) queues.add(campaign.queue);
  }
  for (const queueId of queues)
    if ((await floor.agents(queueId)).some((agent) => agent.agentId === agentId)) return true;
  return false;
}
