import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SwitchEvent, SwitchSnapshot } from '../../../server/calls/switch';
import type { SwitchLease } from '../../../server/calls/switch-lease';
import { callId, legId, switchId } from '../../../server/contract/ids';
import { EslSwitch, type EslTuning } from '../../../server/esl';
import { createLogger } from '../../../server/logging';
import { eventually } from '../../support/eventually';
import { FakeEventSocket, type FakeEvent } from '../../support/fake-event-socket';

class TestLease implements SwitchLease {
  holder: string | null = null;
  away = false;
  #token = 0;

  acquire(_id: string, owner: string): Promise<{ token: number } | null> {
    if (this.away) return Promise.reject(new Error('redis is away'));
    if (this.holder !== null && this.holder !== owner) return Promise.resolve(null);
    this.holder = owner;
    this.#token += 1;
    return Promise.resolve({ token: this.#token });
  }
  renew(_id: string, owner: string): Promise<boolean> {
    return this.away ? Promise.reject(new Error('redis is away')) : Promise.resolve(this.holder === owner);
  }
  release(_id: string, owner: string): Promise<void> {
    if (this.holder === owner) this.holder = null;
    return Promise.resolve();
  }
}

const FAST: Partial<EslTuning> = {
  stallLimitMs: 0,
  snapshotGapMs: 20,
  reconnectLeastMs: 20,
  reconnectMostMs: 50,
  leaseTtlMs: 300,
  commandTimeoutMs: 500,
  parkWaitMs: 200,
};

describe('the switch adapter over its whole life', () => {
  let fake: FakeEventSocket;
  let lease: TestLease;
  let running: { adapter: EslSwitch; log: (SwitchEvent | string)[] }[];

  beforeEach(async () => {
    fake = await FakeEventSocket.listen();
    lease = new TestLease();
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map(({ adapter }) => adapter.stop()));
    await fake.close();
  });

  const start = (owner = 'a', tuning: Partial<EslTuning> = {}) => {
    const log: (SwitchEvent | string)[] = [];
    const snapshots: SwitchSnapshot[] = [];
    const adapter = new EslSwitch({
      ...fake.address,
      id: switchId('fs1'),
      soundsDir: '/sounds',
      recordingsDir: '/recordings',
      domain: 'kiloline.test',
      trunk: { host: '127.0.0.1', port: 5060 },
      lease,
      owner,
      listener: {
        onEvent: (event) => log.push(event),
        onUp: (snapshot, restarted) => {
          snapshots.push(snapshot);
          log.push(restarted ? 'up again, restarted' : 'up');
        },
        onDown: (reason) => log.push(`down: ${reason}`),
      },
      logger: createLogger({ level: 'silent', pretty: false }),
      now: Date.now,
      tuning: { ...FAST, ...tuning },
    });
    running.push({ adapter, log });
    adapter.start();
    return { adapter, log, snapshots };
  };
  const up = (log: readonly unknown[], times = 1) =>
    eventually(
      'it is up',
      () => log.filter((one) => typeof one === 'string' && one.startsWith('up')).length >= times,
    );
  const leg = (uuid: string, more: FakeEvent): FakeEvent => ({
    'Unique-ID': uuid,
    'Event-Date-Timestamp': `${Date.now()}000`,
    'Call-Direction': 'inbound',
    'Caller-Context': 'trunk-in',
    'Channel-Presence-Data': `kl;r=customer;c=${uuid}`,
    ...more,
  });
  const emit = (uuid: string, more: FakeEvent) => fake.reader?.event(leg(uuid, more));
  const kinds = (log: readonly (SwitchEvent | string)[]) =>
    log.map((one) => (typeof one === 'string' ? one : one.kind));

  it('subscribes with CUSTOM last, on a connection that carries no commands', async () => {
    const { adapter, log } = start();
    await up(log);
    await adapter.legExists(legId(randomUUID()));
    const [commands, events] = fake.clients;
    expect(events?.commands.slice(1)).toEqual([
      'event json CHANNEL_PARK CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HANGUP_COMPLETE ' +
        'CHANNEL_EXECUTE_COMPLETE DTMF RECORD_STOP BACKGROUND_JOB HEARTBEAT ' +
        'CUSTOM sofia::register sofia::unregister sofia::expire spandsp::txfaxresult',
    ]);
    expect(commands?.commands.every((one) => !one.startsWith('event'))).toBe(true);
  });

  it('nudges the event connection while there is a call, and not for ever after', async () => {
    const { log } = start();
    await up(log);
    emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    await eventually('it nudges', () => (fake.reader?.nudges ?? 0) > 5);
    expect(fake.clients[0]?.nudges).toBe(0);
  });

  it('delivers events that come during the snapshot after it, in order', async () => {
    const uuid = randomUUID();
    fake.override = (command, client) => {
      if (!command.startsWith('event ')) return undefined;
      setTimeout(() => {
        client.event(leg(uuid, { 'Event-Name': 'CHANNEL_PARK' }));
        client.event(leg(uuid, { 'Event-Name': 'CHANNEL_ANSWER' }));
      }, 5);
      return undefined;
    };
    const { log } = start();
    await eventually('both came', () => log.length >= 3);
    expect(kinds(log)).toEqual(['up', 'parked', 'answered']);
  });

  it('reconnects after a loss: subscribes again and takes a new snapshot', async () => {
    const { adapter, log } = start();
    await up(log);
    fake.dropAll('reset');
    await up(log, 2);
    expect(kinds(log)).toEqual(['up', expect.stringMatching(/^down: /), 'up']);
    expect(fake.commands.filter((one) => one.startsWith('event json'))).toHaveLength(2);
    expect(adapter.metrics.reconnects).toBe(1);
    emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    await eventually('events flow again', () => kinds(log).includes('parked'));
  });

  it('fails commands at once while there is no switch, and keeps trying', async () => {
    const { port } = fake;
    const { adapter, log } = start();
    await up(log);
    await fake.close();
    await eventually('it is down', () => log.length === 2);
    expect(adapter.isUp()).toBe(false);
    await expect(adapter.answer(legId(randomUUID()))).rejects.toMatchObject({ code: 'switch-unavailable' });
    fake = await FakeEventSocket.listen(port);
    fake.coreUuid = 'core-2';
    await up(log, 2);
    expect(log.at(-1)).toBe('up again, restarted');
  });

  it('notices a half-open connection by its missing heartbeats', async () => {
    const { log } = start('a', { heartbeatMs: 60 });
    fake.beat(20);
    await up(log);
    await sleep(400);
    expect(kinds(log)).toEqual(['up']);
    fake.stopBeating();
    await eventually('it is down', () => log.length > 1);
    expect(log[1]).toBe('down: no heartbeat');
    fake.beat(20);
    await up(log, 2);
  });

  it('lets one server read events; the next takes over when it goes', async () => {
    const first = start('a');
    await up(first.log);
    const second = start('b');
    await eventually('the second can command', () => second.adapter.isUp());
    await sleep(250);
    expect(second.log).toEqual([]);
    expect(fake.clients.filter((one) => one.subscribed)).toHaveLength(1);
    await first.adapter.stop();
    await up(second.log);
    expect(first.log).toEqual(['up', 'down: stopped']);
  });

  it('stops acting as the owner when the lease is lost, and stands by', async () => {
    const { adapter, log } = start('a');
    await up(log);
    lease.holder = 'somebody else';
    await eventually('it is down', () => log.length > 1);
    expect(log[1]).toBe('down: lease lost');
    await sleep(300);
    expect(log).toHaveLength(2);
    expect(fake.reader).toBeUndefined();
    expect(adapter.metrics.leaseLosses).toBe(1);
    lease.holder = null;
    await up(log, 2);
  });

  it('keeps the switch through a moment without Redis, not through more than the lease', async () => {
    const { log } = start('a', { leaseTtlMs: 600 });
    await up(log);
    lease.away = true;
    await sleep(300);
    lease.away = false;
    await sleep(600);
    expect(log).toEqual(['up']);
    lease.away = true;
    await eventually('it is down', () => log.length > 1);
    expect(log[1]).toBe('down: lease lost');
  });

  it('counts an event that lacks what it must have, and reads on', async () => {
    const { adapter, log } = start();
    await up(log);
    fake.reader?.event({
      'Event-Name': 'CHANNEL_PARK',
      'Caller-Context': 'trunk-in',
      'Call-Direction': 'inbound',
    });
    fake.reader?.event({ 'Event-Name': 'sofia::register' });
    emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    await eventually('the good one came', () => kinds(log).includes('parked'));
    expect(adapter.metrics.malformedEvents).toBe(2);
  });

  it('reads on when the listener throws', async () => {
    const { log } = start();
    await up(log);
    const push = log.push.bind(log);
    let thrown = false;
    log.push = (...items) => {
      if (thrown) return push(...items);
      thrown = true;
      throw new Error('broken handler');
    };
    emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    await eventually('the second came', () => kinds(log).includes('parked'));
    expect(thrown).toBe(true);
  });

  describe('an originated leg', () => {
    const request = () => ({
      legId: legId(randomUUID()),
      callId: callId(randomUUID()),
      number: '13900000001',
      callerNumber: '',
      timeoutS: 10,
    });
    const job = (of: { legId: string; callId: string }, body: string): FakeEvent => ({
      'Event-Name': 'BACKGROUND_JOB',
      'Job-UUID': `kl${of.legId.replaceAll('-', '')}`,
      'Job-Command-Arg': `{origination_uuid=${of.legId},presence_data=kl;r=customer;c=${of.callId}}sofia/x`,
      'Event-Date-Timestamp': `${Date.now()}000`,
      _body: body,
    });

    it('is commanded only once it is parked', async () => {
      const { adapter, log } = start('a', { parkWaitMs: 2000 });
      await up(log);
      const wanted = request();
      await adapter.callCustomer(wanted);
      const played = adapter.play(wanted.legId, 'p', [{ kind: 'silence', ms: 100 }]);
      emit(wanted.legId, { 'Event-Name': 'CHANNEL_ANSWER' });
      await sleep(50);
      expect(fake.commands.filter((one) => one.startsWith('sendmsg'))).toEqual([]);
      emit(wanted.legId, { 'Event-Name': 'CHANNEL_PARK' });
      await played;
      expect(fake.commands.filter((one) => one.startsWith('sendmsg'))).toHaveLength(1);
    });

    it('refuses commands when it does not park in time, or hangs up', async () => {
      const { adapter, log } = start();
      await up(log);
      const [slow, gone] = [request(), request()];
      await adapter.callCustomer(slow);
      await expect(adapter.playMusic(slow.legId)).rejects.toMatchObject({ code: 'switch-refused' });
      await adapter.callCustomer(gone);
      const music = adapter.playMusic(gone.legId);
      emit(gone.legId, { 'Event-Name': 'CHANNEL_HANGUP_COMPLETE', 'Hangup-Cause': 'USER_BUSY' });
      await expect(music).rejects.toMatchObject({ code: 'switch-refused' });
    });

    it('ends once when it never came to be', async () => {
      const { adapter, log } = start();
      await up(log);
      const wanted = request();
      await adapter.callCustomer(wanted);
      fake.reader?.event(job(wanted, '-ERR USER_NOT_REGISTERED\n'));
      const ended = await eventually('its end is told', () => log.find((one) => typeof one !== 'string'));
      expect(ended).toMatchObject({
        kind: 'hung-up',
        legId: wanted.legId,
        tag: { role: 'customer', callId: wanted.callId },
        cause: 'USER_NOT_REGISTERED',
        by: 'switch',
      });
    });

    it('does not end twice, nor when a repeated originate is refused', async () => {
      const { adapter, log } = start();
      await up(log);
      const [ended, alive] = [request(), request()];
      await adapter.callCustomer(ended);
      emit(ended.legId, { 'Event-Name': 'CHANNEL_HANGUP_COMPLETE', 'Hangup-Cause': 'USER_BUSY' });
      fake.reader?.event(job(ended, '-ERR USER_BUSY\n'));
      fake.override = (command) => (command.startsWith('api uuid_exists') ? 'true' : undefined);
      await adapter.callCustomer(alive);
      fake.reader?.event(job(alive, '-ERR DESTINATION_OUT_OF_ORDER\n'));
      await sleep(500);
      expect(kinds(log)).toEqual(['up', 'hung-up']);
    });

    it('is not made without a trunk, nor when the switch takes no job', async () => {
      const { adapter, log } = start();
      await up(log);
      fake.override = (command) => (command.startsWith('bgapi') ? '-ERR no reply' : undefined);
      await expect(adapter.callCustomer(request())).rejects.toMatchObject({ code: 'switch-refused' });
    });
  });

  describe('playing', () => {
    const finished = (uuid: string, playId: string, more: FakeEvent = {}) => {
      emit(uuid, {
        'Event-Name': 'CHANNEL_EXECUTE_COMPLETE',
        'Application-UUID': `kl-play-${playId}`,
        'Application-Response': 'FILE PLAYED',
        ...more,
      });
    };
    const parkedLeg = async (log: readonly (SwitchEvent | string)[]) => {
      const uuid = legId(randomUUID());
      emit(uuid, { 'Event-Name': 'CHANNEL_PARK' });
      await eventually('it is parked', () => kinds(log).includes('parked'));
      return uuid;
    };

    it('sends a list in one go, each part waiting for the one before', async () => {
      const { adapter, log } = start();
      await up(log);
      const uuid = await parkedLeg(log);
      await adapter.play(uuid, 'p1', [
        { kind: 'sound', name: 'your-position', language: 'zh-CN' },
        { kind: 'silence', ms: 200 },
      ]);
      const message = (file: string, id: string) =>
        `sendmsg ${uuid}\ncall-command: execute\nexecute-app-name: playback\nexecute-app-arg: ${file}\nEvent-UUID: ${id}\nevent-lock: true`;
      expect(fake.commands.filter((one) => one.startsWith('sendmsg'))).toEqual([
        message('/sounds/zh-CN/your-position.wav', 'kl-part'),
        message('silence_stream://200', 'kl-play-p1'),
      ]);
      finished(uuid, 'p1');
      await eventually('its end is told', () => kinds(log).includes('play-finished'));
    });

    it('tells an end that was heard from one that was broken off', async () => {
      const { adapter, log } = start();
      await up(log);
      const uuid = await parkedLeg(log);
      const ends = () =>
        log.flatMap((one) => (typeof one !== 'string' && one.kind === 'play-finished' ? [one.playId] : []));
      await adapter.play(uuid, 'stopped', [{ kind: 'silence', ms: 100 }]);
      await adapter.stopPlaying(uuid);
      finished(uuid, 'stopped');
      await adapter.play(uuid, 'torn', [{ kind: 'silence', ms: 100 }]);
      finished(uuid, 'torn', { 'Application-Response': 'PLAYBACK ERROR' });
      finished(uuid, 'hung-up', { 'Answer-State': 'hangup' });
      // A bridge that is refused leaves the playing alone.
      await adapter.play(uuid, 'heard', [{ kind: 'silence', ms: 100 }]);
      fake.override = (command) => (command.startsWith('api uuid_bridge') ? '-ERR Invalid uuid' : undefined);
      await expect(adapter.bridge(uuid, legId(randomUUID()))).rejects.toMatchObject({
        code: 'switch-refused',
      });
      finished(uuid, 'heard');
      await eventually('it is told', () => ends().length > 0);
      await sleep(50);
      expect(ends()).toEqual(['heard']);
    });

    it('tells the end of what the server before it played', async () => {
      const { log } = start();
      await up(log);
      const uuid = await parkedLeg(log);
      finished(uuid, 'theirs');
      await eventually('it is told', () => kinds(log).includes('play-finished'));
    });
  });
});
