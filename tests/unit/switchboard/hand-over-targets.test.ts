import type { QueueSettings } from '../../../server/acd/queue-settings';
import { agentId, callId, queueId } from '../../../server/contract/ids';
import { TargetSearch } from '../../../server/switchboard/hand-over-targets';
import { aCall, anAgent } from './a-call';

const named = (id: string, displayName: string, over: Partial<ReturnType<typeof anAgent>> = {}) =>
  anAgent({ agentId: agentId(id), displayName, presence: 'ready', state: 'idle', reachable: true, ...over });

describe('those a caller may be handed to', () => {
  const agents = [
    named('1001', 'Alice', { state: 'on-call', callId: callId('call') }),
    named('1002', 'Bob', { state: 'on-call' }),
    named('1003', 'Carl', { presence: 'break' }),
    named('1004', 'Dora'),
    named('1005', 'Eve', { presence: 'logged-out' }),
    named('1006', 'Fay', { reachable: false }),
    named('1007', 'Gus', { state: 'wrap-up' }),
  ];
  const queues = ['general', 'special'].map((id) => ({
    ...{
      queueId: queueId(id),
      name: `Queue ${id}`,
      waiting: 1,
      longestSince: null,
      agentsReady: 2,
      answers: 0,
      answersSince: null,
    },
  }));
  let callWaiting: QueueSettings['callWaiting'] = { then: 'busy' };
  const targets = new TargetSearch({
    agents: { list: () => Promise.resolve(agents) },
    acd: { queueFigures: () => Promise.resolve(queues) },
    calls: { get: () => Promise.resolve(aCall({ queueId: queueId('general') })) },
    queueOf: () => ({ callWaiting }) as QueueSettings,
  });
  const names = async (search: string) =>
    (await targets.find(agentId('1001'), search)).agents.map(({ displayName }) => displayName);

  it('are colleagues who are logged in, who can take a call at once before all others', async () => {
    expect(await names('')).toEqual(['Dora', 'Gus', 'Bob', 'Carl', 'Fay']);
  });

  it('are found by name or number, in any case', async () => {
    expect(await names('bO')).toEqual(['Bob']);
    expect(await names('1007')).toEqual(['Gus']);
    expect(await names('alice')).toEqual([]);
  });

  it('are queues, with who waits and who is free', async () => {
    const found = await targets.find(agentId('1001'), 'spec');
    expect(found).toEqual({
      mayWait: false,
      agents: [],
      queues: [{ queueId: 'special', name: 'Queue special', waiting: 1, agentsReady: 2 }],
    });
  });

  it('may be waited for where the queue of his caller says so', async () => {
    callWaiting = { then: 'notify', forS: 60 };
    expect(await targets.find(agentId('1001'), '')).toMatchObject({ mayWait: true });
    expect(await targets.find(agentId('1004'), '')).toMatchObject({ mayWait: false });
  });
});
