import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { AlertTeller } from '../../../server/alerts/alert-teller';
import { Alerts } from '../../../server/alerts/alerts.service';
import type { AlertRuleRequest } from '../../../server/contract/alerts';
import { switchId } from '../../../server/contract/ids';
import type { CentrePicture, CentreQueue } from '../../../server/contract/wallboard';
import { OperationalError } from '../../../server/errors';
import type { Mail } from '../../../server/mail/mailer';
import type { RedisStores } from '../../../server/redis';
import { ManualJobs } from '../../fakes/manual-jobs';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { startTestRedis, testStores, type TestRedis } from '../../support/redis';
import { requires } from '../../support/requirements';

const logger = pino({ level: 'silent' });
const T0 = Date.parse('2026-11-30T08:00:00Z');

requires('redis')('alerts', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let database: Database;
  let stores: RedisStores;
  let now: number;
  let waiting: Record<string, number>;
  let mails: Mail[];
  let jobs: ManualJobs;
  let isRedisAway: boolean;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
  }, 90_000);
  afterAll(async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  }, 60_000);
  beforeEach(async () => {
    database = await createDatabase({ address: await postgres.freshDatabase(), logger });
    await database.migrate();
    stores = await testStores(await redis.connect());
    now = T0;
    waiting = { general: 0, rare: 0 };
    mails = [];
    jobs = new ManualJobs();
    isRedisAway = false;
  }, 60_000);
  afterEach(() => database.close());

  const queue = (queueId: string): CentreQueue => ({
    ...{ queueId, name: queueId, waiting: waiting[queueId] ?? 0, longestSince: null, estimateMinutes: null },
    ...{ ready: 1, talking: 0, wrapUp: 0, away: 0, answerWithinS: 20 },
    ...{ serviceLevelGoal: 0.8, serviceLevelNow: null, today: null },
  });
  const picture = (): CentrePicture => ({
    ...{ at: now, agents: [], ivr: [], switches: [], orders: [] },
    queues: Object.keys(waiting).map(queue),
  });
  /** Another one each time, as after a restart. */
  const aServer = (owner: string = randomUUID(), ttlMs = 60_000): Alerts =>
    new Alerts({
      store: database.alerts,
      picture: () => Promise.resolve(picture()),
      isOurTurn: async () => (await stores.lease.acquire(switchId('~alerts'), owner, ttlMs)) !== null,
      teller: new AlertTeller({
        ...{ store: database.alerts, jobs, now: () => now, logger },
        events: {
          append: (event) =>
            isRedisAway
              ? Promise.reject(new OperationalError('redis-unavailable', 'away'))
              : stores.events.append(event),
        },
        mailer: {
          send: (mail) => {
            mails.push(mail);
            return Promise.resolve({ refused: [] });
          },
        },
      }),
      newId: randomUUID,
      now: () => now,
    });
  const aRule = (over: Partial<AlertRuleRequest> = {}): AlertRuleRequest => ({
    ...{ name: 'Many wait', measure: 'waiting', threshold: 2, forS: 10, queueId: null },
    ...{ roles: ['supervisor'], emails: ['boss@example.com'], active: true },
    ...over,
  });
  const after = async (server: Alerts, seconds: number): Promise<void> => {
    now += seconds * 1000;
    await server.tick();
  };
  const history = async (server: Alerts, open = false) =>
    (await server.page({ page: 1, pageSize: 50, open }, 'supervisor')).items;
  const told = async () =>
    (await stores.events.readAfter('0-0', 100))
      .filter(({ type }) => type.startsWith('alert.'))
      .map(({ type }) => type);

  it('is raised when its time is over, told once, acknowledged, and over when it has been well for as long', async () => {
    const server = aServer();
    await server.addRule(aRule(), 'admin');
    waiting['general'] = 3;
    await after(server, 0);
    await after(server, 9);
    expect(await history(server)).toEqual([]);
    await after(server, 1);
    await after(server, 1);
    const [raised] = await history(server, true);
    expect(raised).toMatchObject({
      ...{ name: 'Many wait', queueId: 'general', value: 3, threshold: 2, clearedAt: null },
      ...{ since: new Date(T0).toISOString(), raisedAt: new Date(T0 + 10_000).toISOString() },
    });
    expect(await told()).toEqual(['alert.raised']);
    const seen = await server.acknowledge(raised!.alertId, 'susan');
    expect(seen).toMatchObject({ acknowledgedBy: 'susan' });
    expect(await server.acknowledge(raised!.alertId, 'bob')).toMatchObject({ acknowledgedBy: 'susan' });
    waiting['general'] = 2;
    await after(server, 1);
    await after(server, 9);
    expect(await history(server, true)).toHaveLength(1);
    await after(server, 1);
    await after(server, 1);
    expect(await history(server, true)).toEqual([]);
    expect(await history(server)).toMatchObject([
      { acknowledgedBy: 'susan', clearedAt: expect.any(String) as string },
    ]);
    expect(await told()).toEqual(['alert.raised', 'alert.acknowledged', 'alert.cleared']);
    await jobs.runUntil(now);
    expect(mails.map(({ to, subject }) => `${String(to)}: ${subject}`)).toEqual([
      'boss@example.com: [Kiloline] Alert 告警: Many wait (general)',
      'boss@example.com: [Kiloline] Alert over 告警解除: Many wait (general)',
    ]);
  });

  it('goes on over a restart: what was pending, raised and nearly over', async () => {
    await aServer('one', 1).addRule(aRule(), 'admin');
    waiting['general'] = 3;
    await after(aServer('one'), 0);
    await stores.lease.release(switchId('~alerts'), 'one');
    await after(aServer('two'), 10);
    expect(await told()).toEqual(['alert.raised']);
    waiting['general'] = 0;
    await after(aServer('two'), 5);
    await stores.lease.release(switchId('~alerts'), 'two');
    const three = aServer('three');
    await after(three, 9);
    expect(await history(three, true)).toHaveLength(1);
    await after(three, 1);
    expect(await told()).toEqual(['alert.raised', 'alert.cleared']);
  });

  it('is looked for by one server only', async () => {
    const [one, two] = [aServer('one'), aServer('two')];
    await one.addRule(aRule({ forS: 0 }), 'admin');
    await one.tick();
    waiting['general'] = 3;
    await two.tick();
    expect(await history(two)).toEqual([]);
    await one.tick();
    expect(await history(two)).toHaveLength(1);
  });

  it('of two servers that look at the same time there is one, told once', async () => {
    const servers = Array.from({ length: 4 }, () => aServer('the same'));
    await servers[0]!.addRule(aRule({ forS: 0 }), 'admin');
    waiting['general'] = 3;
    await Promise.all(servers.map((server) => database.alerts.rules().then(() => server.tick())));
    expect(await history(servers[0]!)).toHaveLength(1);
  });

  it('is of each queue by itself, and trembling clears nothing', async () => {
    const server = aServer();
    await server.addRule(aRule({ forS: 2 }), 'admin');
    waiting = { general: 3, rare: 5 };
    await after(server, 0);
    await after(server, 2);
    expect((await history(server, true)).map(({ queueId }) => queueId).sort()).toEqual(['general', 'rare']);
    for (const some of [0, 3, 0, 3]) {
      waiting['general'] = some;
      await after(server, 1);
    }
    expect(await history(server, true)).toHaveLength(2);
    expect(await told()).toEqual(['alert.raised', 'alert.raised']);
  });

  it('is over when its rule is gone, or no longer active', async () => {
    const server = aServer();
    const one = await server.addRule(aRule({ forS: 0 }), 'admin');
    const other = await server.addRule(aRule({ forS: 0, name: 'Other', queueId: 'general' }), 'admin');
    waiting['general'] = 3;
    await after(server, 0);
    expect(await history(server, true)).toHaveLength(2);
    await server.removeRule(one.ruleId);
    await server.changeRule(other.ruleId, aRule({ active: false, name: 'Other', queueId: 'general' }));
    await after(server, 1);
    expect(await history(server, true)).toEqual([]);
    await expect(server.removeRule(one.ruleId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(server.changeRule(randomUUID(), aRule())).rejects.toMatchObject({ code: 'not-found' });
    await expect(server.acknowledge(randomUUID(), 'susan')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is told later when Redis was away as it was raised', async () => {
    const server = aServer();
    await server.addRule(aRule({ forS: 0 }), 'admin');
    waiting['general'] = 3;
    isRedisAway = true;
    await after(server, 0);
    expect(await told()).toEqual([]);
    isRedisAway = false;
    await after(server, 1);
    await after(server, 1);
    expect(await told()).toEqual(['alert.raised']);
  });

  it('concerns the roles of its rule', async () => {
    const server = aServer();
    await server.addRule(aRule({ forS: 0, roles: ['admin'] }), 'admin');
    waiting['general'] = 3;
    await after(server, 0);
    expect(await history(server)).toEqual([]);
    expect((await server.page({ page: 1, pageSize: 10, open: true }, 'admin')).total).toBe(1);
  });
});
