import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

const logger = pino({ level: 'silent' });
const none = '00000000-0000-4000-8000-000000000000';

describe('API keys and webhooks in the database', () => {
  let postgres: TestPostgres;
  let database: Database;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await createDatabase({ address: await postgres.freshDatabase(), logger });
    await database.migrate();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });

  const aKey = (digest: string, expiresAt: string | null = null) =>
    database.apiKeys.create({ name: 'crm', scopes: ['calls:read'], digest, createdBy: 'admin', expiresAt });

  it('finds a key while it lives', async () => {
    const key = await aKey('d1');
    await aKey('d2', new Date(Date.now() - 1000).toISOString());
    expect(await database.apiKeys.findByDigest('d1')).toEqual(key);
    expect(await database.apiKeys.findByDigest('d2')).toBeNull();
    await database.apiKeys.noteUse(key.keyId);
    const [used] = (await database.apiKeys.list()).filter(({ keyId }) => keyId === key.keyId);
    expect(Date.parse(used?.lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(await database.apiKeys.revoke(key.keyId, 'admin')).toBe(true);
    expect(await database.apiKeys.revoke(key.keyId, 'admin')).toBe(false);
    expect(await database.apiKeys.findByDigest('d1')).toBeNull();
  });

  const aWebhook = () =>
    database.webhooks.create({
      name: 'crm',
      url: 'https://crm.example/hook',
      events: ['call.*'],
      active: true,
      sealedSecret: 'sealed',
      createdBy: 'admin',
    });
  const deliveryOf = (webhookId: string, eventId: string) => ({
    webhookId,
    eventId,
    eventType: 'call.ended',
    body: '{}',
  });

  it('makes one delivery of an event, however often it is told, and none for a webhook that went', async () => {
    const { webhookId } = await aWebhook();
    const batch = [deliveryOf(webhookId, '1-0'), deliveryOf(webhookId, '2-0'), deliveryOf(none, '1-0')];
    const ids = await database.webhooks.addDeliveries(batch);
    expect(ids).toHaveLength(2);
    expect([...(await database.webhooks.addDeliveries(batch))].sort()).toEqual([...ids].sort());
    const page = await database.webhooks.deliveries(webhookId, { page: 1, pageSize: 1 });
    expect(page).toMatchObject({ total: 2, items: [{ state: 'pending', attempts: 0 }] });
    expect(await database.webhooks.deliveries(none, { page: 1, pageSize: 1 })).toBeNull();
  });

  it('keeps the log of a delivery, plans what was forgotten, and takes all of it along', async () => {
    const { webhooks } = database;
    const { webhookId } = await aWebhook();
    const [id = ''] = await webhooks.addDeliveries([deliveryOf(webhookId, '3-0')]);
    const later = () => new Date(Date.now() + 1000);
    expect(await webhooks.overdue(later())).toContain(id);
    const nextAttemptAt = new Date(Date.now() + 60_000);
    await webhooks.noteAttempt(id, { state: 'pending', status: 500, error: 'answered 500', nextAttemptAt });
    expect(await webhooks.overdue(later())).not.toContain(id);
    await webhooks.noteAttempt(id, { state: 'delivered', status: 200, error: null, nextAttemptAt: null });
    expect(await webhooks.delivery(id)).toMatchObject({
      state: 'delivered',
      attempts: 2,
      webhook: { webhookId, sealedSecret: 'sealed' },
    });
    expect(await webhooks.reopen(none, id)).toBe(false);
    expect(await webhooks.reopen(webhookId, id)).toBe(true);
    expect(await webhooks.delivery(id)).toMatchObject({ state: 'pending', attempts: 0 });
    await webhooks.noteAttempt(id, { state: 'failed', status: null, error: 'gone', nextAttemptAt: null });
    expect(await webhooks.forget(later())).toBe(1);
    expect(await webhooks.remove(webhookId)).toBe(true);
    expect(await webhooks.remove(webhookId)).toBe(false);
  });
});
