import type { LiveAgent } from '../../../server/agents/agent-store';
import { agentId } from '../../../server/contract/ids';
import { queueFloor } from '../../../server/queue-floor';
import { aQueue, compiled } from '../../redis/call-centre';
import { anAgent } from '../switchboard/a-call';

const NOW = 1_000_000;

describe('agents as a campaign sees them', () => {
  const doings = async (over: Partial<LiveAgent>): Promise<string[]> => {
    const document = compiled([aQueue('sales', ['1001'])]);
    const floor = queueFloor(
      { list: () => Promise.resolve([anAgent({ agentId: agentId('1001'), ...over })]) },
      {
        settingsOf: (queueId) => document.queues.find((each) => each.queueId === queueId),
        compiled: document,
      },
      () => NOW,
    );
    return (await floor.agents('sales')).map(({ doing }) => doing);
  };

  it.each<[string, Partial<LiveAgent>, string[]]>([
    ['free', {}, ['free']],
    ['in a call', { state: 'on-call' }, ['talking']],
    ['wrapping up', { state: 'wrap-up' }, ['wrapping-up']],
    ['on a break', { presence: 'break' }, []],
    [
      'with a break chosen for afterwards',
      { state: 'on-call', next: { presence: 'break', reason: null } },
      [],
    ],
    ['without a phone', { reachable: false }, []],
    ['about to go', { leavesAt: NOW + 1 }, []],
    ['back, or never gone, after he was about to', { leavesAt: NOW }, ['free']],
  ])('%s', async (_, over, expected) => {
    expect(await doings(over)).toEqual(expected);
  });
});
