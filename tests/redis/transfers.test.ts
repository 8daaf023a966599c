import { randomUUID } from 'node:crypto';
import { legId, queueId, switchId, type AgentId, type CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { alice, aQueue, bob, carl, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const NUMBER = '13900000077';
const HOUR = 3_600_000;

requires('redis')('callers handed over', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const centreOf = () =>
    openCallCentre(connection, [
      aQueue('general', [alice, bob]),
      aQueue('special', [carl], { weightS: 20, keyAccountBonusS: 40 }),
    ]);
  const common = (callId: CallId, agentId: AgentId = alice) => ({
    ...{ callId, agentId, requestId: randomUUID(), wrapUpMs: 30_000, offerId: newOfferId() },
  });
  const toQueue = (centre: CallCentre, call: CallId, queue = 'special', isKeyAccount = false) =>
    centre.transfers.toQueue({ ...common(call), queueId: queueId(queue), isKeyAccount });
  const score = async (centre: CallCentre, call: CallId) =>
    Number(await connection.command(['HGET', `${centre.prefix}call:${call}`, 'score']));

  it('transfer-to-queue keeps the time of the first wait, with the bonuses of the new queue', async () => {
    const centre = await centreOf();
    const entered = centre.clock.ms;
    const { call, offer } = await centre.talking(alice);
    centre.clock.ms += 60_000;
    expect(await toQueue(centre, call, 'special', true)).toEqual({
      kind: 'transferred',
      from: 'talking',
      agentLegId: offer.offerId,
      offers: [],
    });
    expect(await score(centre, call)).toBe(entered - 60_000);
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'queued',
      queueId: 'special',
      agentId: null,
      lastAgentId: alice,
      queuedAt: centre.clock.ms,
    });
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'wrap-up', callId: call });
    // Whoever entered there meanwhile is behind it.
    await centre.ready(carl);
    expect((await centre.acd.liveOffers()).map(({ callId, agentId }) => [callId, agentId])).toEqual([
      [call, carl],
    ]);
    expect((await centre.eventTypes()).filter((type) => type.startsWith('call.trans'))).toEqual([
      'call.transferred',
    ]);
  });

  it('a request is carried out once, by whoever has the call, and not in an unknown queue', async () => {
    const centre = await centreOf();
    const { call } = await centre.talking(alice);
    const transfer = { ...common(call), queueId: queueId('special'), isKeyAccount: false };
    expect(await centre.transfers.toQueue({ ...transfer, agentId: bob })).toEqual({
      kind: 'not-allowed',
      state: 'talking',
    });
    expect(await centre.transfers.toQueue({ ...transfer, queueId: queueId('nowhere') })).toEqual({
      kind: 'unknown-queue',
    });
    const both = await Promise.all([centre.transfers.toQueue(transfer), centre.transfers.toQueue(transfer)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['repeated', 'transferred']);
    expect(await toQueue(centre, call)).toEqual({ kind: 'not-allowed', state: 'queued' });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    expect(await toQueue(centre, call)).toEqual({ kind: 'gone' });
  });

  it('a repeated request whose reply was lost names the same offers', async () => {
    const centre = await centreOf();
    const { call } = await centre.talking(alice);
    await centre.ready(carl);
    const transfer = { ...common(call), queueId: queueId('special'), isKeyAccount: false };
    const first = await centre.transfers.toQueue(transfer);
    expect(first).toMatchObject({ kind: 'transferred', offers: [{ agentId: carl }] });
    if (first.kind !== 'transferred') return;
    expect(await centre.transfers.toQueue(transfer)).toEqual({ kind: 'repeated', offers: first.offers });
  });

  it('the queue he answers himself does not give it back at once when others are free', async () => {
    const centre = await centreOf();
    const { call } = await centre.talking(alice);
    await centre.ready(bob);
    expect(
      await centre.transfers.toQueue({
        ...{ ...common(call), wrapUpMs: 0 },
        ...{ queueId: queueId('general'), isKeyAccount: false },
      }),
    ).toMatchObject({ offers: [{ agentId: bob }] });
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'idle' });
  });

  it('transfer-to-agent rings a colleague alone; not taken, it is at the head of the queue', async () => {
    const centre = await centreOf();
    const { call } = await centre.talking(alice);
    const before = await score(centre, call);
    await centre.ready(carl);
    const other = await centre.queued('general');
    const transfer = { ...common(call), toAgentId: carl, queueId: queueId('general') };
    const moved = await centre.transfers.toAgent(transfer);
    expect(moved).toMatchObject({ kind: 'transferred', offers: [{ agentId: carl, queueId: 'general' }] });
    if (moved.kind !== 'transferred' || !moved.offers[0]) throw new Error('not offered');
    expect(await centre.calls.get(call)).toMatchObject({ state: 'offered', agentId: carl });
    await centre.acd.loseOffer(moved.offers[0], 'missed', newOfferId());
    expect(await centre.calls.get(call)).toMatchObject({ state: 'queued', queueId: 'general' });
    expect(await score(centre, call)).toBe(before - HOUR);
    await centre.ready(bob);
    expect((await centre.offerOf(call)).agentId).toBe(bob);
    expect(await centre.calls.get(other)).toMatchObject({ state: 'queued' });
  });

  it.each([
    ['on a break', 'break', (centre: CallCentre) => centre.present(bob)],
    ['logged out', 'logged-out', () => Promise.resolve()],
    [
      'without his phone',
      'unreachable',
      async (centre: CallCentre) => {
        await centre.ready(bob);
        await centre.acd.agentUnreachable(`s${bob}`, switchId('fs1'));
      },
    ],
    [
      'rung for another call',
      'offered',
      async (centre: CallCentre) => {
        await centre.ready(bob);
        await centre.queued();
      },
    ],
  ])('transfer-to-agent is refused while the colleague is %s', async (_name, state, make) => {
    const centre = await centreOf();
    const { call } = await centre.talking(alice);
    await make(centre);
    const transfer = { ...common(call), toAgentId: bob, queueId: queueId('general') };
    expect(await centre.transfers.toAgent(transfer)).toEqual({ kind: 'not-free', state });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'talking', agentId: alice });
  });

  it('transfer-to-number, and requeue-call when it is not reached; a late hang-up changes nothing', async () => {
    const centre = await centreOf();
    const { call } = await centre.talking(alice);
    const before = await score(centre, call);
    const farLegId = legId(randomUUID());
    expect(await centre.transfers.toNumber({ ...common(call), farLegId, number: NUMBER })).toMatchObject({
      kind: 'transferred',
      offers: [],
    });
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'connecting',
      agentId: null,
      farParty: { legId: farLegId, number: NUMBER, state: 'ringing', requestId: null },
    });
    const back = { callId: call, farLegId, queueId: queueId('general'), cause: 'USER_BUSY', sipStatus: 486 };
    expect(
      await centre.transfers.requeue({ ...back, farLegId: legId(randomUUID()), offerId: newOfferId() }),
    ).toEqual({ kind: 'not-allowed', state: 'connecting' });
    expect(await centre.transfers.requeue({ ...back, offerId: newOfferId() })).toEqual({ kind: 'waiting' });
    expect(await score(centre, call)).toBe(before - HOUR);
    expect(await centre.transfers.requeue({ ...back, offerId: newOfferId() })).toMatchObject({
      kind: 'not-allowed',
    });
    expect((await centre.happened()).find(({ type }) => type === 'call.transfer-failed')).toMatchObject({
      data: { number: NUMBER, cause: 'USER_BUSY', sipStatus: 486 },
    });
  });

  it('whom an agent dialled may be given to a colleague, and waits in that colleague’s queue', async () => {
    const centre = await centreOf();
    await centre.ready(alice);
    const call = await centre.dial(alice);
    await centre.calls.startTalk(call, []);
    await centre.ready(carl);
    const transfer = { ...common(call), toAgentId: carl, queueId: queueId('special') };
    expect(await centre.transfers.toAgent(transfer)).toMatchObject({ kind: 'transferred' });
    expect(await centre.acd.acceptOffer(await centre.offerOf(call), newOfferId())).toMatchObject({
      kind: 'accepted',
    });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'talking', agentId: carl });
  });
});
