import { randomUUID } from 'node:crypto';
import { AcdService } from '../../server/acd/acd.service';
import { ParkService } from '../../server/acd/park.service';
import type { QueueSettings } from '../../server/acd/queue-settings';
import { Switches } from '../../server/calls/switches';
import { agentId, queueId, switchId, type AgentId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { toldSwitch } from '../support/told-switch';
import { alice, aQueue, bob, carl, compiled, openCallCentre } from './call-centre';

const dora = agentId('1004');

requires('redis')('the service that parks callers', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  async function open() {
    const queues = [aQueue('general', [alice, bob], { parkS: 60 }), aQueue('special', [carl])];
    const settings = new Map<string, QueueSettings>(
      compiled(queues).queues.map((queue) => [queue.queueId, queue]),
    );
    const centre = await openCallCentre(connection, queues);
    const { told, target } = toldSwitch(switchId('fs1'));
    const switches = new Switches();
    switches.add(target);
    const acd = new AcdService({
      ...{ acd: centre.acd, calls: centre.calls, agents: centre.agents, events: centre.events, switches },
      sticky: { lastAgentOf: () => Promise.resolve(null), ownerOf: () => Promise.resolve(null) },
      settings: {
        ...{ newId: randomUUID, logger: silentLogger, fallbackS: 60 },
        waitingPrompts: () => [],
        positionPrompts: () => [],
        stepPrompt: () => ({ kind: 'beep' }),
        queueOf: (id) => settings.get(id),
        dialBack: () => Promise.resolve(),
      },
    });
    const parking = new ParkService({
      ...{ parks: centre.parks, calls: centre.calls, switches, acd },
      settings: {
        ...{ fallbackS: 60, comfort: () => [], queueOf: (id) => settings.get(id) },
        queueIds: () => Promise.resolve([...settings.keys()].map((id) => queueId(id))),
      },
    });
    const picker = (agent: AgentId, isSupervisor = false) => ({ agentId: agent, isSupervisor });
    return { centre, told, acd, parking, picker, tick: () => parking.tick(() => true) };
  }

  it('parts the two before the music begins, under the guard, and again after a second click does nothing', async () => {
    const { centre, told, parking } = await open();
    const { call, offer } = await centre.talking(alice);
    const [customer, requestId] = [`leg-${call}`, randomUUID()];
    await parking.park(alice, call, requestId);
    const all = [
      ...[`unbridge ${customer}`, `stop ${customer}`, `hangUp ${offer.offerId} NORMAL_CLEARING`],
      ...[`guard ${customer}`, `music ${customer}`, `announce ${customer}`],
    ];
    expect(told).toEqual(all);
    await parking.park(alice, call, requestId);
    expect(told).toEqual(all);
    expect((await centre.calls.get(call))?.parked?.until).toBe(centre.clock.ms + 60_000);
    await expect(parking.park(bob, call, requestId)).rejects.toMatchObject({ code: 'not-permitted' });
  });

  it('gives her the caller who waits for her', async () => {
    const { centre, parking } = await open();
    const { call } = await centre.talking(alice);
    const next = await centre.queued();
    await parking.park(alice, call, randomUUID());
    expect((await centre.offerOf(next)).agentId).toBe(alice);
  });

  it('who picks him up has a phone that answers by itself; who is rung by a queue has not', async () => {
    const { centre, told, parking, picker, acd } = await open();
    const { call } = await centre.talking(alice);
    await parking.park(alice, call, randomUUID());
    await centre.present(bob);
    told.length = 0;
    await parking.pickUp(picker(bob), call);
    const offer = await centre.offerOf(call);
    expect(told).toEqual([`callAgent ${offer.offerId} s${bob} answers`]);
    told.length = 0;
    await acd.lose(offer, 'failed');
    const next = await centre.offerOf(call);
    expect(told).toEqual([
      ...[`hangUp ${offer.offerId} ORIGINATOR_CANCEL`, `callAgent ${next.offerId} s${alice}`],
    ]);
    await centre.acd.agentReachable(`s${bob}`, next.offerId, switchId('fs1'));
    await expect(parking.pickUp(picker(bob), call)).rejects.toMatchObject({ code: 'already-picked-up' });
  });

  it('is for agents of the queue, who parked him, and supervisors', async () => {
    const { centre, parking, picker } = await open();
    await centre.ready(carl);
    const call = await centre.queued('special');
    await centre.accept(await centre.offerOf(call));
    await parking.park(carl, call, randomUUID());
    const [parked] = await parking.parked();
    if (!parked) throw new Error('nobody is parked');
    expect([carl, bob, dora].map((agent) => parking.mayPickUp(picker(agent), parked))).toEqual([
      ...[true, false, false],
    ]);
    expect(parking.mayPickUp(picker(dora, true), parked)).toBe(true);
    await expect(parking.pickUp(picker(bob), call)).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(parking.pickUp(picker(dora, true), call)).rejects.toMatchObject({ code: 'not-logged-in' });
    await centre.present(dora);
    await parking.pickUp(picker(dora, true), call);
    expect((await centre.offerOf(call)).agentId).toBe(dora);
  });

  it('says in plain codes why nobody can be picked up', async () => {
    const { centre, parking, picker } = await open();
    const { call } = await centre.talking(alice);
    await parking.park(alice, call, randomUUID());
    await centre.dial(alice);
    await expect(parking.pickUp(picker(alice), call)).rejects.toMatchObject({ code: 'agent-busy' });
    await centre.ready(bob);
    await centre.acd.agentUnreachable(`s${bob}`, switchId('fs1'));
    await expect(parking.pickUp(picker(bob), call)).rejects.toMatchObject({ code: 'not-reachable' });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    await expect(parking.pickUp(picker(bob), call)).rejects.toMatchObject({ code: 'call-ended' });
  });

  it('tells him every twenty seconds, and after his time rings who parked him, his music begun anew', async () => {
    const { centre, told, parking, tick } = await open();
    const { call } = await centre.talking(alice);
    const customer = `leg-${call}`;
    await parking.park(alice, call, randomUUID());
    told.length = 0;
    await tick();
    expect(told).toEqual([]);
    centre.clock.ms += 20_000;
    await tick();
    expect(told).toEqual([`announce ${customer}`]);
    told.length = 0;
    centre.clock.ms += 40_000;
    await tick();
    const offer = await centre.offerOf(call);
    expect(told).toEqual([
      ...[`stop ${customer}`, `guard ${customer}`, `music ${customer}`, `announce ${customer}`],
      `callAgent ${offer.offerId} s${alice}`,
    ]);
    expect(offer.agentId).toBe(alice);
  });

  it('whom a server that died has not parted yet is parted, and hears music', async () => {
    const { centre, told, parking } = await open();
    const { call } = await centre.talking(alice);
    const request = { callId: call, agentId: alice, queueId: queueId('general'), requestId: randomUUID() };
    await centre.parks.park({ ...request, parkMs: 60_000, comfortMs: 20_000 });
    const live = await centre.calls.get(call);
    if (live) await parking.goOn(live);
    const customer = `leg-${call}`;
    expect(told).toEqual([
      ...[`unbridge ${customer}`, `stop ${customer}`],
      ...[`guard ${customer}`, `music ${customer}`, `announce ${customer}`],
    ]);
  });

  it('keeps a caller whom no queue would take back', async () => {
    const { centre, parking } = await open();
    await centre.ready(dora);
    const call = await centre.dial(dora);
    await centre.calls.startTalk(call, []);
    await expect(parking.park(dora, call, randomUUID())).rejects.toMatchObject({ code: 'conflict' });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'talking', agentId: dora });
  });
});
