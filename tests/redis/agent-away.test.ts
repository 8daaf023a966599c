import { randomUUID } from 'node:crypto';
import { legId, type CallId, type LegId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, bob, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const AGAIN_MS = 10_000;
const LOST_MS = 15_000;

requires('redis')('an agent whose audio is gone', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const newLeg = (): LegId => legId(randomUUID());
  const talking = async (centre: CallCentre) => {
    const { call, offer } = await centre.talking(alice);
    return { call, leg: legId(offer.offerId) };
  };
  const away = (centre: CallCentre, call: CallId, agentLegId: LegId, comfortMs = 1000) =>
    centre.calls.agentAway({ callId: call, agentLegId, reason: 'closed', comfortMs, lostMs: LOST_MS });
  const recall = (centre: CallCentre, call: CallId, leg: LegId, patienceMs = 0, agent = alice) =>
    centre.calls.recallAgent({ callId: call, agentId: agent, legId: leg, patienceMs });
  const due = async (centre: CallCentre) => centre.calls.dueAway(AGAIN_MS);

  it('keeps his call, once, and only for the leg he had', async () => {
    const centre = await openCallCentre(connection);
    const { call, leg } = await talking(centre);
    expect(await away(centre, call, newLeg())).toBe('stale');
    expect(await away(centre, call, leg)).toBe('away');
    expect(await away(centre, call, leg)).toBe('exists');
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'talking',
      agentId: alice,
      awaySince: centre.clock.ms,
    });
    expect((await centre.happened()).filter(({ type }) => type === 'call.agent-away')).toMatchObject([
      { agentId: alice, data: { agentLegId: leg, reason: 'closed', until: centre.clock.ms + LOST_MS } },
    ]);
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    expect(await away(centre, call, leg)).toBe('gone');
  });

  it('is told of to the caller once it lasts, and again after a while; at once when his leg ends, too', async () => {
    const centre = await openCallCentre(connection);
    const { call, leg } = await talking(centre);
    await away(centre, call, leg);
    expect(await due(centre)).toEqual({ first: [], again: [], lost: [] });
    await away(centre, call, leg, 0);
    expect(await due(centre)).toEqual({ first: [call], again: [], lost: [] });
    // The end of the leg, which the comfort has caused, is no reason for more of it.
    await away(centre, call, leg, 0);
    expect(await due(centre)).toEqual({ first: [], again: [], lost: [] });
    centre.clock.ms += AGAIN_MS;
    expect(await due(centre)).toEqual({ first: [], again: [call], lost: [] });
  });

  it('is back with the leg that was called last, and with no other', async () => {
    const centre = await openCallCentre(connection);
    const { call, leg } = await talking(centre);
    const [first, second, third] = [newLeg(), newLeg(), newLeg()];
    expect(await recall(centre, call, first)).toEqual({ kind: 'not-away' });
    await away(centre, call, leg);
    expect(await recall(centre, call, first, 0, bob)).toEqual({ kind: 'not-away' });
    expect(await recall(centre, call, first)).toEqual({ kind: 'ring', replaced: null });
    expect(await recall(centre, call, second, 2000)).toEqual({ kind: 'rings' });
    expect(await recall(centre, call, third)).toEqual({ kind: 'ring', replaced: first });
    expect((await centre.calls.findByLeg(third))?.callId).toBe(call);
    centre.clock.ms += 700;
    expect(await centre.calls.agentBack(call, first)).toEqual({ kind: 'stale' });
    expect(await centre.calls.agentBack(call, third)).toEqual({ kind: 'back', formerLegId: leg });
    expect(await centre.calls.agentBack(call, third)).toEqual({ kind: 'stale' });
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'talking',
      agentLegId: third,
      awaySince: null,
      awayLegId: null,
    });
    expect((await centre.happened()).at(-1)).toMatchObject({
      type: 'call.agent-back',
      data: { agentLegId: third, awayMs: 700 },
    });
    centre.clock.ms += LOST_MS;
    expect(await due(centre)).toEqual({ first: [], again: [], lost: [] });
  });

  it('is given up at the deadline, until that has been done', async () => {
    const centre = await openCallCentre(connection);
    const { call, leg } = await talking(centre);
    await away(centre, call, leg);
    centre.clock.ms += LOST_MS;
    expect((await due(centre)).lost).toEqual([call]);
    expect((await due(centre)).lost).toEqual([call]);
    await centre.acd.agentLost({ callId: call, agentLegId: leg, reason: 'away', offerId: newOfferId() });
    expect((await due(centre)).lost).toEqual([]);
    expect(await centre.calls.get(call)).toMatchObject({ state: 'queued', awaySince: null });
  });

  it('is not waited for any more when his caller hangs up or goes on without him', async () => {
    const centre = await openCallCentre(connection);
    const { call, leg } = await talking(centre);
    await away(centre, call, leg);
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    centre.clock.ms += LOST_MS;
    expect(await due(centre)).toEqual({ first: [], again: [], lost: [] });

    const other = await openCallCentre(connection);
    const held = await talking(other);
    await away(other, held.call, held.leg);
    await other.calls.returnToFlow(held.call, {
      agentId: alice,
      entry: { name: 'afterTalk', variables: {} },
      wrapUpMs: 0,
    });
    other.clock.ms += LOST_MS;
    expect(await due(other)).toEqual({ first: [], again: [], lost: [] });
    expect((await other.calls.get(held.call))?.awaySince).toBeNull();
  });
});
