import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { alice, aQueue, bob, compiled, openCallCentre, type CallCentre } from './call-centre';

requires('redis')('what is wrong in the live state', () => {
  let redis: TestRedis;
  let centre: CallCentre;
  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    centre = await openCallCentre(await redis.connect());
    await centre.acd.applyQueues(compiled([aQueue('general', [alice, bob])]));
  });

  const write = (command: string, key: string, ...rest: readonly string[]) =>
    centre.connection.command([command, centre.prefix + key, ...rest]);
  const broken = () => centre.acd.brokenInvariants();

  /** Alice talks, Bob's phone rings, a third caller waits. */
  const busy = async () => {
    await centre.ready(alice);
    const { call: talks } = await centre.talking(alice);
    await centre.ready(bob);
    return { talks, rings: await centre.queued(), waits: await centre.queued() };
  };

  it('is nothing while scripts alone write', async () => {
    const { talks } = await busy();
    expect(await broken()).toEqual([]);
    await centre.calls.end(talks, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    expect(await broken()).toEqual([]);
  });

  it('is told by call and agent', async () => {
    const { talks, waits } = await busy();
    await write('HSET', `agent:${alice}`, 'state', 'idle');
    expect(await broken()).toEqual(
      expect.arrayContaining([
        `idle agent ${alice} has a call`,
        expect.stringContaining(`agent ${alice} stands in no ready set`),
        `call ${waits} waits although agent ${alice} is ready`,
      ]),
    );
    await write('HSET', `agent:${alice}`, 'state', 'on-call', 'callId', waits);
    expect(await broken()).toContain(`agent ${alice} does not have the call ${talks} that names him`);
  });

  it('is a waiting call in no lane, or a lane whose first call is not its own', async () => {
    const { waits } = await busy();
    const lane = String(await centre.connection.command(['HGET', `${centre.prefix}call:${waits}`, 'lane']));
    await write('ZREM', `w:${lane}`, waits);
    expect(await broken()).toEqual(
      expect.arrayContaining([
        `call ${waits} (queued) is in lanes `,
        expect.stringContaining(`heads[${lane}] is `),
      ]),
    );
  });

  it('is an offer without its deadline, and what stays of a call that ended', async () => {
    const { talks } = await busy();
    await write('DEL', 'dl:offer');
    expect(await broken()).toEqual([`offers are due of , ringing are ${bob}`]);
    await centre.calls.end(talks, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    await write('PERSIST', `call:${talks}`);
    expect(await broken()).toContain(`ended call ${talks} stays for ever`);
  });
});
