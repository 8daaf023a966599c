import { randomUUID } from 'node:crypto';
import { CallEnding } from '../../server/calls/call-ending';
import { ConsultService } from '../../server/calls/consult.service';
import type { HandOverTo } from '../../server/calls/hand-over-to';
import { Guards } from '../../server/calls/guards';
import { ColleagueLeg } from '../../server/calls/colleague-leg';
import { FarLeg } from '../../server/calls/far-leg';
import { Switches } from '../../server/calls/switches';
import { legId, queueId, switchId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { toldSwitch } from '../support/told-switch';
import { AgentAway } from '../../server/switchboard/agent-away';
import { alice, bob, openCallCentre } from './call-centre';

requires('redis')('the service for an agent who consults', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  /** Alice talks with a caller, and Bob is free. */
  async function talking() {
    const centre = await openCallCentre(connection);
    const { told, target, refuses } = toldSwitch(switchId('fs1'));
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
    const freed: string[] = [];
    const consult = new ConsultService({
      ...{ calls: centre.calls, switches, fallbackS: 60, logger: silentLogger },
      farLeg: new FarLeg({ ...centre, switches, newId: randomUUID, settings }),
      colleague: new ColleagueLeg({
        ...{ calls: centre.calls, events: centre.events, switches },
        ...{ phoneOf: (agentId) => centre.agents.get(agentId), ringS: () => 20 },
      }),
      wrapUpMs: () => 0,
      onAgentFreed: (agentId) => {
        freed.push(agentId);
        return Promise.resolve();
      },
    });
    const { call, offer } = await centre.talking(alice);
    await centre.ready(bob);
    const live = async () => {
      const found = await centre.calls.get(call);
      if (!found) throw new Error('no call');
      return found;
    };
    return {
      centre,
      switches,
      consult,
      call,
      live,
      told,
      freed,
      refuses,
      agent: offer.offerId,
      customer: `leg-${call}`,
    };
  }
  type Talk = Awaited<ReturnType<typeof talking>>;
  const ask = ({ consult, call }: Talk, to: HandOverTo, requestId = randomUUID()) =>
    consult.consult(alice, call, { requestId, to });
  const farOf = async ({ live }: Talk) => (await live()).farParty?.legId ?? '';

  /** She talks with somebody outside. */
  async function consulting(to: HandOverTo = { kind: 'number', number: '13900000077' }) {
    const talk = await talking();
    await ask(talk, to);
    await talk.consult.onFarAnswered(await talk.live());
    talk.told.length = 0;
    return { ...talk, far: await farOf(talk) };
  }
  const toBob: HandOverTo = { kind: 'agent', agentId: bob };

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
    const legs = { agentIsBridgedTo: (await live()).customerLegId, far: { answered: true, joinedTo: null } };
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
      leave: (lost) => consult.letTalkOn(lost),
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

  it('rings a colleague once he is reserved, his caller hearing music, and asks once by one request', async () => {
    const talk = await talking();
    const { told, agent, customer, live } = talk;
    const requestId = randomUUID();
    await Promise.all([ask(talk, toBob, requestId), ask(talk, toBob, requestId)]);
    expect(told).toEqual([
      ...[`unbridge ${customer}`, `stop ${customer}`, `music ${customer}`, `guard ${customer}`],
      ...[`stop ${agent}`, `tone ${agent} ringback`, `callAgent ${await farOf(talk)} s${bob}`],
    ]);
    told.length = 0;
    await talk.consult.onFarAnswered(await live());
    expect(told).toEqual([`bridge ${agent} ${await farOf(talk)}`]);
  });

  it('says what a colleague is who is not free, and that nobody of a queue is', async () => {
    const talk = await talking();
    await talk.centre.queued();
    await expect(ask(talk, toBob)).rejects.toMatchObject({
      ...{ code: 'colleague-busy', details: { state: 'offered' } },
    });
    await expect(ask(talk, { kind: 'queue', queueId: queueId('general') })).rejects.toMatchObject({
      code: 'nobody-ready',
    });
    await expect(ask(talk, { kind: 'queue', queueId: queueId('none') })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(talk.told).toEqual([]);
    expect((await talk.live()).state).toBe('talking');
  });

  it('leaves the caller to the colleague, whom he hears; who asked is done', async () => {
    const { consult, call, told, far, agent, customer, freed, live } = await consulting(toBob);
    await consult.complete(alice, call);
    expect(told).toEqual([
      ...[`bridge ${customer} ${far}`, `unguard ${customer}`, `hangUp ${agent} NORMAL_CLEARING`],
    ]);
    expect(await live()).toMatchObject({ state: 'talking', agentId: bob, agentLegId: far });
    expect(freed).toEqual([alice]);
    // A second click.
    await consult.complete(alice, call);
    expect(told).toHaveLength(3);
  });

  it('comes back without the colleague, whose phone is hung up before he may get a call', async () => {
    const { consult, call, told, far, freed, customer, agent, live } = await consulting(toBob);
    await consult.cancel(alice, call);
    expect(told).toEqual([
      ...[`bridge ${customer} ${agent}`, `unguard ${customer}`, `hangUp ${far} NORMAL_CLEARING`],
    ]);
    expect(freed).toEqual([bob]);
    expect((await live()).state).toBe('talking');
  });

  it.each([
    ['lets it ring out', 'NO_ANSWER', 'party', { presence: 'not-responding', reachable: true }],
    ['declines', 'CALL_REJECTED', 'party', { presence: 'ready', reachable: true }],
    [
      'has a phone that cannot be had',
      'USER_NOT_REGISTERED',
      'switch',
      { presence: 'ready', reachable: false },
    ],
  ] as const)('comes back when the colleague %s', async (_what, cause, by, becomes) => {
    const talk = await talking();
    const { consult, centre, live, told, agent, customer, freed } = talk;
    await ask(talk, toBob);
    told.length = 0;
    await consult.onFarGone(await live(), { cause, by });
    expect(told).toEqual([`bridge ${customer} ${agent}`, `unguard ${customer}`]);
    expect(await live()).toMatchObject({ state: 'talking', farParty: { state: 'failed', failure: cause } });
    expect(await centre.agents.get(bob)).toMatchObject({ state: 'idle', ...becomes });
    expect(freed).toEqual([bob]);
  });

  it('a colleague whose sound broke off in the consult is not rung again before his phone is well', async () => {
    const { consult, centre, live } = await consulting(toBob);
    await consult.onFarGone(await live(), { cause: 'MEDIA_TIMEOUT', by: 'switch' });
    expect(await centre.agents.get(bob)).toMatchObject({ state: 'idle', reachable: false });
  });

  it('a colleague whose leg somebody ended on the switch has a phone that is well', async () => {
    const { consult, centre, live } = await consulting(toBob);
    await consult.onFarGone(await live(), { cause: 'NORMAL_CLEARING', by: 'switch' });
    expect(await centre.agents.get(bob)).toMatchObject({ state: 'idle', reachable: true });
  });

  it('a colleague may leave, also before he answers, and whose page died has left; nobody else has', async () => {
    const talk = await consulting(toBob);
    const { consult, live, told, far } = talk;
    expect(await consult.leave(await live(), alice)).toBe(false);
    expect(await consult.onUnreachable(await live(), alice)).toBe(false);
    expect(await consult.leave(await live(), bob)).toBe(true);
    expect(await live()).toMatchObject({ state: 'talking', farParty: { failure: 'NORMAL_CLEARING' } });
    expect(told).toContain(`hangUp ${far} NORMAL_CLEARING`);
    // A second click.
    expect(await consult.leave(await live(), bob)).toBe(true);
    await ask(talk, toBob);
    const second = await farOf(talk);
    expect(await consult.leave(await live(), bob)).toBe(true);
    expect(told).toContain(`hangUp ${second} ORIGINATOR_CANCEL`);
    await ask(talk, toBob);
    expect(await consult.onUnreachable(await live(), bob)).toBe(true);
    expect(await live()).toMatchObject({ state: 'talking', farParty: { failure: 'SUBSCRIBER_ABSENT' } });
  });

  it('a colleague who is asked can do nothing else with the call', async () => {
    const { consult, call } = await consulting(toBob);
    const refusal = { code: 'not-permitted', message: expect.stringContaining('your colleague’s') as string };
    await expect(consult.cancel(bob, call)).rejects.toMatchObject(refusal);
    await expect(consult.complete(bob, call)).rejects.toMatchObject(refusal);
    await expect(consult.swap(bob, call, 'caller')).rejects.toMatchObject(refusal);
    await expect(consult.consult(bob, call, { requestId: randomUUID(), to: toBob })).rejects.toMatchObject(
      refusal,
    );
  });

  it('is with the caller again, and the colleague free, when his phone could not be called', async () => {
    const talk = await talking();
    talk.refuses.add('callAgent');
    await expect(ask(talk, toBob)).rejects.toMatchObject({ code: 'switch-refused' });
    expect((await talk.live()).state).toBe('talking');
    expect(await talk.centre.agents.get(bob)).toMatchObject({ state: 'idle', presence: 'ready' });
  });

  it('after a gap does not ring a colleague again whose leg is gone, nor blames him', async () => {
    const talk = await talking();
    await ask(talk, toBob);
    await talk.consult.resume(await talk.live(), { agentIsBridgedTo: null, far: null });
    expect(await talk.live()).toMatchObject({ state: 'talking', farParty: { failure: 'LOST' } });
    expect(await talk.centre.agents.get(bob)).toMatchObject({ presence: 'ready', reachable: true });
  });
});
