import { callId, legId } from '../../server/contract/ids';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { alice, aQueue, bob, compiled, FS1, openCallCentre, type CallCentre } from './call-centre';

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

  it('is a colleague on call whom no agent asks any more, or one who is asked and idle', async () => {
    const { call } = await centre.talking(alice);
    await centre.ready(bob);
    const to = { kind: 'agent', agentId: bob } as const;
    await centre.calls.callColleague({
      ...{ callId: call, agentId: alice, farLegId: legId('far'), requestId: 'one', to },
    });
    expect(await broken()).toEqual([]);
    await write('HDEL', `agent:${bob}`, 'callId');
    expect(await broken()).toContain(`agent ${bob} does not have the call ${call} that names him`);
    await write('HSET', `agent:${bob}`, 'callId', call);
    await write('HDEL', `call:${call}`, 'farLegId');
    expect(await broken()).toEqual([`agent ${bob} is busy with a call that is not his`]);
  });

  it('is an agent who is away and not waited for, and one who is waited for in another’s call', async () => {
    const { call, offer } = await centre.talking(alice);
    const facts = { callId: call, agentLegId: legId(offer.offerId), reason: 'closed' };
    await centre.calls.agentAway({ ...facts, comfortMs: 1000, lostMs: 5000 });
    expect(await broken()).toEqual([]);
    await write('ZREM', 'dl:away', call);
    await write('HSET', `call:${call}`, 'awayAgentId', bob);
    expect(await broken()).toEqual([
      `dl:away holds , away are those of ${call}`,
      `${bob}, who is away, is not in call ${call}`,
    ]);
  });

  it('is a colleague in a call whose two legs are not one', async () => {
    await centre.present(alice);
    await centre.ready(bob);
    const id = callId('internal');
    await centre.calls.startInternal({
      ...({ callId: id, direction: 'internal', switchId: FS1, agentId: alice, colleagueId: bob } as const),
      ...{ customerLegId: legId('his'), agentLegId: legId('hers'), callerNumber: alice, callerName: '' },
      ...({ dialedNumber: bob, language: 'zh-CN' } as const),
    });
    expect(await broken()).toEqual([]);
    await write('HSET', `call:${id}`, 'customerLegId', 'another');
    expect(await broken()).toEqual([`the colleague of call ${id} has legs another, his`]);
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
