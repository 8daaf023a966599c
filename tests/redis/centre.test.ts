import type { CentrePicture } from '../../server/contract/wallboard';
import { agentId, type AgentId } from '../../server/contract/ids';
import { queueConfigSchema } from '../../server/contract/queue-config';
import type { RedisConnection } from '../../server/redis';
import { Centre } from '../../server/wallboard/centre';
import { eventually } from '../support/eventually';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import {
  aBreak,
  alice,
  aQueue,
  bob,
  carl,
  compiled,
  newOfferId,
  openCallCentre,
  type CallCentre,
} from './call-centre';

const groups = { front: [alice, bob], back: [carl] };
const drafts = [aQueue('general', [alice, bob]), aQueue('rare', [carl], { answerWithinS: 60 })];

requires('redis')('the picture of the centre', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let house: CallCentre;
  let centre: Centre;
  let stop: () => Promise<void>;
  /** What was read of single agents and calls. */
  let read: string[];

  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    house = await openCallCentre(connection, drafts, { groups });
    read = [];
    const { acd, supervisions } = house;
    const live = compiled(drafts, { groups });
    centre = new Centre({
      ...{ acd, supervisions, now: () => house.clock.ms },
      agents: { list: () => house.agents.list(), get: (id) => (read.push(id), house.agents.get(id)) },
      calls: { list: () => house.calls.list(), get: (id) => (read.push(id), house.calls.get(id)) },
      queues: {
        config: queueConfigSchema.parse({ queues: drafts, groups }),
        compiled: live,
        settingsOf: (id) => live.queues.find(({ queueId }) => queueId === id),
      },
      switches: () => [{ switchId: 'fs1', state: 'in-use' }],
      isTrunkFailure: ({ cause }) => (cause === 'DIALLING_STOPPED' ? null : cause === 'NETWORK_OUT_OF_ORDER'),
      titleOf: (_pack, node) => (node === 'main' ? { 'en-US': 'Main menu' } : null),
      orders: () => Promise.resolve([]),
      queueDays: () => Promise.resolve(new Map()),
    });
    stop = await house.events.follow((event) => centre.note(event));
  });
  afterEach(() => stop());

  const row = ({ agents }: CentrePicture, id: AgentId) => agents.find((agent) => agent.agentId === id);
  const queue = ({ queues }: CentrePicture, id: string) => queues.find(({ queueId }) => queueId === id);
  /** Events come a moment after the change they tell of. */
  const shows = (what: string, isThere: (picture: CentrePicture) => boolean) =>
    eventually(what, async () => {
      const picture = await centre.now();
      return isThere(picture) ? picture : null;
    });

  it('begins with what was there before, and leaves out who is logged out', async () => {
    await house.ready(carl);
    const { call } = await house.talking(alice);
    await house.ready(bob);
    await house.agents.logOut(bob, `session-${bob}`);
    const picture = await centre.now();
    expect(picture.agents.map((each) => each.agentId).sort()).toEqual([alice, carl]);
    expect(row(picture, alice)).toMatchObject({
      ...{ state: 'on-call', since: house.clock.ms, queueIds: ['general'], groups: ['front'] },
      call: { callId: call, queueName: 'Queue general', state: 'talking' },
    });
    expect(queue(picture, 'general')).toMatchObject({ ready: 0, talking: 1, wrapUp: 0, away: 0 });
    expect(queue(picture, 'rare')).toMatchObject({ ready: 1, talking: 0, answerWithinS: 60 });
    expect(picture.switches).toEqual([
      { switchId: 'fs1', state: 'in-use', calls: 1, inbound: 1, outbound: 0, tried: 0, failed: 0 },
    ]);
  });

  it('follows an agent from ready to his break, and counts him with the queues he is in', async () => {
    await house.ready(alice);
    await house.ready(bob);
    expect(queue(await centre.now(), 'general')).toMatchObject({ ready: 2, away: 0 });
    await house.presence.takeBreak(bob, aBreak('lunch', { maxMs: 1000 }));
    const picture = await shows('the break', (now) => row(now, bob)?.presence === 'break');
    expect(row(picture, bob)).toMatchObject({ reason: 'lunch', overdueAt: house.clock.ms + 1000 });
    expect(queue(picture, 'general')).toMatchObject({ ready: 1, away: 1 });
  });

  it('shows who waits since when, and how long the next one is likely to', async () => {
    await centre.now();
    const since = house.clock.ms;
    await house.queued();
    house.clock.ms += 5000;
    await house.queued();
    expect(queue(await centre.now(), 'general')).toMatchObject({
      ...{ waiting: 2, longestSince: since, estimateMinutes: null },
    });
    await house.ready(alice);
    for (let i = 0; i < 5; i += 1) {
      const offer = await house.offerOf((await house.acd.liveOffers())[0]!.callId);
      await house.accept(offer);
      house.clock.ms += 60_000;
      await house.queued();
      await house.calls.end(offer.callId, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
      await house.acd.matchAgent(alice, newOfferId());
    }
    expect(queue(await centre.now(), 'general')?.estimateMinutes).toBe(2);
  });

  it('shows the call an agent wraps up until he is done, and forgets it then', async () => {
    const { call } = await house.talking(alice);
    await centre.now();
    await house.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 });
    const wrapUp = await shows('the wrap-up', (now) => row(now, alice)?.state === 'wrap-up');
    expect(row(wrapUp, alice)?.call).toMatchObject({ callId: call, state: 'ended' });
    expect(row(wrapUp, alice)?.overdueAt).toBe(house.clock.ms + 30_000);
    expect(wrapUp.switches[0]?.calls).toBe(0);
    await house.acd.finishWrapUp({ agentId: alice, callId: call, offerId: newOfferId() });
    const idle = await shows('the end of it', (now) => row(now, alice)?.state === 'idle');
    expect(row(idle, alice)?.call).toBeNull();
  });

  it('counts callers by where they are in the flow', async () => {
    const first = await house.caller();
    const second = await house.caller();
    await house.calls.patch(first, { ivrState: '{"packId":"1000","node":"main"}' }, []);
    await house.calls.patch(second, { ivrState: '{"packId":"1000","node":"main"}' }, []);
    expect((await centre.now()).ivr).toEqual([
      { packId: '1000', node: 'main', title: { 'en-US': 'Main menu' }, calls: 2 },
    ]);
    await house.calls.patch(second, { ivrState: '{"packId":"1000","node":"bills"}' }, [
      { type: 'ivr.key-pressed', data: { node: 'main', key: '1' } },
    ]);
    const moved = await shows('the move', ({ ivr }) => ivr.length === 2);
    expect(moved.ivr).toEqual([
      { packId: '1000', node: 'bills', title: null, calls: 1 },
      { packId: '1000', node: 'main', title: { 'en-US': 'Main menu' }, calls: 1 },
    ]);
  });

  it('tells how the last call of an agent sounded', async () => {
    await house.ready(alice);
    await centre.now();
    await house.events.append({ type: 'call.quality-measured', agentId: alice, data: { mos: 3.1 } });
    const picture = await shows('the quality', (now) => row(now, alice)?.quality != null);
    expect(row(picture, alice)?.quality).toMatchObject({ mos: 3.1 });
  });

  it('reads what has changed, and not every agent each time', async () => {
    const many = Array.from({ length: 30 }, (_, i) => agentId(String(3000 + i)));
    for (const each of many) await house.present(each);
    await house.ready(alice);
    await centre.now();
    read.length = 0;
    await house.presence.takeBreak(alice, aBreak());
    const picture = await shows('the break', (now) => row(now, alice)?.presence === 'break');
    expect(picture.agents).toHaveLength(31);
    expect(read.filter((id) => id === alice)).not.toHaveLength(0);
    expect(read.length).toBeLessThan(15);
  });

  it('is made once for all who ask while one is made, and kept for who can do with it', async () => {
    const pictures = await Promise.all(Array.from({ length: 5 }, () => centre.now()));
    expect(new Set(pictures).size).toBe(1);
    const first = centre.now();
    await Promise.resolve();
    await Promise.resolve();
    const later = await Promise.all([centre.now(), centre.now()]);
    expect(later[0]).toBe(later[1]);
    expect(later[0]).not.toBe(await first);
    expect(await centre.recent(900)).toBe(later[0]);
    house.clock.ms += 901;
    expect(await centre.recent(900)).not.toBe(later[0]);
  });

  it('is read anew when nobody has asked for a minute', async () => {
    await house.ready(alice);
    await centre.now();
    // Events come in order: when this one has been heard, all before it have.
    await house.events.append({ type: 'agent.next-chosen', agentId: carl });
    await shows('that event', () => read.includes(carl));
    await connection.command(['HSET', `${house.prefix}agent:${alice}`, 'displayName', 'Alice']);
    expect(row(await centre.now(), alice)?.displayName).toBe('Agent 1001');
    house.clock.ms += 60_001;
    await house.ready(bob);
    const picture = await shows('both', (now) => row(now, bob) !== undefined);
    expect(row(picture, alice)?.displayName).toBe('Alice');
  });

  it('finds in time what no event has told', async () => {
    await house.ready(alice);
    await centre.now();
    await connection.command(['HSET', `${house.prefix}agent:${alice}`, 'displayName', 'Alice']);
    const names = new Set<string | undefined>();
    for (let i = 0; i < 60; i += 1) names.add(row(await centre.now(), alice)?.displayName);
    expect(names).toContain('Alice');
  });
});
