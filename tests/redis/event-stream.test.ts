import { setTimeout as sleep } from 'node:timers/promises';
import type { DomainEvent } from '../../server/contract/events';
import type { RedisConnection, RedisStores } from '../../server/redis';
import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { startTestRedis, testPrefix, testStores, type TestRedis } from '../support/redis';

requires('redis')('the event stream', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let stores: RedisStores;
  let prefix: string;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  beforeEach(async () => {
    prefix = testPrefix();
    stores = await testStores(connection, { prefix });
  });
  afterAll(() => redis.stop());

  const say = (n: number) =>
    stores.events.append({ type: 'leg.ended', callId: 'c', legId: `l${n}`, data: { n } });
  const numbers = (events: readonly DomainEvent[]) => events.map(({ data }) => data['n']);
  const upTo = (n: number) => Array.from({ length: n }, (_unused, i) => i);

  it('is read from any id on, oldest first', async () => {
    expect(await stores.events.lastId()).toBe('0-0');
    for (const n of upTo(5)) await say(n);
    const all = await stores.events.readAfter('0-0', 10);
    expect(numbers(all)).toEqual(upTo(5));
    expect(all[0]).toMatchObject({ type: 'leg.ended', callId: 'c', legId: 'l0' });
    expect(all[0]).not.toHaveProperty('agentId');
    expect(Math.abs((all[0]?.at ?? 0) - Date.now())).toBeLessThan(5000);
    expect(numbers(await stores.events.readAfter(all[2]?.id ?? '', 1))).toEqual([3]);
    expect(await stores.events.lastId()).toBe(all[4]?.id);
  });

  it('is followed from now on, past handlers that throw and entries nobody can read', async () => {
    await say(99);
    const heard: unknown[] = [];
    const stop = await stores.events.follow(({ data }) => {
      heard.push(data['n']);
      if (data['n'] === 1) throw new Error('a fault of the handler');
    });
    await say(0);
    await connection.command(['XADD', `${prefix}ev`, '*', 'type', 'no.such-type', 'data', '{']);
    for (const n of [1, 2]) await say(n);
    await eventually('three events', () => heard.length === 3);
    expect(heard).toEqual([0, 1, 2]);
    await stop();
    await say(3);
    await sleep(50);
    expect(heard).toHaveLength(3);
  });

  it('is followed by several on one connection, each until he has heard enough', async () => {
    const heard: Record<'one' | 'other', unknown[]> = { one: [], other: [] };
    const readers = async () =>
      String(await connection.command(['CLIENT', 'LIST'])).match(/cmd=xread /g)?.length ?? 0;
    const stops = await Promise.all([
      stores.events.follow(({ data }) => heard.one.push(data['n'])),
      stores.events.follow(({ data }) => heard.other.push(data['n'])),
    ]);
    await say(0);
    await eventually('both heard it', () => heard.one.length === 1 && heard.other.length === 1);
    expect(await readers()).toBe(1);
    await stops[0]();
    await say(1);
    await eventually('the other heard it', () => heard.other.length === 2);
    expect(heard.one).toEqual([0]);
    await stops[1]();
    await eventually('nobody reads', async () => (await readers()) === 0);
    const stop = await stores.events.follow(({ data }) => heard.one.push(data['n']));
    await say(2);
    await eventually('it is read again', () => heard.one.length === 2);
    expect(heard).toEqual({ one: [0, 2], other: [0, 1] });
    await stop();
  });

  it('is consumed in batches, though its events come one by one', async () => {
    const batches: number[] = [];
    const stop = await stores.events.consume('g', 'one', (events) => {
      batches.push(events.length);
      return Promise.resolve();
    });
    const all = () => batches.reduce((sum, count) => sum + count, 0);
    for (const n of upTo(100)) await say(n);
    await eventually('all of them', () => all() === 100);
    expect(batches.length).toBeLessThan(50);
    await stop();
  });

  it('says how far a group is behind: what is not handled, read or not', async () => {
    expect(await stores.events.behind('projector')).toBe(0);
    for (const n of upTo(3)) await say(n);
    expect(await stores.events.behind('projector')).toBe(3);
    let isBroken = true;
    const stop = await stores.events.consume('projector', 'one', () =>
      isBroken ? Promise.reject(new Error('the database is away')) : Promise.resolve(),
    );
    await sleep(100);
    expect(await stores.events.behind('projector')).toBe(3);
    isBroken = false;
    await eventually('all are handled', async () => (await stores.events.behind('projector')) === 0);
    await stop();
  });

  it('is consumed from its beginning, and a rejected batch comes again', async () => {
    for (const n of upTo(3)) await say(n);
    const batches: unknown[] = [];
    const stop = await stores.events.consume('projector', 'one', (events) => {
      batches.push(numbers(events));
      return batches.length === 1 ? Promise.reject(new Error('the database is away')) : Promise.resolve();
    });
    await eventually('the batch again', () => batches.length === 2);
    expect(batches).toEqual([upTo(3), upTo(3)]);
    await say(3);
    await eventually('the next batch', () => batches.length === 3);
    expect(batches[2]).toEqual([3]);
    await stop();
    expect(await connection.command(['XPENDING', `${prefix}ev`, 'projector'])).toEqual([0, null, null, null]);
  });

  it('hands over what a consumer died with: its own at once', async () => {
    for (const n of upTo(2)) await say(n);
    await connection.command(['XGROUP', 'CREATE', `${prefix}ev`, 'g', '0']);
    await connection.command(['XREADGROUP', 'GROUP', 'g', 'one', 'STREAMS', `${prefix}ev`, '>']);
    const heard: unknown[] = [];
    const stop = await stores.events.consume('g', 'one', (events) => {
      heard.push(...numbers(events));
      return Promise.resolve();
    });
    await eventually('both events', () => heard.length === 2);
    await stop();
  });

  it('hands over what another consumer died with long ago', async () => {
    for (const n of upTo(2)) await say(n);
    await connection.command(['XGROUP', 'CREATE', `${prefix}ev`, 'g', '0']);
    await connection.command(['XREADGROUP', 'GROUP', 'g', 'dead', 'STREAMS', `${prefix}ev`, '>']);
    const [first, second] = (await stores.events.readAfter('0-0', 2)).map(({ id }) => id);
    const old = ['XCLAIM', `${prefix}ev`, 'g', 'dead', '0', first ?? '', second ?? '', 'IDLE', '120000'];
    await connection.command([...old, 'JUSTID']);
    const heard: unknown[] = [];
    const stop = await stores.events.consume('g', 'alive', (events) => {
      heard.push(...numbers(events));
      return Promise.resolve();
    });
    await eventually('both events', () => heard.length === 2);
    await stop();
  });

  it('goes on where it was after a restart of Redis', async () => {
    const followed: unknown[] = [];
    const consumed: unknown[] = [];
    const stops = [
      await stores.events.follow(({ data }) => followed.push(data['n'])),
      await stores.events.consume('g', 'one', (events) => {
        consumed.push(...numbers(events));
        return Promise.resolve();
      }),
    ];
    await say(0);
    await eventually('the first', () => followed.length === 1 && consumed.length === 1);
    await redis.kill();
    await redis.start();
    await eventually('a connection', () => connection.state() === 'ready');
    await say(1);
    await eventually('the second', () => followed.length === 2 && consumed.length === 2, 10_000);
    expect([followed, consumed]).toEqual([
      [0, 1],
      [0, 1],
    ]);
    for (const stop of stops) await stop();
  }, 20_000);
});
