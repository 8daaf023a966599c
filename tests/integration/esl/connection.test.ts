import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { EslConnection } from '../../../server/esl/connection';
import { newMetrics } from '../../../server/esl/metrics';
import { eventually } from '../../support/eventually';
import { FakeEventSocket, frame, reply, type FakeClient } from '../../support/fake-event-socket';

/** One test for each defect of modesl 1.2.1 (docs: the list in the decision on it) that could reach us. */
describe('event socket connection', () => {
  let fake: FakeEventSocket;
  let open: EslConnection[];
  let events: Readonly<Record<string, unknown>>[];
  let closed: string[];
  const metrics = newMetrics();

  beforeEach(async () => {
    fake = await FakeEventSocket.listen();
    [open, events, closed] = [[], [], []];
    Object.assign(metrics, newMetrics());
  });
  afterEach(async () => {
    for (const one of open) one.destroy('test over');
    await fake.close();
  });

  const connect = async (more: { password?: string; commandTimeoutMs?: number } = {}) => {
    const connection = await EslConnection.connect({
      ...fake.address,
      commandTimeoutMs: 1000,
      metrics,
      onEvent: (json) => events.push(json),
      onClose: (reason) => closed.push(reason),
      ...more,
    });
    open.push(connection);
    return connection;
  };
  const client = (): FakeClient => fake.clients.at(-1) as FakeClient;

  it('authenticates, and sends nothing of its own after it', async () => {
    await connect();
    await sleep(50);
    expect(client().commands).toEqual(['auth secret']);
  });

  it('pairs replies with commands in order, whatever their kind', async () => {
    fake.override = (command) => (command.startsWith('noise') ? undefined : `to ${command}`);
    const connection = await connect();
    const commands = ['api one', 'sendmsg two', 'api three', 'bgapi four', 'exit five'];
    const replies = await connection.sendAll(commands.map((command) => [command]));
    expect(replies).toEqual(commands.map((command) => `to ${command}`));
  });

  it('keeps the order when an api is denied (answered as command/reply)', async () => {
    fake.override = (command) =>
      command.startsWith('api system') ? Buffer.from(reply('-ERR permission denied')) : `to ${command}`;
    const connection = await connect();
    const replies = await connection.sendAll([['api a'], ['api system'], ['api b'], ['sendmsg c']]);
    expect(replies).toEqual(['to api a', '-ERR permission denied', 'to api b', 'to sendmsg c']);
  });

  it('answers within a millisecond or two, not after the 40 of delayed acknowledgements', async () => {
    const connection = await connect();
    const begun = performance.now();
    for (let turn = 0; turn < 50; turn += 1) await connection.send(['sendmsg x', 'call-command: execute']);
    expect((performance.now() - begun) / 50).toBeLessThan(35);
  });

  it('reads frames that come byte by byte, with events between the replies', async () => {
    fake.byteWise = true;
    const connection = await connect();
    fake.override = (command, to) => {
      to.event({ 'Event-Name': 'DTMF', Name: '小王 Zoë' });
      return `answer to ${command} 王`;
    };
    expect(await connection.send(['api 问'])).toBe('answer to api 问 王');
    expect(await connection.send(['sendmsg y'])).toBe('answer to sendmsg y 王');
    expect(events).toEqual([
      { 'Event-Name': 'DTMF', Name: '小王 Zoë' },
      { 'Event-Name': 'DTMF', Name: '小王 Zoë' },
    ]);
  });

  it('reads several frames from one segment', async () => {
    const connection = await connect();
    const event = frame('text/event-json', '{"Event-Name":"A"}');
    fake.override = () => Buffer.from(event + reply('+OK mine') + event + event);
    expect(await connection.send(['sendmsg x'])).toBe('+OK mine');
    await eventually('all came', () => events.length === 3);
  });

  it('survives a Latin-1 caller name in a header (%E9)', async () => {
    const connection = await connect();
    client().write('Content-Type: command/reply\nCaller-Name: Zo%E9 100%\nReply-Text: +OK %E9\n\n');
    fake.override = () => '+OK after';
    await sleep(20);
    expect(await connection.send(['sendmsg x'])).toBe('+OK after');
  });

  it('counts and skips JSON that is none', async () => {
    await connect();
    for (const body of ['{"a":', '\u0001', 'null', '7']) client().write(frame('text/event-json', body));
    client().event({ 'Event-Name': 'GOOD' });
    await eventually('the good one came', () => events.length === 1);
    expect(metrics.parseErrors).toBe(4);
    expect(closed).toEqual([]);
  });

  it('reads a body of 5 MB in small chunks without blocking the process', async () => {
    const connection = await connect({ commandTimeoutMs: 30_000 });
    const body = 'x'.repeat(5 * 1024 * 1024);
    fake.override = () => Buffer.from(frame('api/response', body));
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      watch = setImmediate(turn);
    };
    let watch = setImmediate(turn);
    expect((await connection.send(['api big'])).length).toBe(body.length);
    clearImmediate(watch);
    // Others have their turn while it arrives.
    expect(turns).toBeGreaterThan(2);
  });

  it('gives up on a stream that is none', async () => {
    await connect();
    client().write('Content-Type: api/response\nContent-Length: -7\n\n');
    await eventually('it is closed', () => closed.length > 0);
    expect(closed).toEqual(['bad Content-Length']);
  });

  it('refuses control characters, so that no second command can be smuggled in', async () => {
    const connection = await connect();
    for (const bad of ['api x\n\napi system id', 'sendmsg\r', 'api \u0000', 'a\u007f', '']) {
      await expect(connection.send(['sendmsg x', bad])).rejects.toEqual(
        expect.objectContaining({ code: 'broken-invariant' }),
      );
    }
    await sleep(30);
    expect(client().commands).toEqual(['auth secret']);
    await expect(connect({ password: 'x\n\napi system id' })).rejects.toMatchObject({
      code: 'broken-invariant',
    });
  });

  it('fails everything pending when the connection is reset mid-reply', async () => {
    const connection = await connect();
    fake.override = (command, to) => {
      if (!command.includes('reset')) return null;
      to.write('Content-Type: api/response\nContent-Length: 100\n\nhalf');
      setTimeout(() => to.socket.resetAndDestroy(), 20);
      return null;
    };
    const pending = ['api one', 'sendmsg two', 'api reset'].map((command) => connection.send([command]));
    for (const one of pending) await expect(one).rejects.toMatchObject({ code: 'switch-unavailable' });
    expect(closed).toHaveLength(1);
    expect(connection.isOpen).toBe(false);
    await expect(connection.send(['api later'])).rejects.toMatchObject({ code: 'switch-unavailable' });
  });

  it('fails everything pending when the switch closes', async () => {
    const connection = await connect();
    fake.override = (_command, to) => {
      to.write(frame('text/disconnect-notice', 'Disconnected, goodbye.\n'));
      to.socket.end();
      return null;
    };
    await expect(connection.send(['api x'])).rejects.toMatchObject({ code: 'switch-unavailable' });
  });

  it('destroys the connection when a command is not answered in time', async () => {
    const connection = await connect({ commandTimeoutMs: 100 });
    fake.override = (command) => (command === 'api slow' ? null : undefined);
    const [slow, next] = [connection.send(['api slow']), connection.send(['api slow'])];
    await expect(slow).rejects.toMatchObject({ code: 'switch-timeout' });
    await expect(next).rejects.toMatchObject({ code: 'switch-unavailable' });
    expect(closed).toEqual(['a command timed out']);
    expect(metrics.commandTimeouts).toBe(1);
  });

  it('says plainly that the password is wrong', async () => {
    await expect(connect({ password: 'nope' })).rejects.toMatchObject({
      code: 'switch-unavailable',
      retryable: false,
      details: { reason: 'wrong password' },
    });
  });

  it('says plainly that the address is refused', async () => {
    fake.rude = true;
    await expect(connect()).rejects.toMatchObject({
      code: 'switch-unavailable',
      retryable: false,
      details: { reason: 'address refused by the switch' },
    });
  });

  it('says plainly that nobody is there, or does not answer', async () => {
    const { port } = fake;
    await fake.close();
    await expect(connect()).rejects.toMatchObject({ code: 'switch-unavailable', retryable: true });
    fake = await FakeEventSocket.listen(port);
    fake.authenticate = () => null as never;
    await expect(connect({ commandTimeoutMs: 100 })).rejects.toMatchObject({ code: 'switch-unavailable' });
  });
});
