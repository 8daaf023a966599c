import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEventSocket, type EventSocketServer } from '../../../../freeswitch/emulator/event-socket';
import { EslConnection } from '../../../../server/esl/connection';
import { newMetrics } from '../../../../server/esl/metrics';
import { eventually } from '../../../support/eventually';
import { FakeSwitch, settle } from '../../../unit/emulator/core/fakes';
import { RawClient } from './raw-client';

const PASSWORD = 'pass %word';

describe('the event socket', () => {
  let fake: FakeSwitch;
  let server: EventSocketServer;
  let problems: string[];

  beforeEach(async () => {
    fake = new FakeSwitch();
    problems = [];
    server = await startEventSocket({
      core: fake.core,
      host: '127.0.0.1',
      port: 0,
      password: PASSWORD,
      onProblem: (reason) => problems.push(reason),
    });
  });
  afterEach(async () => {
    await fake.stop();
    await server.stop();
  });

  const client = () => RawClient.open(server.port, PASSWORD);
  const beat = (times = 1) => {
    for (let done = 0; done < times; done += 1) fake.core.bus.fire('HEARTBEAT', [['X', 'x'.repeat(5000)]]);
  };

  it('asks for the password first and takes nothing before it', async () => {
    const raw = await RawClient.open(server.port);
    expect(raw.frames[0]?.headers['Content-Type']).toBe('auth/request');
    expect(await raw.ask('api status')).toBe('-ERR command not found');
    expect(await raw.ask(`auth ${PASSWORD}`)).toBe('+OK accepted');
    expect(await raw.ask('api status')).toContain('is ready');
  });

  it('says goodbye to a wrong password', async () => {
    const raw = await RawClient.open(server.port);
    expect(await raw.ask('auth wrong')).toBe('-ERR invalid');
    await eventually('it is closed', () => raw.closed);
    expect(raw.frames.at(-1)?.headers['Content-Type']).toBe('text/disconnect-notice');
    expect(problems).toEqual(['wrong password for the event socket']);
  });

  /** As FreeSWITCH 1.11.1 answered. */
  it.each([
    ['nonsense', '-ERR command not found'],
    ['sendmsg', '-ERR invalid session id []'],
    ['filter a b', '+OK filter added. [a]=[b]'],
    ['filter delete a', '+OK filter deleted. [a][]'],
    ['filter delete all', '+OK filter deleted. [all][]'],
    ['filter', '-ERR command not found'],
    ['nixevent DTMF', '+OK events nixed'],
    ['noevents', '+OK no longer listening for events'],
    ['log 3', '+OK log level 3 [3]'],
    ['log off', '-ERR invalid log level'],
    ['nolog', '+OK no longer logging'],
    ['linger', '-ERR not controlling a session'],
    ['event json', '-ERR no keywords supplied'],
    ['event json FOO', '-ERR no keywords supplied'],
    ['event', '-ERR no keywords supplied'],
    ['event plain CHANNEL_PARK', '+OK event listener enabled plain'],
    ['event json DTMF', '+OK event listener enabled json'],
    ['api', '-ERR command not found'],
    ['bgapi', '-ERR command not found'],
    ['exit', '+OK bye'],
  ])('%s', async (line, reply) => {
    expect(await (await client()).ask(line)).toBe(reply);
  });

  it('ignores lone newlines and takes commands byte by byte', async () => {
    const raw = await client();
    const before = raw.frames.length;
    for (const byte of '\n\n\napi uuid_exists x\n\n\n\n') {
      raw.socket.write(byte);
      await sleep(1);
    }
    expect((await raw.frame(before)).body?.toString()).toBe('false');
    await sleep(50);
    expect(raw.frames).toHaveLength(before + 1);
  });

  it('takes every word after CUSTOM for a subclass', async () => {
    const raw = await client();
    expect(await raw.ask('event json HEARTBEAT CUSTOM sofia::register DTMF')).toContain('+OK');
    const facts = { contact: 'sip:a@b', expires: 60, userAgent: '', user: '1001' };
    fake.core.sipEvents.onRegistered({ ...facts, remote: { transport: 'ws', host: '::1', port: 1 } });
    fake.core.sipEvents.onUnregistered({ ...facts, reason: 'unregistered' });
    fake.core.bus.fire('DTMF', []);
    beat();
    await eventually('the heartbeat', () => raw.names.includes('HEARTBEAT'));
    expect(raw.names).toEqual(['sofia::register', 'HEARTBEAT']);
    await raw.ask('nixevent HEARTBEAT');
    beat();
    await raw.ask('event json DTMF');
    fake.core.bus.fire('DTMF', []);
    await eventually('a digit', () => raw.names.includes('DTMF'));
    expect(raw.names).toEqual(['sofia::register', 'HEARTBEAT', 'DTMF']);
  });

  it('filters: any positive one lets pass, negative ones alone nothing', async () => {
    const raw = await client();
    await raw.ask('event json DTMF');
    const press = async (digit: string) => {
      fake.core.bus.fire('DTMF', [['DTMF-Digit', digit]]);
      await raw.ask('api uuid_exists x');
    };
    const digits = () => raw.events.map((one) => one['DTMF-Digit']);
    await raw.ask('filter DTMF-Digit 5');
    for (const digit of '456') await press(digit);
    expect(digits()).toEqual(['5']);
    await raw.ask('filter DTMF-Digit /^[67]$/');
    for (const digit of '5678') await press(digit);
    expect(digits()).toEqual(['5', '5', '6', '7']);
    await raw.ask('filter delete DTMF-Digit');
    await raw.ask('filter -DTMF-Digit 1');
    await press('2');
    expect(digits()).toHaveLength(4);
    await raw.ask('filter delete all');
    await press('2');
    expect(digits()).toHaveLength(5);
  });

  it('answers a job at once and tells every subscriber its result', async () => {
    const [raw, other] = [await client(), await client()];
    await raw.ask('event json BACKGROUND_JOB');
    await other.ask('event json BACKGROUND_JOB');
    expect(await raw.ask('bgapi uuid_exists x', 'Job-UUID: my-job')).toBe('+OK Job-UUID: my-job');
    for (const each of [raw, other]) {
      await eventually('the result', () => each.events.length > 0);
      expect(each.events[0]).toMatchObject({
        'Event-Name': 'BACKGROUND_JOB',
        'Job-UUID': 'my-job',
        'Job-Command': 'uuid_exists',
        'Job-Command-Arg': 'x',
        'Content-Length': '5',
        _body: 'false',
      });
    }
  });

  it('gives strings, numbers their order, and keeps what is not ASCII', async () => {
    const raw = await client();
    await raw.ask('event json DTMF');
    fake.core.bus.fire('DTMF', [['Name', 'Zoë 小王 %E9 "\n']]);
    fake.core.bus.fire('DTMF', []);
    await eventually('both', () => raw.events.length === 2);
    expect(raw.events[0]?.['Name']).toBe('Zoë 小王 %E9 "\n');
    expect(Object.values(raw.events[0] ?? {}).every((value) => typeof value === 'string')).toBe(true);
    const [one, two] = raw.events.map((event) => Number(event['Event-Sequence']));
    expect(two).toBe((one ?? 0) + 1);
  });

  it('runs executes and hang-ups of a leg', async () => {
    const { uuid } = await fake.answered();
    fake.media.sounds.set('/one', [1, 1]);
    const raw = await client();
    const execute = ['call-command: execute', 'execute-app-name: playback'];
    expect(
      await raw.ask(
        `sendmsg ${uuid}`,
        ...execute,
        'execute-app-arg: /one',
        'Event-UUID: mine',
        'event-lock: true',
      ),
    ).toBe('+OK');
    await settle();
    expect(fake.event(uuid, 'CHANNEL_EXECUTE')?.header('Application-UUID')).toBe('mine');
    expect(await raw.ask(`sendmsg ${uuid}`, 'call-command: unicast')).toContain('lacks sendmsg unicast');
    expect(await raw.ask(`sendmsg ${uuid}`, ...execute, 'loops: 3')).toContain('lacks loops');
    expect(await raw.ask(`sendmsg ${uuid}`, 'call-command: hangup', 'hangup-cause: USER_BUSY')).toBe('+OK');
    await settle();
    expect(fake.event(uuid, 'CHANNEL_HANGUP_COMPLETE')?.header('Hangup-Cause')).toBe('USER_BUSY');
  });

  it('drops a client that does not read, and nobody else notices', async () => {
    const [slow, quick] = [await client(), await client()];
    await slow.ask('event json HEARTBEAT');
    await quick.ask('event json HEARTBEAT');
    slow.socket.pause();
    for (let round = 0; round < 60 && problems.length === 0; round += 1) {
      beat(200);
      await sleep(5);
    }
    expect(problems).toEqual(['a client of the event socket does not read']);
    expect(await quick.ask('api uuid_exists x')).toBe('false');
    slow.socket.destroy();
  }, 20_000);

  it('survives whatever is written to it', async () => {
    const nonsense = [
      `auth ${PASSWORD}\n\nContent-Length: 99999999999\n\n`,
      `auth ${PASSWORD}\n\nsendmsg x\nContent-Length: -1\n\n`,
      `auth ${PASSWORD}\n\n${'a: b\n'.repeat(10_000)}\n`,
      Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)),
      'x'.repeat(2 * 1024 * 1024),
      `auth ${PASSWORD}\n\nsendmsg \u0000\ncall-command: execute\n\nevent json \u0000\n\nfilter / /(\n\n`,
      `auth ${PASSWORD}\n\nfilter a /(((\n\nevent json ALL\n\napi ${'%s'.repeat(1000)}\n\n`,
    ];
    for (const text of nonsense) {
      const raw = await RawClient.open(server.port);
      raw.socket.write(text);
      await sleep(20);
      beat();
      raw.socket.destroy();
    }
    expect(await (await client()).ask('api status')).toContain('is ready');
  });

  it('is understood by the server’s adapter over modesl, unchanged', async () => {
    const seen: unknown[] = [];
    const connection = await EslConnection.connect({
      host: '127.0.0.1',
      port: server.port,
      password: PASSWORD,
      commandTimeoutMs: 1000,
      metrics: newMetrics(),
      onEvent: (json) => seen.push(json['Event-Name']),
    });
    expect(await connection.send(['event json HEARTBEAT CUSTOM sofia::register'])).toContain('+OK');
    const replies = await connection.sendAll([
      ['api uuid_exists x'],
      ['bgapi status', 'Job-UUID: j'],
      ['api global_getvar core_uuid'],
    ]);
    expect(replies[0]).toBe('false');
    expect(replies[1]).toContain('+OK Job-UUID: j');
    expect(replies[2]).toMatch(/^[0-9a-f-]{36}$/);
    beat();
    await eventually('an event', () => seen.length > 0);
    connection.destroy('done');
  });
});
