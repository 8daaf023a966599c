import { randomUUID } from 'node:crypto';
import { AcdService } from '../../server/acd/acd.service';
import { TransferService } from '../../server/acd/transfer.service';
import type { QueueSettings } from '../../server/acd/queue-settings';
import { FarLeg } from '../../server/calls/far-leg';
import { Switches } from '../../server/calls/switches';
import { agentId, queueId, switchId, type CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { toldSwitch } from '../support/told-switch';
import { alice, aQueue, bob, compiled, openCallCentre } from './call-centre';

const NUMBER = '13900000077';

requires('redis')('the service that hands callers over', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  async function open() {
    const queues = [aQueue('general', [alice, bob])];
    const settings = new Map<string, QueueSettings>(
      compiled(queues).queues.map((queue) => [queue.queueId, queue]),
    );
    const centre = await openCallCentre(connection, queues);
    const { told, target, refuses } = toldSwitch(switchId('fs1'));
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
    const outbound = {
      ...{
        hasTrunk: true,
        policy: { allowed: [/^1/], denied: [/^110$/], emergency: [], premium: [] },
        callerNumber: '1000',
      },
      ...{ ringTimeoutS: 20, wrapUpS: 30, idleClock: 'talked' as const, recording: 'off' as const },
    };
    const farLeg = new FarLeg({ ...centre, switches, newId: randomUUID, settings: outbound });
    const transfer = new TransferService({
      ...{ transfers: centre.transfers, calls: centre.calls, switches, farLeg, acd },
      settings: {
        ...{ fallbackS: 60, logger: silentLogger, wrapUpMs: () => 30_000 },
        queueOf: (id) => settings.get(id),
        queueIds: () => Promise.resolve([...settings.keys()].map((id) => queueId(id))),
      },
    });
    const handOver = (call: CallId, to: Parameters<TransferService['transfer']>[2]['to']) =>
      transfer.transfer(alice, call, { requestId: randomUUID(), to });
    return { centre, told, refuses, transfer, handOver };
  }

  it('to a queue: the caller has music, unheard by a phone that rings, before anybody rings', async () => {
    const { centre, told, handOver } = await open();
    const { call, offer } = await centre.talking(alice);
    await centre.calls.hold(call, alice);
    await centre.ready(bob);
    await handOver(call, { kind: 'queue', queueId: queueId('general') });
    const [customer, next] = [`leg-${call}`, await centre.offerOf(call)];
    expect(told).toEqual([
      ...[`unbridge ${customer}`, `stop ${customer}`, `hangUp ${offer.offerId} NORMAL_CLEARING`],
      ...[`guard ${customer}`, `music ${customer}`, `announce ${customer}`],
      `callAgent ${next.offerId} s${bob}`,
    ]);
    expect(next.agentId).toBe(bob);
  });

  it('asked again with the same request it does nothing more', async () => {
    const { centre, told, transfer } = await open();
    const { call } = await centre.talking(alice);
    const request = { requestId: randomUUID(), to: { kind: 'queue', queueId: queueId('general') } } as const;
    await transfer.transfer(alice, call, request);
    const before = told.length;
    await transfer.transfer(alice, call, request);
    expect(told).toHaveLength(before);
    await expect(transfer.transfer(bob, call, request)).rejects.toMatchObject({ code: 'not-permitted' });
  });

  it('to a number: ringback, and the far party; unreached, music at the head of the queue', async () => {
    const { centre, told, transfer, handOver } = await open();
    const { call, offer } = await centre.talking(alice);
    await handOver(call, { kind: 'number', number: '139 0000 0077' });
    const live = await centre.calls.get(call);
    const [customer, far] = [`leg-${call}`, live?.farParty?.legId];
    expect(told).toEqual([
      ...[`unbridge ${customer}`, `stop ${customer}`, `hangUp ${offer.offerId} NORMAL_CLEARING`],
      ...[`tone ${customer} ringback`, `guard ${customer}`, `call ${far} far-party ${NUMBER}`],
    ]);
    told.length = 0;
    if (!live || !far) throw new Error('no far party');
    await transfer.onUnreached(live, far, 'USER_BUSY', 486);
    expect(told).toEqual([
      ...[`stop ${customer}`, `guard ${customer}`, `music ${customer}`, `announce ${customer}`],
    ]);
    expect(await centre.calls.get(call)).toMatchObject({ state: 'queued', queueId: 'general' });
  });

  it('a switch that will not call the number gives the caller back to the queue', async () => {
    const { centre, refuses, handOver } = await open();
    const { call } = await centre.talking(alice);
    refuses.add('call');
    await handOver(call, { kind: 'number', number: NUMBER });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'queued', farParty: { state: 'failed' } });
  });

  it('tells in plain codes what cannot be', async () => {
    const { centre, handOver } = await open();
    const { call } = await centre.talking(alice);
    await expect(handOver(call, { kind: 'number', number: '110' })).rejects.toMatchObject({
      code: 'number-not-allowed',
    });
    await expect(handOver(call, { kind: 'agent', agentId: bob })).rejects.toMatchObject({
      code: 'colleague-busy',
      details: { state: 'logged-out' },
    });
    await expect(handOver(call, { kind: 'queue', queueId: queueId('none') })).rejects.toMatchObject({
      code: 'not-found',
    });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    await expect(handOver(call, { kind: 'queue', queueId: queueId('general') })).rejects.toMatchObject({
      code: 'call-ended',
    });
  });

  it('whom an agent dialled comes back to a queue of that agent, and to none when there is none', async () => {
    const { centre, handOver } = await open();
    await centre.ready(alice);
    const call = await centre.dial(alice);
    await centre.calls.startTalk(call, []);
    await centre.ready(bob);
    await handOver(call, { kind: 'agent', agentId: bob });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'offered', queueId: 'general' });
    const other = await open();
    const carl = agentId('1003');
    await other.centre.ready(carl);
    const dialled = await other.centre.dial(carl);
    await other.centre.calls.startTalk(dialled, []);
    const request = { requestId: randomUUID(), to: { kind: 'number', number: NUMBER } } as const;
    await expect(other.transfer.transfer(carl, dialled, request)).rejects.toMatchObject({ code: 'conflict' });
  });
});
