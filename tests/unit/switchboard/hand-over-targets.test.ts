import { agentId, queueId } from '../../../server/contract/ids';
import { TargetSearch } from '../../../server/switchboard/hand-over-targets';
import { anAgent } from './a-call';

const named = (id: string, displayName: string, over: Partial<ReturnType<typeof anAgent>> = {}) =>
  anAgent({ agentId: agentId(id), displayName, presence: 'ready', state: 'idle', reachable: true, ...over });

describe('those a caller may be handed to', () => {
  const agents = [
    named('1001', 'Alice'),
    named('1002', 'Bob', { state: 'on-call' }),
    named('1003', 'Carl', { presence: 'break' }),
    named('1004', 'Dora'),
    named('1005', 'Eve', { presence: 'logged-out' }),
    named('1006', 'Fay', { reachable: false }),
    named('1007', 'Gus', { state: 'wrap-up' }),
  ];
  const queues = ['general', 'special'].map((id) => ({
    ...{ queueId: queueId(id), name: `Queue ${id}`, waiting: 1, longestSince: null, agentsReady: 2 },
  }));
  const targets = new TargetSearch({
    agents: { list: () => Promise.resolve(agents) },
    acd: { queueFigures: () => Promise.resolve(queues) },
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
      agents: [],
      queues: [{ queueId: 'special', name: 'Queue special', waiting: 1, agentsReady: 2 }],
    });
  });
});
