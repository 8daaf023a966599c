import type { LiveCall } from '../../../server/calls/call-store';
import { campaignSchema } from '../../../server/contract/campaigns';
import type { StoredCampaign } from '../../../server/outbound/campaign-store';
import { isCountedOn } from '../../../server/outbound/paced/counted-on';
import type { AgentSeen } from '../../../server/outbound/paced/floor';

const stored = (campaignId: string, over: Record<string, unknown>): StoredCampaign =>
  ({
    state: 'running',
    campaign: campaignSchema.parse({
      ...{ campaignId, name: campaignId, flow: { pack: 'outbound', entry: 'agent' }, hours: { week: {} } },
      ...over,
    }),
  }) as StoredCampaign;

const call = (campaignId: string | null, over: Partial<Record<keyof LiveCall, unknown>> = {}): LiveCall =>
  ({
    ...{ state: 'dialing', queuedAt: null, talkingAt: null, lastAgentId: null },
    attempt: campaignId && { campaignId, isListenedTo: false },
    ...over,
  }) as LiveCall;

const free = (agentId: string): AgentSeen => ({ agentId, doing: 'free', since: 0 });

describe('whether people are called for an agent', () => {
  const asked = async (agentId: string, ...calls: LiveCall[]) => {
    const read = { campaigns: 0 };
    const answer = await isCountedOn(
      {
        calls: { list: () => Promise.resolve(calls) },
        campaigns: {
          all: () => {
            read.campaigns += 1;
            return Promise.resolve([
              stored('sells', { mode: 'predictive', queue: 'sales' }),
              stored('tells', { mode: 'automatic' }),
              stored('shows', { mode: 'preview', queue: 'sales' }),
            ]);
          },
        },
        floor: { agents: (queueId) => Promise.resolve(queueId === 'sales' ? [free('1001')] : []) },
      },
      agentId,
    );
    return { answer, read };
  };

  it.each([
    ['one that rings', call('sells'), true],
    [
      'one that is listened to',
      call('sells', { state: 'in-ivr', attempt: { campaignId: 'sells', isListenedTo: true } }),
      true,
    ],
    ['one that an agent has', call('sells', { state: 'talking', talkingAt: 1 }), false],
    ['one of a campaign without a pace', call('tells'), false],
    ['one an agent calls himself', call('shows'), false],
  ])('%s', async (_, each, expected) => {
    expect((await asked('1001', each)).answer).toBe(expected);
    expect((await asked('1002', each)).answer).toBe(false);
  });

  it('asks no campaign while none has a call', async () => {
    const { answer, read } = await asked('1001', call(null));
    expect([answer, read.campaigns]).toEqual([false, 0]);
  });
});
