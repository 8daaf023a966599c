/** Text messages on a real database, and a gateway over HTTP that is away, refuses, or loses its answers. */
import { randomUUID } from 'node:crypto';
import { createDatabase, type Database } from '../../../db';
import { HttpTextGateway } from '../../../server/connectors/texts/http-text-gateway';
import { noTextGateway, outboxTextGateway } from '../../../server/connectors/texts/own-text-gateways';
import type { TextGateway } from '../../../server/texts/text-gateway';
import { Texts } from '../../../server/texts/texts.service';
import { ManualJobs } from '../../fakes/manual-jobs';
import { eventually } from '../../support/eventually';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';
import { TestTextGateway } from '../../support/test-text-gateway';

const DAY_MS = 24 * 3_600_000;
const MOBILE = '13900000002';

describe('text messages', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  let gateway: TestTextGateway;
  let jobs: ManualJobs;
  let opened: { readonly database?: Database; readonly http?: HttpTextGateway }[];
  let events: string[];
  let aheadMs: number;

  beforeAll(async () => {
    postgres = await startTestPostgres();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);
  beforeEach(async () => {
    aheadMs = 0;
    opened = [];
    events = [];
    jobs = new ManualJobs();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: silentLogger });
    await database.migrate();
    gateway = new TestTextGateway();
    await gateway.start();
  }, 60_000);
  afterEach(async () => {
    for (const each of opened) {
      each.http?.close();
      await each.database?.close();
    }
    await database.close();
    await gateway.stop();
  }, 60_000);

  const http = (knowsRepeats = true): HttpTextGateway => {
    const settings = { url: gateway.url, headers: { authorization: 'Bearer secret' }, timeoutMs: 1000 };
    const made = new HttpTextGateway(
      { ...settings, sender: 'Kiloline', knowsRepeats, retryAfterMs: 50 },
      silentLogger,
    );
    opened.push({ http: made });
    return made;
  };
  const open = (through: TextGateway = http(), db = database, firstPauseMs = 20): Texts =>
    new Texts({
      store: db.texts,
      gateway: through,
      circuitOf: () => null,
      jobs,
      events: { append: ({ type }: { type: string }) => Promise.resolve(void events.push(type)) },
      numberFormat: { region: 'CN', areaCode: '21' },
      delivery: { firstPauseMs, longestPauseMs: Math.max(50, firstPauseMs), claimMs: 30_000, atOnce: 2 },
      now: () => Date.now() + aheadMs,
      logger: silentLogger,
    });
  const order = (over: object = {}) => ({
    to: MOBILE,
    text: '您的流水号是263260179。',
    language: 'zh-CN' as const,
    requestId: randomUUID(),
    requestedBy: 'call',
    ...over,
  });
  const becomes = (texts: Texts, textId: string, state: string) =>
    eventually(`it is ${state}`, async () => {
      await texts.deliverDue();
      const text = await texts.get(textId);
      return text.state === state ? text : null;
    });

  it('are handed over with their id as idempotency key, and keep what the gateway calls them', async () => {
    const texts = open();
    const { textId, state, to } = await texts.send(order());
    expect([state, to]).toEqual(['waiting', '+8613900000002']);
    expect(await becomes(texts, textId, 'sent')).toMatchObject({
      attempts: 1,
      reference: 'gw-1',
      nextTryAt: null,
    });
    expect(gateway.carried).toEqual([
      {
        id: textId,
        to: '+8613900000002',
        text: '您的流水号是263260179。',
        language: 'zh-CN',
        sender: 'Kiloline',
      },
    ]);
    expect(gateway.headers[0]).toMatchObject({ authorization: 'Bearer secret', 'idempotency-key': textId });
    expect(events).toEqual(['text.queued', 'text.sent']);
  });

  it('are one when they are asked for twice, also by two at once', async () => {
    const texts = open();
    const asked = order();
    const made = await Promise.all([1, 2, 3].map(() => texts.send(asked)));
    expect(new Set(made.map(({ textId }) => textId)).size).toBe(1);
    await becomes(texts, made[0]!.textId, 'sent');
    await texts.send(asked);
    await texts.deliverDue();
    expect(gateway.carried).toHaveLength(1);
    expect(events.filter((type) => type === 'text.queued')).toHaveLength(1);
  });

  it.each(['02163330001', '1000', '', 'anonymous'])('are not sent to %s', async (to) => {
    await expect(open().send(order({ to }))).rejects.toMatchObject({ code: 'not-a-mobile' });
    expect(await database.texts.counts()).toMatchObject({ waiting: 0 });
  });

  it('wait while the gateway is away and are sent by the job at its time', async () => {
    const texts = open(http(), database, 60_000);
    gateway.faultOf = (count) => (count === 1 ? { status: 503 } : null);
    const { textId } = await texts.send(order());
    const dueAt = await eventually('a job is planned', () => jobs.nextDueAt());
    expect(await texts.get(textId)).toMatchObject({ state: 'waiting', attempts: 1 });
    aheadMs = Math.max(0, dueAt - Date.now());
    await jobs.runUntil(dueAt);
    expect(await texts.get(textId)).toMatchObject({ state: 'sent', attempts: 2, lastError: null });
    expect(gateway.carried).toHaveLength(1);
  });

  it('survive a server that ends and a gateway that is not there', async () => {
    await gateway.stop();
    const before = open();
    const { textId } = await before.send(order());
    await eventually('it was tried', async () => (await before.get(textId)).lastError);
    await gateway.start();
    await becomes(open(), textId, 'sent');
    expect(gateway.carried).toHaveLength(1);
  });

  it('whose answer was lost arrive once', async () => {
    const texts = open();
    gateway.faultOf = (count) => (count < 3 ? 'taken-then-cut' : null);
    const { textId } = await texts.send(order());
    expect(await becomes(texts, textId, 'sent')).toMatchObject({ attempts: 3 });
    expect(gateway.carried).toHaveLength(1);
  });

  it('whose answer was lost are left to a person when the gateway does not know repeats', async () => {
    const texts = open(http(false));
    gateway.faultOf = (count) => (count === 1 ? 'taken-then-cut' : null);
    const { textId } = await texts.send(order());
    await becomes(texts, textId, 'failed');
    expect((await texts.get(textId)).lastError).toContain('Nobody knows');
    await texts.deliverDue();
    expect(gateway.headers).toHaveLength(1);
    expect(events.at(-1)).toBe('text.failed');
    await texts.retry(textId);
    await becomes(texts, textId, 'sent');
  });

  it('that a dead server was sending are sent again under the same key, or left to a person', async () => {
    const { text } = await database.texts.add(
      { ...order(), to: '+8613900000002', textId: randomUUID(), callId: null, orderId: null },
      Date.now(),
    );
    await database.texts.claim(Date.now(), Date.now() + 1000);
    expect(await database.texts.claim(Date.now(), Date.now() + 1000)).toBeNull();
    aheadMs = 2000;
    await becomes(open(http(false)), text.textId, 'failed');
    expect(gateway.headers).toEqual([]);
    await open().retry(text.textId);
    await becomes(open(), text.textId, 'sent');
  });

  it('that are refused wait for a person and hold up nobody', async () => {
    const texts = open();
    gateway.faultOf = (count) => (count === 1 ? { status: 422 } : null);
    const refused = await texts.send(order());
    await becomes(texts, refused.textId, 'failed');
    const next = await texts.send(order());
    await becomes(texts, next.textId, 'sent');
    expect(gateway.carried.map(({ id }) => id)).toEqual([next.textId]);
    await expect(texts.retry(next.textId)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are not sent a day late', async () => {
    await gateway.stop();
    const texts = open();
    const { textId } = await texts.send(order());
    await eventually('it was tried', async () => (await texts.get(textId)).lastError);
    await gateway.start();
    aheadMs = DAY_MS;
    expect(await becomes(texts, textId, 'failed')).toMatchObject({
      lastError: 'It could not be sent in time.',
    });
    expect(gateway.carried).toEqual([]);
  });

  it('are carried once each by two servers at work together', async () => {
    const second = await createDatabase({ address, logger: silentLogger });
    opened.push({ database: second });
    const both = [open(), open(http(), second)];
    gateway.faultOf = (count) => (count % 4 === 0 ? 'taken-then-cut' : null);
    const made = await Promise.all(Array.from({ length: 20 }, (_, index) => both[index % 2]!.send(order())));
    for (const { textId } of made) await becomes(both[0]!, textId, 'sent');
    expect(gateway.carried.map(({ id }) => id).sort()).toEqual(made.map(({ textId }) => textId).sort());
    await both[1]!.deliverDue();
  }, 30_000);

  it('are asked of a gateway that fails all the time only now and then', async () => {
    const through = http();
    const texts = open(through);
    gateway.faultOf = () => ({ status: 500 });
    for (let count = 0; count < 8; count += 1) await texts.send(order());
    await eventually('the circuit opens', async () => {
      await texts.deliverDue();
      return through.isAway();
    });
    const asked = gateway.headers.length;
    await texts.send(order());
    expect(gateway.headers).toHaveLength(asked);
    gateway.faultOf = () => null;
    await eventually('all are sent', async () => {
      await texts.deliverDue();
      return (await database.texts.counts()).sent === 9;
    });
    expect(gateway.carried).toHaveLength(9);
  });

  it('keep what the gateway reports of them, whatever the order of its reports', async () => {
    const texts = open();
    const { textId } = await texts.send(order());
    const report = (state: 'delivered' | 'undelivered', reason = '') =>
      texts.report(textId, { state, reason });
    await becomes(texts, textId, 'sent');
    expect(await report('undelivered', 'phone is off')).toMatchObject({
      state: 'undelivered',
      lastError: 'phone is off',
    });
    expect(await report('delivered')).toMatchObject({ state: 'delivered', lastError: null });
    await expect(report('undelivered')).rejects.toMatchObject({ code: 'not-found' });
    await expect(texts.report(randomUUID(), { state: 'delivered', reason: '' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('are kept and shown by an outbox, and refused where nobody carries them', async () => {
    const texts = open(outboxTextGateway);
    const { textId } = await texts.send(order({ orderId: randomUUID() }));
    const { orderId } = await becomes(texts, textId, 'sent');
    await texts.send(order({ to: '13812345678' }));
    const page = { page: 1, pageSize: 10 };
    expect((await texts.list({ ...page, orderId: orderId! })).items.map((each) => each.textId)).toEqual([
      textId,
    ]);
    expect((await texts.list({ ...page, number: '1381' })).total).toBe(1);
    expect(await texts.ability()).toMatchObject({ able: true, kind: 'outbox', circuit: null });
    const nobody = open(noTextGateway);
    expect(nobody.able()).toBe(false);
    await expect(nobody.send(order())).rejects.toMatchObject({ code: 'no-text-gateway' });
    expect(gateway.headers).toEqual([]);
  });
});
