import { randomUUID } from 'node:crypto';
import { CallbackService } from '../../server/acd/callback.service';
import { CallEnding } from '../../server/calls/call-ending';
import type { NewCall } from '../../server/calls/call-store';
import type { Switch } from '../../server/calls/switch';
import { Switches } from '../../server/calls/switches';
import { callbackId, callId, legId, queueId, switchId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { DeskView } from '../../server/switchboard/desk-view';
import { InMemoryCustomerDirectory } from '../fakes/in-memory-records';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const NUMBER = '13900000001';
const HOUR = 3_600_000;

requires('redis')('a callback, as people see it', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  /** Asked for, and put into its queue a minute later. */
  const waits = async (centre: CallCentre): Promise<NewCall> => {
    await centre.callbacks.request({
      ...{ callbackId: callbackId(randomUUID()), number: NUMBER, dialled: NUMBER, language: 'zh-CN' },
      ...{ queueId: queueId('general'), topic: null, customerId: null, ofCallId: null },
      ...{ switchId: switchId('fs1'), withinMs: HOUR },
    });
    centre.clock.ms += 60_000;
    const [due] = await centre.callbacks.due(1);
    if (!due) throw new Error('nothing is due');
    const call: NewCall = {
      ...{ callId: callId(randomUUID()), direction: 'outbound', switchId: switchId('fs1') },
      ...{ customerLegId: legId(randomUUID()), callerNumber: '1000', callerName: '', dialedNumber: NUMBER },
      language: 'zh-CN',
    };
    await centre.callbacks.start(due.callbackId, call, newOfferId());
    return call;
  };

  it('is labelled on the desk where it rings with since when the person waits, until he is reached', async () => {
    const centre = await openCallCentre(connection);
    const since = centre.clock.ms;
    const call = await waits(centre);
    await centre.ready(alice);
    const view = new DeskView({
      ...centre,
      customers: new InMemoryCustomerDirectory(),
      orders: { ofCall: () => Promise.resolve(null) },
      queueOf: () => undefined,
      supervision: { viewOf: () => Promise.resolve(null), supervisorsOf: () => Promise.resolve([]) },
      recordingRuleOf: () => 'off',
    });
    expect((await view.of(alice)).call).toMatchObject({ dialedNumber: NUMBER, callbackSince: since });
    await centre.accept(await centre.offerOf(call.callId));
    expect((await view.of(alice)).call).toMatchObject({ state: 'dialing', callbackSince: since });
    await centre.calls.startTalk(call.callId, []);
    expect((await view.of(alice)).call).toMatchObject({ state: 'talking', callbackSince: null });
  });

  it('that a supervisor withdraws ends as a call, and the agent it rang at is as free as before', async () => {
    const centre = await openCallCentre(connection);
    const call = await waits(centre);
    await centre.ready(alice);
    const hungUp: string[] = [];
    const switches = new Switches();
    switches.add({
      id: switchId('fs1'),
      isUp: () => true,
      hangUp: (leg) => Promise.resolve(void hungUp.push(leg)),
    } as Partial<Switch> as Switch);
    const ending = new CallEnding({
      ...{ calls: centre.calls, switches, wrapUpMs: () => 0, logger: silentLogger },
      onAgentFreed: () => Promise.resolve(),
    });
    const service = new CallbackService({
      ...{ callbacks: centre.callbacks, calls: centre.calls, switches, ending },
      settings: {
        ...{ newId: randomUUID, callerNumber: '1000', dialable: (number) => number, logger: silentLogger },
        ...{ numberKey: (number) => number, withinMs: () => HOUR, makeTask: () => Promise.resolve() },
        ring: () => Promise.resolve(),
      },
    });
    const { offerId } = await centre.offerOf(call.callId);
    const [open] = await centre.callbacks.open(1);
    if (!open) throw new Error('no callback is open');
    await service.withdraw(open.callbackId, 'dave');
    expect(await centre.calls.get(call.callId)).toMatchObject({ state: 'ended' });
    expect(hungUp).toContain(offerId);
    expect(await centre.agents.get(alice)).toMatchObject({ presence: 'ready', state: 'idle' });
    await expect(service.withdraw(open.callbackId, 'dave')).rejects.toThrow('There is no such callback.');

    const again = await waits(centre);
    await centre.accept(await centre.offerOf(again.callId));
    const [called] = await centre.callbacks.open(1);
    await expect(service.withdraw(called?.callbackId ?? open.callbackId, 'dave')).rejects.toThrow(
      'being called',
    );
  });
});
