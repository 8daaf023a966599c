import { OperationalError } from '../../server/errors';
import { createRedis, type RedisConnection } from '../../server/redis';
import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { alice, aQueue, newOfferId, openCallCentre } from './call-centre';

requires('redis')('when Redis is away', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect({ commandTimeoutMs: 300 });
  });
  afterAll(() => redis.stop());

  const failure = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  it('commands fail at once, the connection comes back by itself and says so', async () => {
    let returns = 0;
    const forget = connection.onReconnect(() => (returns += 1));
    await redis.kill();
    await eventually('the loss', () => connection.state() === 'reconnecting');
    // It comes back only after this: a command that waited for it would never fail.
    const error = await failure(connection.ping());
    expect(error).toBeInstanceOf(OperationalError);
    expect(error).toMatchObject({ code: 'redis-unavailable', retryable: true });
    await redis.start();
    await eventually('the return', () => connection.state() === 'ready', 10_000);
    await connection.ping();
    expect(returns).toBe(1);
    forget();
  }, 20_000);

  it('commands fail in time when it does not answer', async () => {
    redis.freeze();
    const error = await failure(connection.ping());
    redis.thaw();
    expect(error).toMatchObject({ code: 'redis-unavailable', retryable: true });
    await eventually('an answer', () =>
      connection.ping().then(
        () => true,
        () => false,
      ),
    );
  });

  it('a refused command is a fault of ours, not of the connection', async () => {
    expect(await failure(connection.command(['HGET', 'x']))).toMatchObject({ code: 'broken-invariant' });
  });

  it('a first connection that does not come about refuses the start', async () => {
    const nowhere = { socketPath: `${redis.socketPath}.none` };
    const start = createRedis({ address: nowhere, logger: silentLogger, firstConnectTimeoutMs: 200 });
    expect(await failure(start)).toMatchObject({ code: 'redis-unavailable' });
  });

  it('scripts it has forgotten are given to it again', async () => {
    const centre = await openCallCentre(connection);
    await connection.command(['SCRIPT', 'FLUSH']);
    const call = await centre.queued();
    expect(await centre.acd.position(call)).toBe(0);
  });

  it('calls that wait, offers that ring and agents who talk are there after a crash', async () => {
    const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
    await centre.ready(alice);
    const ringing = await centre.queued();
    centre.clock.ms += 1000;
    const calls = [await centre.queued(), await centre.queued('general', 50)];
    const before = [await centre.calls.list(), await centre.agents.list(), await centre.happened()];
    await redis.kill();
    await redis.start();
    await eventually('the return', () => connection.state() === 'ready', 10_000);
    expect([await centre.calls.list(), await centre.agents.list(), await centre.happened()]).toEqual(before);
    expect(await centre.accept(await centre.offerOf(ringing))).toBe('accepted');
    expect([
      await centre.acd.position(calls[0] as never),
      await centre.acd.position(calls[1] as never),
    ]).toEqual([1, 0]);
    await centre.calls.end(ringing, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    expect(await centre.acd.matchAgent(alice, newOfferId())).toMatchObject({ offer: { callId: calls[1] } });
  }, 20_000);
});
