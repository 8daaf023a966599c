import { randomUUID } from 'node:crypto';
import { CallWaiting } from '../../server/acd/call-waiting.service';
import { queueId, switchId, type CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { aBreak, alice, aQueue, bob, carl, newOfferId, openCallCentre, type CallCentre } from './call-centre';

requires('redis')('a caller who waits for one agent', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let centre: CallCentre;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());
  const open = async (then: 'busy' | 'notify' = 'notify') => {
    centre = await openCallCentre(connection, [
      aQueue('general', [alice, bob], {
        callWaiting: then === 'busy' ? { then } : { then, forS: 60 },
      }),
      aQueue('bobs', [bob]),
    ]);
  };
  afterEach(async () => {
    expect(await centre.acd.brokenInvariants()).toEqual([]);
  });

  /** Bob talks, Alice talks; she hands her caller to him. */
  async function bothTalk(): Promise<{ his: CallId; hers: CallId }> {
    await centre.ready(bob);
    const his = await centre.queued('bobs');
    await centre.accept(await centre.offerOf(his));
    const { call: hers } = await centre.talking(alice);
    return { his, hers };
  }
  const handOver = (callId: CallId) =>
    centre.transfers.toAgent({
      ...{ callId, agentId: alice, toAgentId: bob, queueId: queueId('general') },
      ...{ requestId: randomUUID(), wrapUpMs: 30_000, offerId: newOfferId() },
    });
  const told = async (type: string) => (await centre.happened()).filter((event) => event.type === type);
  const handedOver = async () => {
    await open();
    const both = await bothTalk();
    expect(await handOver(both.hers)).toMatchObject({ kind: 'transferred', offers: [] });
    return both;
  };

  it('is refused where his queue says busy', async () => {
    await open('busy');
    const { hers } = await bothTalk();
    expect(await handOver(hers)).toEqual({ kind: 'not-free', state: 'on-call' });
    expect(await centre.acd.waitingFor(bob)).toEqual([]);
  });

  it('waits for him alone where it says notify, and the agent who handed him over wraps up', async () => {
    const { hers } = await handedOver();
    expect(await centre.calls.get(hers)).toMatchObject({
      state: 'queued',
      agentId: null,
      lastAgentId: alice,
    });
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'wrap-up' });
    const until = centre.clock.ms + 60_000;
    expect(await centre.acd.waitingFor(bob)).toEqual([{ callId: hers, until }]);
    expect(await told('call.waits-for')).toMatchObject([{ callId: hers, agentId: bob, data: { until } }]);
    // Nobody else gets him meanwhile.
    await centre.acd.finishWrapUp({ agentId: alice, callId: hers, offerId: newOfferId() });
    expect(await centre.acd.liveOffers()).toEqual([]);
  });

  it('is his next, before all who waited longer', async () => {
    const { his, hers } = await handedOver();
    const older = await centre.queued('bobs', 9_000_000);
    await centre.calls.end(his, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    await centre.acd.matchAgent(bob, newOfferId());
    expect(await centre.offerOf(hers)).toMatchObject({ agentId: bob });
    expect(await centre.calls.get(older)).toMatchObject({ state: 'queued' });
  });

  it.each([
    [
      'goes on a break afterwards',
      async () => {
        await centre.presence.takeBreak(bob, aBreak());
      },
      'on-call',
    ],
    [
      'has lost his telephone',
      async () => {
        await centre.acd.agentUnreachable(`s${bob}`, switchId('fs1'));
      },
      'unreachable',
    ],
  ] as const)('is refused when he %s', async (_what, make, state) => {
    await open();
    const { hers } = await bothTalk();
    await make();
    expect(await handOver(hers)).toEqual({ kind: 'not-free', state });
  });

  it('waits for others, too, after his time', async () => {
    const { hers } = await handedOver();
    await centre.acd.finishWrapUp({ agentId: alice, callId: hers, offerId: newOfferId() });
    centre.clock.ms += 60_000;
    const { offers } = await centre.acd.advanceSteps(10, newOfferId());
    expect(offers).toMatchObject([{ callId: hers, agentId: alice }]);
    expect((await told('call.waits-for')).at(-1)).toMatchObject({ agentId: bob, data: { until: null } });
  });

  it('waits for others, too, when he does not want him; nobody else may say so', async () => {
    const { hers } = await handedOver();
    expect(await centre.acd.refuseWaiting({ callId: hers, agentId: carl })).toBe('gone');
    expect(await centre.acd.refuseWaiting({ callId: hers, agentId: bob })).toBe('refused');
    await centre.acd.advanceSteps(10, newOfferId());
    expect(await centre.acd.waitingFor(bob)).toEqual([]);
    expect(await centre.acd.refuseWaiting({ callId: hers, agentId: bob })).toBe('gone');
    expect(await told('call.waiting-refused')).toMatchObject([{ callId: hers, agentId: bob }]);
  });

  it('is taken by parking the other, the first of them only, and once', async () => {
    const { his, hers } = await handedOver();
    const parked: unknown[] = [];
    const waiting = new CallWaiting({
      ...centre,
      parking: {
        park: (...args) => {
          parked.push(args);
          return Promise.resolve();
        },
      },
    });
    const requestId = randomUUID();
    await expect(waiting.take(bob, his, requestId)).resolves.toBeUndefined();
    await expect(waiting.take(alice, hers, requestId)).rejects.toMatchObject({ code: 'offer-gone' });
    expect(parked).toEqual([]);
    await waiting.take(bob, hers, requestId);
    expect(parked).toEqual([[bob, his, requestId, true]]);
    await waiting.refuse(bob, hers);
    await centre.acd.advanceSteps(10, newOfferId());
    await expect(waiting.refuse(bob, hers)).rejects.toMatchObject({ code: 'offer-gone' });
  });
});
