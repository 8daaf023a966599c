import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { createWebhookSender } from '../../../server/connectors/webhook-sender';
import type { DomainEvent } from '../../../server/contract/events';
import { WebhookDelivery } from '../../../server/integration/webhook-delivery';
import { WebhookFeed } from '../../../server/integration/webhook-feed';
import { Webhooks } from '../../../server/integration/webhooks';
import { createSecretBox } from '../../../server/secrets';
import { ManualJobs } from '../../fakes/manual-jobs';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

const logger = pino({ level: 'silent' });
const HOUR_MS = 3_600_000;

interface Received {
  readonly signature: string;
  readonly event: string;
  readonly body: string;
}

/** A receiver that answers as the test says. */
function startReceiver() {
  const received: Received[] = [];
  const state = { status: 204 };
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({
        signature: String(request.headers['kiloline-signature']),
        event: String(request.headers['kiloline-event']),
        body,
      });
      response.writeHead(state.status, { location: 'http://127.0.0.1:1/elsewhere' }).end();
    });
  });
  return new Promise<{ received: Received[]; state: typeof state; url: string; stop: () => void }>(
    (resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        const stop = () => void server.close();
        resolve({ received, state, url: `http://127.0.0.1:${String(port)}/hook`, stop });
      });
    },
  );
}

/** What a receiver does to know that it was us. */
function isSigned({ signature, body }: Received, secret: string): boolean {
  const [, time = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  return timingSafeEqual(Buffer.from(mac, 'hex'), expected);
}

describe('webhooks', () => {
  let postgres: TestPostgres;
  let database: Database;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let jobs: ManualJobs;
  let webhooks: Webhooks;
  let feed: WebhookFeed;
  let delivery: WebhookDelivery;
  let sequence = 0;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await createDatabase({ address: await postgres.freshDatabase(), logger });
    await database.migrate();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });
  beforeEach(async () => {
    receiver = await startReceiver();
    for (const { webhookId } of await database.webhooks.list()) await database.webhooks.remove(webhookId);
    jobs = new ManualJobs();
    const shared = {
      store: database.webhooks,
      jobs,
      secrets: createSecretBox('key of the tests', 'webhook'),
      now: () => jobs.now,
      logger,
    };
    webhooks = new Webhooks(shared);
    feed = new WebhookFeed(shared);
    delivery = new WebhookDelivery({
      ...shared,
      sender: createWebhookSender({ mayReachInside: true, timeoutMs: 2000 }),
    });
  });
  afterEach(() => receiver.stop());

  const subscribe = (events: string[], url = receiver.url) =>
    webhooks.create({ name: 'crm', url, events, active: true }, 'admin');
  const anEvent = (type: DomainEvent['type'], at = Date.now() + 1000): DomainEvent => {
    sequence += 1;
    return { id: `${String(at)}-${String(sequence)}`, type, at, data: { by: 'customer' } };
  };
  const log = async (webhookId: string) =>
    (await webhooks.deliveries(webhookId, { page: 1, pageSize: 50 })).items;

  it('sends the events asked for, signed, and each once however often it was read', async () => {
    const { secret, webhookId } = await subscribe(['call.*']);
    const ended = anEvent('call.ended');
    const before = anEvent('call.ended', Date.now() - HOUR_MS);
    await feed.take([ended, anEvent('offer.made'), before]);
    await feed.take([ended]);
    await jobs.runUntil(jobs.now);
    expect(receiver.received.map(({ event, body }) => [event, JSON.parse(body) as unknown])).toEqual([
      [ended.id, ended],
    ]);
    const [first] = receiver.received;
    expect(first && isSigned(first, secret)).toBe(true);
    expect(first && isSigned(first, 'whs_other')).toBe(false);
    expect(await log(webhookId)).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 204 }]);
    expect(JSON.stringify(await webhooks.list())).not.toContain(secret);
  });

  it('tries again with growing pauses until the receiver is back, and can be told to send again', async () => {
    const { webhookId } = await subscribe(['call.ended']);
    receiver.state.status = 503;
    await feed.take([anEvent('call.ended')]);
    const pauses: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      await jobs.runUntil(jobs.now);
      pauses.push((jobs.nextDueAt() ?? 0) - jobs.now);
      jobs.now = jobs.nextDueAt() ?? 0;
    }
    expect(pauses).toEqual([10_000, 60_000, 300_000]);
    receiver.state.status = 200;
    await jobs.runUntil(jobs.now);
    const [delivered] = await log(webhookId);
    expect(delivered).toMatchObject({ state: 'delivered', attempts: 4 });
    await webhooks.replay(webhookId, delivered?.deliveryId ?? '');
    await jobs.runUntil(jobs.now);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(receiver.received).toHaveLength(5);
  });

  it('gives up after two days, and follows no redirect', async () => {
    const { webhookId } = await subscribe(['call.ended']);
    receiver.state.status = 302;
    await feed.take([anEvent('call.ended')]);
    await jobs.runUntil(jobs.now + 72 * HOUR_MS);
    expect(await log(webhookId)).toMatchObject([{ state: 'failed', attempts: 9, lastError: 'answered 302' }]);
    expect(jobs.nextDueAt()).toBeNull();
  });

  it('plans again what a lost queue has forgotten', async () => {
    await subscribe(['call.ended']);
    await feed.take([anEvent('call.ended')]);
    const [event] = [jobs.nextDueAt()];
    expect(event).not.toBeNull();
    const empty = new ManualJobs();
    empty.now = Date.now() + HOUR_MS;
    const again = new WebhookDelivery({
      store: database.webhooks,
      sender: createWebhookSender({ mayReachInside: true }),
      jobs: empty,
      secrets: createSecretBox('key of the tests', 'webhook'),
      now: () => empty.now,
      logger,
    });
    await again.sweep();
    await empty.runUntil(empty.now);
    expect(receiver.received).toHaveLength(1);
    await delivery.sweep();
  });

  it('says why nobody was reached, and reaches nothing inside unless it may', async () => {
    const outside = createWebhookSender({ mayReachInside: false, timeoutMs: 2000 });
    for (const url of [receiver.url, receiver.url.replace('127.0.0.1', 'localhost'), 'http://[::1]:9/x']) {
      const answer = await outside.send({ url, headers: {}, body: '{}' });
      expect(answer).toEqual({ status: null, error: 'the address is inside our own network' });
    }
    expect(receiver.received).toHaveLength(0);
    receiver.stop();
    const inside = createWebhookSender({ mayReachInside: true, timeoutMs: 2000 });
    const answer = await inside.send({ url: 'http://127.0.0.1:1/x', headers: {}, body: '{}' });
    expect(answer).toEqual({ status: null, error: 'no answer: ECONNREFUSED' });
  });
});
