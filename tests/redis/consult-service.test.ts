import { randomUUID } from 'node:crypto';
import { CallEnding } from '../../server/calls/call-ending';
import { ConsultService } from '../../server/calls/consult.service';
import { Guards } from '../../server/calls/guards';
import { FarLeg } from '../../server/calls/far-leg';
import { Switches } from '../../server/calls/switches';
import { legId, switchId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { toldSwitch } from '../support/told-switch';
import { AgentAway } from '../../server/switchboard/agent-away';
import { alice, openCallCentre } from './call-centre';

requires('redis')('the service for an agent who consults', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  async function consulting() {
    const centre = await openCallCentre(connection);
    const { told, target } = toldSwitch(switchId('fs1'));
    const switches = new Switches();
    switches.add(target);
    const settings = {
      ...{ hasTrunk: true, policy: { allowed: [/^1/], denied: [] }, callerNumber: '1000' },
      ...{ ringTimeoutS: 20, wrapUpS: 30, idleClock: 'talked' as const },
    };
    const consult = new ConsultService({
      ...{ calls: centre.calls, switches, fallbackS: 60, logger: silentLogger },
      farLeg: new FarLeg({ ...centre, switches, newId: randomUUID, settings }),
      wrapUpMs: () => 0,
      onAgentFreed: () => Promise.resolve(),
    });
    const { call, offer } = await centre.talking(alice);
    await consult.consult(alice, call, '13900000077');
    const far = (await centre.calls.get(call))?.farParty?.legId ?? '';
    const live = async () => {
      const found = await centre.calls.get(call);
      if (!found) throw new Error('no call');
      return found;
    };
    await consult.onFarAnswered(await live());
    told.length = 0;
    return {
      centre,
      switches,
      consult,
      call,
      live,
      told,
      far,
      agent: offer.offerId,
      customer: `leg-${call}`,
    };
  }

  it('turns to the caller and back: the one who waits hears music, the caller under his guard', async () => {
    const { consult, call, told, far, agent, customer } = await consulting();
    await consult.swap(alice, call, 'caller');
    expect(told).toEqual([
      ...[`bridge ${customer} ${agent}`, `unguard ${customer}`, `stop ${far}`, `music ${far}`],
    ]);
    told.length = 0;
    await consult.swap(alice, call, 'caller');
    expect(told).toEqual([]);
    await consult.swap(alice, call, 'far-party');
    expect(told).toEqual([
      ...[`bridge ${agent} ${far}`, `stop ${customer}`, `music ${customer}`, `guard ${customer}`],
    ]);
  });

  it('comes back to the caller he has turned to without parting them', async () => {
    const { consult, call, told, far, customer } = await consulting();
    await consult.swap(alice, call, 'caller');
    told.length = 0;
    await consult.cancel(alice, call);
    expect(told).toEqual([`unguard ${customer}`, `hangUp ${far} NORMAL_CLEARING`]);
  });

  it('after a gap stands as it was: with the caller, or brought together with him again', async () => {
    const { consult, call, live, told, agent, customer } = await consulting();
    await consult.swap(alice, call, 'caller');
    told.length = 0;
    const legs = { agentIsBridgedTo: (await live()).customerLegId, far: { answered: true } };
    await consult.resume(await live(), legs);
    expect(told).toEqual([]);
    await consult.resume(await live(), { ...legs, agentIsBridgedTo: null });
    expect(told[0]).toBe(`bridge ${customer} ${agent}`);
  });

  it('with the caller again after his page was reloaded, who is under no guard in the talk and under one without it', async () => {
    const { centre, switches, consult, call, live, told, agent, customer } = await consulting();
    await consult.swap(alice, call, 'caller');
    told.length = 0;
    await new Guards({ calls: centre.calls, switches, fallbackS: 60 }).renew();
    expect(told).toEqual([]);
    const away = new AgentAway({
      ...{ calls: centre.calls, agents: centre.agents, switches, newId: randomUUID, logger: silentLogger },
      ending: new CallEnding({
        ...{ calls: centre.calls, switches, wrapUpMs: () => 0, logger: silentLogger },
        onAgentFreed: () => Promise.resolve(),
      }),
      agentLost: () => Promise.resolve(true),
      settings: { awayS: 15, fallbackS: 60, comfort: () => [] },
    });
    await away.onLegGone(await live(), 'closed');
    await away.tick(() => true);
    expect(told).toContain(`music ${customer}`);
    const back = legId((await live()).awayLegId ?? '');
    told.length = 0;
    expect(await away.onAnswered(await live(), back)).toBe(true);
    expect(told).toEqual([
      ...[`bridge ${customer} ${back}`, `unguard ${customer}`, `hangUp ${agent} NORMAL_CLEARING`],
    ]);
  });

  it('does not swap before there is an answer, nor when the call is over', async () => {
    const { centre, consult, call } = await consulting();
    await consult.cancel(alice, call);
    await expect(consult.swap(alice, call, 'caller')).rejects.toMatchObject({ code: 'conflict' });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    await expect(consult.swap(alice, call, 'caller')).rejects.toMatchObject({ code: 'call-ended' });
  });
});
