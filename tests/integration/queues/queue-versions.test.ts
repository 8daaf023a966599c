import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import type { QueuesRoom } from '../../../server/compose-queues';
import type { RedisStores } from '../../../server/redis';
import { eventually } from '../../support/eventually';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { anybody, queueRoom, twoQueues } from '../../support/queue-room';
import { startTestRedis, testStores, type TestRedis } from '../../support/redis';
import {
  newOfferId,
  alice,
  aQueue,
  bob,
  compiled,
  openCallCentre,
  type CallCentre,
} from '../../redis/call-centre';

const logger = pino({ level: 'silent' });
const ALICE = { by: 'alice', why: 'busier than thought' };
const SEED_QUEUES = ['general', 'business', 'faults'];

// Every test makes a whole schema; on a busy machine that takes its time.
describe('versions of the queue configuration', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let database: Database;
  let centre: CallCentre;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  }, 30_000);
  beforeEach(async () => {
    database = await createDatabase({ address: await postgres.freshDatabase(), logger });
    await database.migrate();
    centre = await openCallCentre(await redis.connect(), []);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await database.close();
  });

  /** One more server on the same Redis and database, following the others. */
  async function server(over: Parameters<typeof queueRoom>[2] = {}): Promise<Server> {
    const stores = await testStores(await redis.connect(), {
      prefix: centre.prefix,
      testClock: () => centre.clock.ms,
    });
    const room = await queueRoom(database, stores, over);
    stops.push(await room.start());
    return { ...room, stores };
  }
  type Server = QueuesRoom & { readonly stores: RedisStores };
  const wrapUp = ({ live }: QueuesRoom, queue = 'general') => live.settingsOf(queue)?.wrapUpS;

  it('begin with the queues of the product, once, however many servers start', async () => {
    const [one, other] = await Promise.all([server(), server()]);
    expect([one.live.queueIds(), other.live.queueIds()]).toEqual([SEED_QUEUES, SEED_QUEUES]);
    expect((await one.versions.history({ page: 1, pageSize: 9 })).items).toMatchObject([
      { version: 1, origin: 'seed', appliedBy: 'system', isActive: true },
    ]);
  });

  it('assign nobody where there is no demo', async () => {
    const { live, versions } = await server({ isDemo: false, users: { agents: () => Promise.resolve([]) } });
    expect(live.queueIds()).toEqual(SEED_QUEUES);
    expect(live.compiled.lanes.flatMap(({ agentIds }) => agentIds)).toEqual([]);
    // The comments of its author stay.
    expect((await versions.present()).yaml).toContain('# 2026, as the State Council announced it');
  });

  it('go live on every server, and every waiting call keeps its place', async () => {
    const [one, other] = [await server(), await server()];
    await one.versions.apply(twoQueues(['1001'], ['1001']), { ...ALICE, basedOn: 1 });
    const first = await centre.queued();
    centre.clock.ms += 1000;
    const second = await centre.queued();
    const third = await centre.queued('faults');
    await centre.ready(bob);

    const applied = await one.versions.apply(twoQueues(['1001', '1002'], [], 'wrapUpS: 7'), {
      ...ALICE,
      basedOn: 2,
    });
    expect(applied).toMatchObject({ version: 3, origin: 'applied', isActive: true, isLive: true });
    expect(wrapUp(one)).toBe(7);
    await eventually('the other server uses it', () => wrapUp(other) === 7);
    // Bob gained the lane of general: he is owed its first call, the others wait in their order.
    expect(await centre.acd.owedMatches()).toEqual([bob]);
    await centre.acd.matchAgent(bob, newOfferId());
    expect((await centre.offerOf(first)).agentId).toBe(bob);
    expect(await centre.acd.position(second)).toBe(0);
    expect(await centre.acd.position(third)).toBe(0);
    const figures = await other.stores.acd.queueFigures();
    expect(figures.map(({ queueId, waiting }) => [queueId, waiting]).sort()).toEqual([
      ['faults', 1],
      ['general', 1],
    ]);
  });

  it('refuse the second of two admins, show him what the first changed, and take his new plan', async () => {
    const [one, other] = [await server(), await server()];
    const [mine, theirs] = [twoQueues(['1001'], ['1002']), twoQueues(['1001'], ['1002'], 'maxWaiting: 9')];
    const basedOn = (await one.versions.plan(mine)).basedOn;
    expect((await other.versions.plan(theirs)).basedOn).toBe(basedOn);
    await one.versions.apply(mine, { ...ALICE, basedOn });
    await expect(other.versions.apply(theirs, { by: 'bob', why: 'mine', basedOn })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /^Plan again: version 2 was applied by alice since \(busier than thought\)\.\nqueue "business"/,
      ) as string,
    });
    const plan = await other.versions.plan(theirs);
    expect(plan).toMatchObject({
      basedOn: 2,
      changes: [{ text: 'queue "general": maxWaiting nothing → 9' }],
    });
    await other.versions.apply(theirs, { by: 'bob', why: 'mine', basedOn: plan.basedOn });
    expect(other.live.settingsOf('general')?.maxWaiting).toBe(9);
  });

  it('take one of two that are applied at the very same moment', async () => {
    const [one, other] = [await server(), await server()];
    const both = await Promise.allSettled([
      one.versions.apply(twoQueues(['1001'], []), { ...ALICE, basedOn: 1 }),
      other.versions.apply(twoQueues(['1002'], []), { ...ALICE, basedOn: 1 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await one.versions.history({ page: 1, pageSize: 9 })).total).toBe(2);
  });

  it('go back as a new version with the old content, and the history says who and why', async () => {
    const { versions, live } = await server();
    await versions.apply(twoQueues(['1001'], []), { ...ALICE, basedOn: 1 });
    const back = await versions.rollback(1, { by: 'bob', why: 'too few', basedOn: 2 });
    expect(back).toMatchObject({ version: 3, origin: 'rollback', rolledBackTo: 1, isLive: true });
    expect(live.queueIds()).toEqual(SEED_QUEUES);
    const [first, third] = [await versions.get(1), await versions.get(3)];
    expect([third.yaml, third.hash]).toEqual([first.yaml, first.hash]);
    await expect(versions.rollback(3, { ...ALICE, basedOn: 3 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(versions.rollback(9, { ...ALICE, basedOn: 3 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(versions.rollback(2, { ...ALICE, basedOn: 2 })).rejects.toMatchObject({ code: 'conflict' });
    const { items } = await versions.history({ page: 1, pageSize: 2 });
    expect(items.map(({ version, appliedBy, why, isActive }) => [version, appliedBy, why, isActive])).toEqual(
      [
        [3, 'bob', 'too few', true],
        [2, 'alice', 'busier than thought', false],
      ],
    );
    expect((await versions.diff(2, 3)).map(({ text }) => text)).toContain(
      'queue "business" (业务受理 Business): at once 3, after 90 s 4 may answer',
    );
  });

  it('plan whom a change concerns now, and change nothing', async () => {
    const { versions, live } = await server();
    await versions.apply(twoQueues(['1001'], ['1002']), { ...ALICE, basedOn: 1 });
    await centre.present(alice);
    await centre.queued();
    await centre.queued();
    const { effects } = await versions.plan(
      twoQueues(['1001', '1002', '1003'], []).replace('faults', 'repairs'),
    );
    expect(effects).toEqual([
      {
        queueId: 'general',
        waiting: 2,
        before: { agents: 1, loggedIn: 1 },
        after: { agents: 3, loggedIn: 1 },
      },
      { queueId: 'repairs', waiting: 0, before: null, after: { agents: 0, loggedIn: 0 } },
      { queueId: 'faults', waiting: 0, before: { agents: 1, loggedIn: 0 }, after: null },
    ]);
    expect([live.version.version, live.queueIds()]).toEqual([2, ['general', 'faults']]);
  });

  it('see where what is live has drifted from what holds', async () => {
    const { versions, stores } = await server();
    await versions.apply(twoQueues(['1001', '1002'], ['1002'], 'offerTimeoutS: 7'), { ...ALICE, basedOn: 1 });
    await centre.present(alice);
    expect(await versions.drift()).toEqual({ version: 2, differences: [] });
    // As somebody would who changes Redis by hand.
    await stores.acd.applyQueues(
      compiled([aQueue('general', ['1001', '1003'], { name: 'General' }), aQueue('sales', ['1003'])]),
    );
    expect((await versions.drift()).differences.sort()).toEqual([
      'Lane "faults" is not offered to 1002.',
      'Lane "general" is not offered to 1002.',
      'Lane "general" is offered to 1003, who may not answer it.',
      'Lane "sales" is live and not configured.',
      'Queue "general": offerTimeoutS is 20, should be 7.',
      'The queue "faults" is not live.',
      'The queue "sales" is live and not configured.',
    ]);
    await versions.rollback(1, { ...ALICE, basedOn: 2 });
    await versions.rollback(2, { ...ALICE, basedOn: 3 });
    expect(await versions.drift()).toEqual({ version: 4, differences: [] });
  });

  it('store and change nothing when there is a fault', async () => {
    const { versions, live } = await server();
    const faulty = twoQueues(['1009'], ['1001']);
    const refused = {
      code: 'validation-failed',
      message: expect.stringContaining('queues.yaml:5: There is no agent 1009.') as string,
    };
    await expect(versions.plan(faulty)).rejects.toMatchObject(refused);
    await expect(versions.apply(faulty, { ...ALICE, basedOn: 1 })).rejects.toMatchObject(refused);
    expect((await versions.history({ page: 1, pageSize: 9 })).total).toBe(1);
    expect(live.version.version).toBe(1);
  });

  describe('when something dies between storing and going live', () => {
    const away = () => Promise.reject(new Error('the server died here'));

    it('are made live by a server that starts', async () => {
      const dying = await server();
      await dying.versions.apply(twoQueues(['1001'], []), { ...ALICE, basedOn: 1 });
      // Stored, and nothing after it.
      await database.queueVersions.add({ ...(await draftOf(twoQueues(['1002'], [], 'wrapUpS: 9'))) }, 2);
      const restarted = await server();
      expect(wrapUp(restarted)).toBe(9);
      expect(restarted.live.compiled.lanes[0]?.agentIds).toEqual(['1002']);
    });

    it('are found by the others although no event told them', async () => {
      const [one, other] = [await server({ events: silent() }), await server()];
      await one.versions.apply(twoQueues(['1001'], [], 'wrapUpS: 8'), { ...ALICE, basedOn: 1 });
      await other.versions.refresh();
      expect(wrapUp(other)).toBe(8);
    });

    it('never put an older version over a newer one, however late a server is', async () => {
      const [one, late] = [await server(), await server({ events: silent() })];
      await one.versions.apply(twoQueues(['1001'], [], 'wrapUpS: 1'), { ...ALICE, basedOn: 1 });
      await one.versions.apply(twoQueues(['1001'], [], 'wrapUpS: 2'), { ...ALICE, basedOn: 2 });
      await Promise.all([late.versions.refresh(), one.versions.refresh(), late.versions.refresh()]);
      expect([wrapUp(one), wrapUp(late)]).toEqual([2, 2]);
    });

    it('say that they go live later while Redis is away, and do', async () => {
      const { versions, live } = await server();
      await redis.kill();
      try {
        const applied = await versions.apply(twoQueues(['1001'], [], 'wrapUpS: 6'), { ...ALICE, basedOn: 1 });
        expect(applied).toMatchObject({ version: 2, isLive: false });
        expect(live.version.version).toBe(1);
      } finally {
        await redis.start();
      }
      await eventually('the stored version is live', async () => {
        await versions.refresh().catch(() => undefined);
        return live.version.version === 2;
      });
    }, 30_000);

    it('refuse nothing that is stored because an agent has gone since', async () => {
      const { versions } = await server();
      await versions.apply(twoQueues(['1004'], []), { ...ALICE, basedOn: 1 });
      const users = { agents: () => Promise.resolve(anybody.slice(0, 3)) };
      expect((await server({ users })).live.version.version).toBe(2);
    });

    const silent = () => ({ append: away, follow: () => Promise.resolve(() => Promise.resolve()) });
    const draftOf = async (yaml: string) => {
      const { hash } = await database.queueVersions.get(1).then((found) => found!);
      return { yaml, hash, origin: 'applied' as const, rolledBackTo: null, appliedBy: 'x', why: 'y' };
    };
  });
});
