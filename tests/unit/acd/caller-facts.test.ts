import { callerFacts, type StickyAgents } from '../../../server/acd/caller-facts';
import { compileQueues } from '../../../server/acd/compile-queues';
import type { LiveCall } from '../../../server/calls/call-store';
import { agentId } from '../../../server/contract/ids';
import { queueConfigSchema, type QueueConfigQueue } from '../../../server/contract/queue-config';
import { silentLogger } from '../../support/redis';

const queue = (sticky: QueueConfigQueue['sticky']) =>
  compileQueues(queueConfigSchema.parse({ queues: [{ queueId: 'general', name: 'General', sticky }] }))
    .queues[0];
const asked: string[] = [];
const sticky: StickyAgents = {
  lastAgentOf: (number) => Promise.resolve((asked.push(number), agentId('1001'))),
  ownerOf: (customer) => Promise.resolve((asked.push(customer), agentId('1002'))),
};
const carol = {
  callId: 'c',
  callerNumber: '13800000001',
  customerId: 'customer',
  customerKind: 'key-account',
} as LiveCall;

describe('what a queue asks about a caller', () => {
  beforeEach(() => asked.splice(0));

  it('is his last agent or his owner, where the queue wants him first, and nothing elsewhere', async () => {
    const of = (to: 'last' | 'owner' | null) =>
      callerFacts(carol, queue(to && { to, forS: 10 }), sticky, silentLogger);
    expect(await of('last')).toEqual({ isKeyAccount: true, stickyAgentId: '1001' });
    expect(await of('owner')).toEqual({ isKeyAccount: true, stickyAgentId: '1002' });
    expect(asked).toEqual(['13800000001', 'customer']);
    expect(await of(null)).toEqual({ isKeyAccount: true, stickyAgentId: null });
    expect(asked).toHaveLength(2);
  });

  it('asks nothing about a caller without number or record', async () => {
    const nobody = { ...carol, callerNumber: '', customerId: null, customerKind: null };
    for (const to of ['last', 'owner'] as const) {
      const facts = await callerFacts(nobody, queue({ to, forS: 10 }), sticky, silentLogger);
      expect(facts).toEqual({ isKeyAccount: false, stickyAgentId: null });
    }
    expect(asked).toEqual([]);
  });

  it('costs him nothing but his own agent when the database is away', async () => {
    const away = { ...sticky, lastAgentOf: () => Promise.reject(new Error('away')) };
    const facts = await callerFacts(carol, queue({ to: 'last', forS: 10 }), away, silentLogger);
    expect(facts).toEqual({ isKeyAccount: true, stickyAgentId: null });
  });
});
