import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callId, legId } from '../../../server/contract/ids';
import { eventually } from '../../support/eventually';
import { FakeEventSocket, type FakeEvent } from '../../support/fake-event-socket';
import { AdapterBench, kinds, leg, up, type Log } from './adapter-bench';

describe('the switch adapter over its whole life', () => {
  let bench: AdapterBench;

  beforeEach(async () => {
    bench = await AdapterBench.open();
  });
  afterEach(() => bench.close());

  it('subscribes with CUSTOM last and asks only for ends of plays it waits for, on a connection that carries no commands', async () => {
    const { adapter, log } = bench.start();
    await up(log);
    await adapter.legExists(legId(randomUUID()));
    const events = bench.fake.reader;
    const others = bench.fake.clients.filter((each) => each !== events);
    const whole =
      'CHANNEL_PARK CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HANGUP_COMPLETE DTMF RECORD_STOP ' +
      'BACKGROUND_JOB HEARTBEAT';
    expect(events?.commands.slice(1)).toEqual([
      ...`${whole} CUSTOM`.split(' ').map((name) => `filter Event-Name ${name}`),
      'filter Application-UUID /^kl-play-/',
      `event json ${whole} CHANNEL_EXECUTE_COMPLETE ` +
        'CUSTOM sofia::register sofia::unregister sofia::expire spandsp::txfaxresult',
    ]);
    expect(others.map(({ commands }) => commands.filter((one) => one.startsWith('event')))).toEqual([[]]);
  });

  it('nudges the event connection while there is a call, and not for ever after', async () => {
    const { log } = bench.start();
    await up(log);
    bench.emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    await eventually('it nudges', () => (bench.fake.reader?.nudges ?? 0) > 5);
    expect(bench.fake.clients[0]?.nudges).toBe(0);
  });

  it('delivers events that come during the snapshot after it, in order', async () => {
    const uuid = randomUUID();
    bench.fake.override = (command, client) => {
      if (!command.startsWith('event ')) return undefined;
      setTimeout(() => {
        client.event(leg(uuid, { 'Event-Name': 'CHANNEL_PARK' }));
        client.event(leg(uuid, { 'Event-Name': 'CHANNEL_ANSWER' }));
      }, 5);
      return undefined;
    };
    const { log } = bench.start();
    await eventually('both came', () => log.length >= 3);
    expect(kinds(log)).toEqual(['up', 'parked', 'answered']);
  });

  it('reconnects after a loss: subscribes again and takes a new snapshot', async () => {
    const { adapter, log } = bench.start();
    await up(log);
    bench.fake.dropAll('reset');
    await up(log, 2);
    expect(kinds(log)).toEqual(['up', expect.stringMatching(/^down: /), 'up']);
    expect(bench.fake.commands.filter((one) => one.startsWith('event json'))).toHaveLength(2);
    expect(adapter.metrics.reconnects).toBe(1);
    bench.emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    await eventually('events flow again', () => kinds(log).includes('parked'));
  });

  it('fails commands at once while there is no switch, and keeps trying', async () => {
    const { port } = bench.fake;
    const { adapter, log } = bench.start();
    await up(log);
    await bench.fake.close();
    await eventually('it is down', () => log.length === 2);
    expect(adapter.isUp()).toBe(false);
    await expect(adapter.answer(legId(randomUUID()))).rejects.toMatchObject({ code: 'switch-unavailable' });
    bench.fake = await FakeEventSocket.listen(port);
    bench.fake.coreUuid = 'core-2';
    await up(log, 2);
    expect(log.at(-1)).toBe('up again, restarted');
  });

  it('notices a half-open connection by its missing heartbeats', async () => {
    const { log } = bench.start('a', { heartbeatMs: 600 });
    bench.fake.beat(100);
    await up(log);
    await sleep(1500);
    expect(kinds(log)).toEqual(['up']);
    bench.fake.stopBeating();
    await eventually('it is down', () => log.length > 1);
    expect(log[1]).toBe('down: no heartbeat');
    bench.fake.beat(100);
    await up(log, 2);
  });

  it('counts an event that lacks what it must have, and reads on', async () => {
    const { adapter, log } = bench.start();
    await up(log);
    bench.fake.reader?.event({
      'Event-Name': 'CHANNEL_PARK',
      'Caller-Context': 'trunk-in',
      'Call-Direction': 'inbound',
    });
    bench.fake.reader?.event({ 'Event-Name': 'sofia::register' });
    bench.emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    await eventually('the good one came', () => kinds(log).includes('parked'));
    expect(adapter.metrics.malformedEvents).toBe(2);
  });

  it('reads on when the listener throws', async () => {
    const { log } = bench.start();
    await up(log);
    const push = log.push.bind(log);
    let thrown = false;
    log.push = (...items) => {
      if (thrown) return push(...items);
      thrown = true;
      throw new Error('broken handler');
    };
    bench.emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    bench.emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
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
      const { adapter, log } = bench.start('a', { parkWaitMs: 2000 });
      await up(log);
      const wanted = request();
      await adapter.callCustomer(wanted);
      const played = adapter.play(wanted.legId, 'p', [{ kind: 'silence', ms: 100 }]);
      bench.emit(wanted.legId, { 'Event-Name': 'CHANNEL_ANSWER' });
      await sleep(50);
      expect(bench.fake.commands.filter((one) => one.startsWith('sendmsg'))).toEqual([]);
      bench.emit(wanted.legId, { 'Event-Name': 'CHANNEL_PARK' });
      await played;
      expect(bench.fake.commands.filter((one) => one.startsWith('sendmsg'))).toHaveLength(1);
    });

    it('refuses commands when it does not park in time, or hangs up', async () => {
      const { adapter, log } = bench.start();
      await up(log);
      const [slow, gone] = [request(), request()];
      await adapter.callCustomer(slow);
      await expect(adapter.playMusic(slow.legId)).rejects.toMatchObject({ code: 'switch-refused' });
      await adapter.callCustomer(gone);
      const music = adapter.playMusic(gone.legId);
      bench.emit(gone.legId, { 'Event-Name': 'CHANNEL_HANGUP_COMPLETE', 'Hangup-Cause': 'USER_BUSY' });
      await expect(music).rejects.toMatchObject({ code: 'switch-refused' });
    });

    it('ends once when it never came to be', async () => {
      const { adapter, log } = bench.start();
      await up(log);
      const wanted = request();
      await adapter.callCustomer(wanted);
      bench.fake.reader?.event(job(wanted, '-ERR USER_NOT_REGISTERED\n'));
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
      const { adapter, log } = bench.start();
      await up(log);
      const [ended, alive] = [request(), request()];
      await adapter.callCustomer(ended);
      bench.emit(ended.legId, { 'Event-Name': 'CHANNEL_HANGUP_COMPLETE', 'Hangup-Cause': 'USER_BUSY' });
      bench.fake.reader?.event(job(ended, '-ERR USER_BUSY\n'));
      bench.fake.override = (command) => (command.startsWith('api uuid_exists') ? 'true' : undefined);
      await adapter.callCustomer(alive);
      bench.fake.reader?.event(job(alive, '-ERR DESTINATION_OUT_OF_ORDER\n'));
      await sleep(500);
      expect(kinds(log)).toEqual(['up', 'hung-up']);
    });

    it('is not made without a trunk, nor when the switch takes no job', async () => {
      const { adapter, log } = bench.start();
      await up(log);
      bench.fake.override = (command) => (command.startsWith('bgapi') ? '-ERR no reply' : undefined);
      await expect(adapter.callCustomer(request())).rejects.toMatchObject({ code: 'switch-refused' });
    });
  });

  describe('playing', () => {
    const finished = (uuid: string, playId: string, more: FakeEvent = {}) => {
      bench.emit(uuid, {
        'Event-Name': 'CHANNEL_EXECUTE_COMPLETE',
        'Application-UUID': `kl-play-${playId}`,
        'Application-Response': 'FILE PLAYED',
        ...more,
      });
    };
    const about = (uuid: string) => bench.fake.commands.filter((one) => one.includes(uuid));
    const parkedLeg = async (log: Readonly<Log>) => {
      const uuid = legId(randomUUID());
      bench.emit(uuid, { 'Event-Name': 'CHANNEL_PARK' });
      await eventually('it is parked', () => kinds(log).includes('parked'));
      return uuid;
    };

    it('sends a list in one go, each part waiting for the one before', async () => {
      const { adapter, log } = bench.start();
      await up(log);
      const uuid = await parkedLeg(log);
      await adapter.play(uuid, 'p1', [
        { kind: 'sound', name: 'your-position', language: 'zh-CN' },
        { kind: 'silence', ms: 200 },
      ]);
      const message = (file: string, id: string) =>
        `sendmsg ${uuid}\ncall-command: execute\nexecute-app-name: playback\nexecute-app-arg: ${file}\nEvent-UUID: ${id}\nevent-lock: true`;
      expect(bench.fake.commands.filter((one) => one.startsWith('sendmsg'))).toEqual([
        message('/sounds/zh-CN/your-position.wav', 'kl-part'),
        message('silence_stream://200', 'kl-play-p1'),
      ]);
      finished(uuid, 'p1');
      await eventually('its end is told', () => kinds(log).includes('play-finished'));
    });

    it('lays the next prompt over the last, plays it on from there, and takes off what a break would leave', async () => {
      const { adapter, log } = bench.start();
      await up(log);
      const uuid = await parkedLeg(log);
      const told = async (action: () => Promise<void>) => {
        const before = about(uuid).length;
        await action();
        return about(uuid)
          .slice(before)
          .map((one) =>
            one
              .replace(`sendmsg ${uuid}\ncall-command: execute\nexecute-app-name: `, '')
              .replace('\nexecute-app-arg:', '')
              .replace(/\nEvent-UUID.*/s, ''),
          );
      };
      const sound = (name: string) => ({ kind: 'sound', name, language: 'zh-CN' }) as const;
      const [first, second] = ['/sounds/zh-CN/first.wav', '/sounds/zh-CN/second.wav'];
      const instead = { replace: true };
      // The switch may refuse to lay it over: the prompt is played all the same.
      bench.fake.override = (command) => (command.startsWith('api uuid_displace') ? '-ERR no' : undefined);

      // Nothing plays that it could lie over.
      expect(await told(() => adapter.play(uuid, 'p1', [sound('first')], instead))).toEqual([
        `api uuid_break ${uuid} all`,
        `playback ${first}`,
      ]);
      expect(await told(() => adapter.play(uuid, 'p2', [sound('second'), sound('first')], instead))).toEqual([
        `api uuid_displace ${uuid} start '${second}' 2`,
        `api uuid_break ${uuid} all`,
        `stop_displace_session ${second}`,
        `playback ${second}@@320`,
        `playback ${first}`,
      ]);
      // The break throws away the order to take the last one off.
      expect(await told(() => adapter.play(uuid, 'p3', [sound('first')], instead))).toEqual([
        `api uuid_displace ${uuid} stop '${second}'`,
        `api uuid_displace ${uuid} start '${first}' 2`,
        `api uuid_break ${uuid} all`,
        `stop_displace_session ${first}`,
        `playback ${first}@@320`,
      ]);
      expect(await told(() => adapter.stopPlaying(uuid))).toEqual([
        `api uuid_displace ${uuid} stop '${first}'`,
        `api uuid_break ${uuid} all`,
      ]);
      // Silence is made by the switch: there is no file to lie over.
      await adapter.play(uuid, 'p4', [sound('first')]);
      expect(await told(() => adapter.play(uuid, 'p5', [{ kind: 'silence', ms: 500 }], instead))).toEqual([
        `api uuid_break ${uuid} all`,
        'playback silence_stream://500',
      ]);
    });

    it('has a leg sent silence while nothing plays, from its answer on', async () => {
      const { adapter, log } = bench.start();
      await up(log);
      const uuid = await parkedLeg(log);
      await adapter.answer(uuid);
      expect(about(uuid).slice(-2)).toEqual([
        `api uuid_setvar ${uuid} send_silence_when_idle -1`,
        `sendmsg ${uuid}\ncall-command: execute\nexecute-app-name: answer`,
      ]);
    });

    it('tells an end that was heard from one that was broken off', async () => {
      const { adapter, log } = bench.start();
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
      bench.fake.override = (command) =>
        command.startsWith('api uuid_bridge') ? '-ERR Invalid uuid' : undefined;
      await expect(adapter.bridge(uuid, legId(randomUUID()))).rejects.toMatchObject({
        code: 'switch-refused',
      });
      finished(uuid, 'heard');
      await eventually('it is told', () => ends().length > 0);
      await sleep(50);
      expect(ends()).toEqual(['heard']);
    });

    it('tells the end of what the server before it played', async () => {
      const { log } = bench.start();
      await up(log);
      const uuid = await parkedLeg(log);
      finished(uuid, 'theirs');
      await eventually('it is told', () => kinds(log).includes('play-finished'));
    });
  });
});
