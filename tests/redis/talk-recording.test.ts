import { randomUUID } from 'node:crypto';
import type { Switch } from '../../server/calls/switch';
import { Switches } from '../../server/calls/switches';
import { TalkRecording } from '../../server/calls/talk-recording';
import { switchId } from '../../server/contract/ids';
import type { RecordingRule } from '../../server/contract/queue-config';
import type { RecordingAction } from '../../server/contract/recordings';
import { OperationalError } from '../../server/errors';
import type { RedisConnection } from '../../server/redis';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { toldSwitch } from '../support/told-switch';
import { alice, openCallCentre, bob } from './call-centre';

const noAnswer = () => new OperationalError('switch-timeout', 'no answer');

requires('redis')('what is recorded of talks', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  async function open(first: RecordingRule) {
    const centre = await openCallCentre(connection);
    const { told, target, refuses } = toldSwitch(switchId('fs1'));
    /** Commands that get no answer. */
    const breaks = new Set<string>();
    const switches = new Switches();
    switches.add(
      new Proxy(target, {
        get: (of, name: keyof Switch) =>
          breaks.has(name) ? () => Promise.reject(noAnswer()) : Reflect.get(of, name),
      }),
    );
    const faults: string[] = [];
    const rule = { now: first };
    const service = new TalkRecording({
      ...{ calls: centre.calls, recordings: centre.recordings, switches, newId: randomUUID },
      ruleOf: () => rule.now,
      onFault: (fault) => faults.push(fault),
      logger: silentLogger,
    });
    const { call } = await centre.talking(alice);
    const live = async () => {
      const now = await centre.calls.get(call);
      if (now === null) throw new Error('the call is gone');
      return now;
    };
    const leg = (await live()).customerLegId;
    const state = async () => (await live()).recording?.state ?? null;
    return { service, told, refuses, breaks, faults, rule, call, live, leg, state, centre };
  }
  const finished = (recordingId: string, over: object = {}) => ({
    ...{ switchId: switchId('fs1'), legId: 'l' as never, tag: null, recordingId, ms: 900 },
    ...{ withLeg: false, isBroken: false, ...over },
  });

  it('a rule that says always records at once, each talk of the call in one go', async () => {
    const { service, told, live, leg, state } = await open('always');
    await service.onTalk(await live());
    await service.onTalk(await live());
    expect(told).toEqual([`record ${leg}`]);
    expect(await state()).toBe('on');
  });

  it('a pause ends when the next agent hears the caller; a rule that says off ends the recording', async () => {
    const { service, told, live, leg, state, rule, call } = await open('always');
    await service.onTalk(await live());
    await service.pause(alice, call);
    await service.pause(alice, call);
    expect(told.slice(1)).toEqual([`mask ${leg}`]);
    await service.onTalk(await live());
    expect(told.slice(2)).toEqual([`unmask ${leg}`]);
    expect(await state()).toBe('on');
    rule.now = 'off';
    await service.onTalk(await live());
    expect(told.slice(3)).toEqual([`stopRecording ${leg}`]);
    expect(await state()).toBe('stopped');
  });

  it('a pause the switch was not told of is none, and the agent hears of it', async () => {
    const { service, live, state, call, breaks } = await open('always');
    await service.onTalk(await live());
    breaks.add('maskRecording');
    await expect(service.pause(alice, call)).rejects.toMatchObject({ code: 'switch-timeout' });
    expect(await state()).toBe('on');
    breaks.clear();
    await service.pause(alice, call);
    breaks.add('unmaskRecording');
    await expect(service.resume(alice, call)).rejects.toMatchObject({ code: 'switch-timeout' });
    expect(await state()).toBe('paused');
  });

  it('a switch that refuses is reported, unless the caller has just hung up', async () => {
    const { service, live, state, refuses, faults } = await open('always');
    refuses.add('record');
    await service.onTalk(await live());
    expect(await state()).toBe('failed');
    expect(faults).toEqual(['not-started']);
    refuses.add('legExists');
    await service.onTalk(await live());
    expect(faults).toEqual(['not-started']);
  });

  it('a file that ends before its talk does is reported, one that ends with the leg is not', async () => {
    const { service, live, state, faults } = await open('always');
    await service.onTalk(await live());
    const first = (await live()).recording?.recordingId ?? '';
    expect(await service.onFinished(await live(), finished(first))).toBe(true);
    expect(await state()).toBe('failed');
    await service.onTalk(await live());
    const second = (await live()).recording?.recordingId ?? '';
    expect(await service.onFinished(await live(), finished(second, { withLeg: true }))).toBe(true);
    expect(faults).toEqual(['broken-off']);
    expect(await service.onFinished(await live(), finished(randomUUID()))).toBe(false);
  });

  it('a disk that was full is reported also at the end of the call', async () => {
    const { service, live, faults } = await open('always');
    await service.onTalk(await live());
    const id = (await live()).recording?.recordingId ?? '';
    await service.onFinished(await live(), finished(id, { ms: 0, withLeg: true, isBroken: true }));
    expect(faults).toEqual(['broken-off']);
  });

  it('after a gap the switch is told again what stands with the call', async () => {
    const { service, told, live, leg, call } = await open('on-demand');
    await service.goOn(await live());
    expect(told).toEqual([]);
    await service.start(alice, call);
    told.length = 0;
    await service.goOn(await live());
    expect(told).toEqual([`record ${leg}`, `unmask ${leg}`]);
    await service.pause(alice, call);
    told.length = 0;
    await service.goOn(await live());
    expect(told).toEqual([`record ${leg}`, `mask ${leg}`]);
    await service.stop(alice, call);
    told.length = 0;
    await service.goOn(await live());
    expect(told).toEqual([`stopRecording ${leg}`]);
  });

  it('nobody but the agent of the call changes it, and he only as the rule allows', async () => {
    const { service, call, rule } = await open('off');
    const refused = (action: RecordingAction, agent = alice) =>
      service[action](agent, call).then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await refused('start')).toBe('not-permitted');
    rule.now = 'always';
    expect(await refused('pause')).toBe('conflict');
    expect(await refused('stop')).toBe('not-permitted');
    expect(await refused('start', bob)).toBe('not-permitted');
    rule.now = 'on-demand';
    expect(await refused('stop')).toBe('done');
    expect(await refused('start')).toBe('done');
  });
});
