import { randomUUID } from 'node:crypto';
import { CallEnding } from '../../server/calls/call-ending';
import { ConsultService } from '../../server/calls/consult.service';
import { ColleagueLeg } from '../../server/calls/colleague-leg';
import { FarLeg } from '../../server/calls/far-leg';
import { Guards } from '../../server/calls/guards';
import type { HandOverTo } from '../../server/calls/hand-over-to';
import { MergeService } from '../../server/calls/merge.service';
import { Switches } from '../../server/calls/switches';
import { legId, switchId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { AgentAway } from '../../server/switchboard/agent-away';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { toldSwitch } from '../support/told-switch';
import { alice, bob, openCallCentre } from './call-centre';

const hungUp = { cause: 'NORMAL_CLEARING', by: 'party' } as const;

requires('redis')('a talk of three', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  async function ringing(to: HandOverTo = { kind: 'number', number: '13900000077' }) {
    const centre = await openCallCentre(connection);
    const { told, target } = toldSwitch(switchId('fs1'));
    const switches = new Switches();
    switches.add(target);
    const settings = {
      ...{
        hasTrunk: true,
        policy: { allowed: [/^1/], denied: [], emergency: [], premium: [] },
        callerNumber: '1000',
      },
      ...{ ringTimeoutS: 20, wrapUpS: 30, idleClock: 'talked' as const, recording: 'off' as const },
    };
    const common = { calls: centre.calls, switches, fallbackS: 60, logger: silentLogger };
    const nobodyWaits = { wrapUpMs: () => 0, onAgentFreed: () => Promise.resolve() };
    const consult = new ConsultService({
      ...{ ...common, ...nobodyWaits },
      farLeg: new FarLeg({ ...centre, switches, newId: randomUUID, settings }),
      colleague: new ColleagueLeg({
        ...{ calls: centre.calls, events: centre.events, switches },
        ...{ phoneOf: (agentId) => centre.agents.get(agentId), ringS: () => 20 },
      }),
    });
    const away = new AgentAway({
      ...{ ...common, agents: centre.agents, newId: randomUUID },
      ending: new CallEnding({ ...common, ...nobodyWaits }),
      agentLost: () => Promise.reject(new Error('nobody is lost')),
      leave: (call) => consult.letTalkOn(call),
      settings: { awayS: 15, fallbackS: 60, comfort: () => [] },
    });
    const { call, offer } = await centre.talking(alice);
    await centre.ready(bob);
    await consult.consult(alice, call, { requestId: randomUUID(), to });
    const live = async () => {
      const found = await centre.calls.get(call);
      if (!found) throw new Error('no call');
      return found;
    };
    const parties = {
      far: (await live()).farParty?.legId ?? legId(''),
      agent: legId(offer.offerId),
      customer: (await live()).customerLegId,
    };
    return { centre, switches, consult, away, merge: new MergeService(common), call, live, told, ...parties };
  }

  async function answered(to?: HandOverTo) {
    const room = await ringing(to);
    await room.consult.onFarAnswered(await room.live());
    room.told.length = 0;
    return room;
  }

  async function merged(to?: HandOverTo) {
    const room = await answered(to);
    await room.merge.merge(alice, room.call);
    room.told.length = 0;
    return room;
  }

  it('begins out of the talk with the far party: he comes back to the caller, and it joins; two clicks are one', async () => {
    const { merge, call, told, far, agent, customer } = await answered();
    await merge.merge(alice, call);
    await merge.merge(alice, call);
    expect(told).toEqual([
      ...[
        `unbridge ${agent}`,
        `bridge ${customer} ${agent}`,
        `unguard ${customer}`,
        `join ${far} ${customer}`,
      ],
    ]);
  });

  it('begins out of the talk with the caller: nobody is parted', async () => {
    const { consult, merge, call, told, far, customer } = await answered();
    await consult.swap(alice, call, 'caller');
    told.length = 0;
    await merge.merge(alice, call);
    expect(told).toEqual([`unguard ${customer}`, `join ${far} ${customer}`]);
  });

  it('does not begin before there is an answer, without anybody, by somebody else, nor when the call is over', async () => {
    const { centre, consult, merge, call, live } = await ringing();
    await expect(merge.merge(alice, call)).rejects.toMatchObject({ code: 'conflict' });
    await consult.onFarAnswered(await live());
    await expect(merge.merge(bob, call)).rejects.toMatchObject({ code: 'not-permitted' });
    await consult.cancel(alice, call);
    await expect(merge.merge(alice, call)).rejects.toMatchObject({ code: 'conflict' });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    await expect(merge.merge(alice, call)).rejects.toMatchObject({ code: 'call-ended' });
  });

  it('is under no guard', async () => {
    const { centre, switches, told } = await merged();
    await new Guards({ calls: centre.calls, switches, fallbackS: 60 }).renew();
    expect(told).toEqual([]);
  });

  it('is taken apart again: the far party hears music, or the caller does', async () => {
    const { consult, merge, call, told, far, agent, customer } = await merged();
    await consult.swap(alice, call, 'caller');
    expect(told).toEqual([`unguard ${customer}`, `stop ${far}`, `music ${far}`, `leave ${far}`]);
    await merge.merge(alice, call);
    told.length = 0;
    await consult.swap(alice, call, 'far-party');
    expect(told).toEqual([
      ...[`bridge ${agent} ${far}`, `stop ${customer}`, `music ${customer}`, `guard ${customer}`],
    ]);
  });

  it('goes on without the agent, without whom he rang, or back with the caller alone', async () => {
    const left = await merged();
    // Two clicks are one, also at the same time.
    await Promise.all([1, 2].map(() => left.consult.complete(alice, left.call)));
    expect(left.told).toEqual([
      `bridge ${left.customer} ${left.far}`,
      ...[`unguard ${left.customer}`, `hangUp ${left.agent} NORMAL_CLEARING`],
    ]);
    expect(await left.live()).toMatchObject({ state: 'connected', agentId: null });
    const gone = await merged();
    await gone.consult.onFarGone(await gone.live(), hungUp);
    expect(gone.told).toEqual([`unguard ${gone.customer}`]);
    expect(await gone.live()).toMatchObject({ state: 'talking', farParty: { state: 'left' } });
    const back = await merged();
    await back.consult.cancel(alice, back.call);
    expect(back.told).toEqual([`unguard ${back.customer}`, `hangUp ${back.far} NORMAL_CLEARING`]);
  });

  it('with a colleague goes on as his, or without him', async () => {
    const left = await merged({ kind: 'agent', agentId: bob });
    await left.consult.complete(alice, left.call);
    expect(left.told[0]).toBe(`bridge ${left.customer} ${left.far}`);
    expect(await left.live()).toMatchObject({ state: 'talking', agentId: bob, agentLegId: left.far });
    const gone = await merged({ kind: 'agent', agentId: bob });
    expect(await gone.consult.leave(await gone.live(), bob)).toBe(true);
    expect(gone.told).toEqual([`unguard ${gone.customer}`, `hangUp ${gone.far} NORMAL_CLEARING`]);
    expect(await gone.live()).toMatchObject({
      state: 'talking',
      agentId: alice,
      farParty: { state: 'left' },
    });
    expect(await gone.centre.agents.get(bob)).toMatchObject({ state: 'idle' });
  });

  it('has nothing played into it while its agent is away, who comes back into it on another leg', async () => {
    const { away, live, told, agent, customer } = await merged();
    await away.onLegGone(await live(), 'closed');
    await away.tick(() => true);
    expect(told.filter((each) => !each.startsWith('callAgent'))).toEqual([`hangUp ${agent} NORMAL_CLEARING`]);
    told.length = 0;
    const back = legId((await live()).awayLegId ?? '');
    expect(await away.onAnswered(await live(), back)).toBe(true);
    expect(told).toEqual([
      ...[`bridge ${customer} ${back}`, `unguard ${customer}`, `hangUp ${agent} NORMAL_CLEARING`],
    ]);
  });

  it('gives the caller music when the far party leaves while the agent is away', async () => {
    const { away, consult, live, told, customer } = await merged();
    await away.onLegGone(await live(), 'closed');
    told.length = 0;
    await consult.onFarGone(await live(), hungUp);
    expect(told).toEqual([`stop ${customer}`, `music ${customer}`, `guard ${customer}`]);
  });

  it('is left to the two others when its agent does not come back', async () => {
    const { away, live, told, far, customer } = await merged();
    await away.giveUp(await live(), 'stayed away');
    expect(told).toContain(`bridge ${customer} ${far}`);
    expect((await live()).state).toBe('connected');
  });

  it('is brought about after a gap by what is still missing', async () => {
    const { consult, merge, call, live, told, far, agent, customer } = await merged();
    const resume = async (agentIsBridgedTo: typeof far | null, farHasJoined: typeof far | null) => {
      told.length = 0;
      await merge.resume(await live(), { agentIsBridgedTo, farHasJoined });
      return [...told];
    };
    expect(await resume(customer, customer)).toEqual([`unguard ${customer}`]);
    expect(await resume(customer, null)).toEqual([`unguard ${customer}`, `join ${far} ${customer}`]);
    expect((await resume(far, null)).slice(0, 2)).toEqual([
      `unbridge ${agent}`,
      `bridge ${customer} ${agent}`,
    ]);
    // He had turned to the caller alone, and it was to leave.
    await consult.swap(alice, call, 'caller');
    told.length = 0;
    await consult.resume(await live(), {
      agentIsBridgedTo: customer,
      far: { answered: true, joinedTo: customer },
    });
    expect(told).toEqual([`unguard ${customer}`, `stop ${far}`, `music ${far}`, `leave ${far}`]);
  });
});
