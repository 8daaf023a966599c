import { offerReasonSchema } from '../../server/contract/events';
import type { Strategy } from '../../server/contract/queue-config';
import { agentId, type AgentId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { aBreak, alice, aQueue, bob, carl, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const everybody = [alice, bob, carl];

requires('redis')('strategies', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  /** All ready, longest idle in this order. */
  const open = async (strategy: Strategy, inOrder: readonly AgentId[] = everybody) => {
    const centre = await openCallCentre(connection, [aQueue('general', inOrder, { strategy })]);
    for (const agent of everybody) {
      centre.clock.ms += 10;
      await centre.ready(agent);
    }
    return centre;
  };
  /** A call that is answered and over: who had it. */
  const serve = async (centre: CallCentre, talkMs: number): Promise<AgentId> => {
    centre.clock.ms += 10;
    const call = await centre.queued();
    const offer = await centre.offerOf(call);
    await centre.accept(offer);
    centre.clock.ms += talkMs;
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    return offer.agentId;
  };
  const whyOf = async (centre: CallCentre) =>
    offerReasonSchema.parse(
      (await centre.happened()).findLast(({ type }) => type === 'offer.made')?.data['why'],
    );

  it('longest-idle takes who has waited longest, and says who would have been next', async () => {
    const centre = await open('longest-idle');
    await centre.queued();
    const idle = (i: number) => 1_700_000_000_000 + 10 * (i + 1);
    expect(await whyOf(centre)).toMatchObject({
      ...{ strategy: 'longest-idle', by: 'call', agentsReady: 3, order: idle(0) },
      next: [
        { agentId: bob, order: idle(1) },
        { agentId: carl, order: idle(2) },
      ],
    });
  });

  it('fewest-calls takes who has taken fewest since he logged in', async () => {
    const centre = await open('fewest-calls');
    expect([await serve(centre, 10), await serve(centre, 10), await serve(centre, 10)]).toEqual(everybody);
    await centre.queued();
    expect(await whyOf(centre)).toMatchObject({
      order: 1,
      next: [
        { agentId: bob, order: 1 },
        { agentId: carl, order: 1 },
      ],
    });
    // A new stay counts anew.
    await centre.agents.logOut(carl, `session-${carl}`);
    await centre.ready(carl);
    expect(await serve(centre, 10)).toBe(carl);
  });

  it('least-talk-time takes who has talked least, in whole seconds', async () => {
    const centre = await open('least-talk-time');
    expect(await serve(centre, 5000)).toBe(alice);
    expect(await serve(centre, 60_000)).toBe(bob);
    expect(await serve(centre, 30_000)).toBe(carl);
    expect(await serve(centre, 40_000)).toBe(alice);
    expect(await serve(centre, 1000)).toBe(carl);
    expect(await whyOf(centre)).toMatchObject({
      order: 30,
      next: [{ agentId: alice, order: 45 }, { order: 60 }],
    });
  });

  it('top-down takes the first of the list who is ready', async () => {
    const centre = await open('top-down', [carl, alice, bob]);
    expect([await serve(centre, 10), await serve(centre, 10)]).toEqual([carl, carl]);
    await centre.presence.takeBreak(carl, aBreak());
    expect(await serve(centre, 10)).toBe(alice);
    expect(await whyOf(centre)).toMatchObject({
      agentsReady: 2,
      order: 1,
      next: [{ agentId: bob, order: 2 }],
    });
  });

  it('round-robin goes on after who had the last call, however he came to it', async () => {
    const centre = await open('round-robin', [carl, alice, bob]);
    expect([await serve(centre, 10), await serve(centre, 10)]).toEqual([carl, alice]);
    for (const agent of everybody) await centre.presence.takeBreak(agent, aBreak());
    const waiting = await centre.queued();
    await centre.acd.agentReady(carl, newOfferId());
    expect(await centre.offerOf(waiting)).toMatchObject({ agentId: carl });
    await centre.acd.agentReady(bob, newOfferId());
    await centre.acd.agentReady(alice, newOfferId());
    expect([await serve(centre, 10), await serve(centre, 10)]).toEqual([alice, bob]);
  });

  it('top-down and round-robin look beyond the first positions where many are ready elsewhere', async () => {
    const others = Array.from({ length: 60 }, (_unused, i) => agentId(String(2000 + i)));
    const order = [...others, alice];
    const centre = await openCallCentre(connection, [
      aQueue('general', order, { strategy: 'round-robin' }),
      aQueue('rest', others.slice(20), { strategy: 'top-down' }),
      aQueue(
        'more',
        Array.from({ length: 40 }, (_unused, i) => String(3000 + i)),
        { strategy: 'top-down' },
      ),
    ]);
    for (let i = 0; i < 40; i += 1) await centre.ready(agentId(String(3000 + i)));
    await centre.ready(alice);
    expect(await centre.offerOf(await centre.queued())).toMatchObject({ agentId: alice });
    for (const agent of others.slice(0, 3)) await centre.ready(agent);
    expect(await centre.offerOf(await centre.queued())).toMatchObject({ agentId: others[0] });
    expect(await centre.offerOf(await centre.queued())).toMatchObject({ agentId: others[1] });
  });

  it('random takes each as often as any other, also who has waited long', async () => {
    const centre = await open('random');
    const counts = new Map<AgentId, number>();
    for (let i = 0; i < 600; i += 1) {
      const agent = await serve(centre, 10);
      counts.set(agent, (counts.get(agent) ?? 0) + 1);
    }
    // Chance is a digest of agents and clock, so this is the same in every run: 200 each, give or take 3 deviations.
    for (const agent of everybody) expect(Math.abs((counts.get(agent) ?? 0) - 200)).toBeLessThan(35);
  });

  it('says of a call that an agent took when he became free which calls come after it', async () => {
    const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
    const first = await centre.queued();
    centre.clock.ms += 1000;
    const second = await centre.queued();
    await centre.ready(alice);
    expect(await centre.offerOf(first)).toMatchObject({ agentId: alice });
    expect(await whyOf(centre)).toMatchObject({
      ...{ by: 'agent', agentsReady: 1, score: centre.clock.ms - 1000, stepMs: 0 },
      next: [{ callId: second, order: centre.clock.ms }],
    });
  });
});
