/** Serial numbers by text message: from a call, and from a desk over HTTP, as kept in a real database. */
import { randomUUID } from 'node:crypto';
import { outboxTextGateway } from '../../../server/connectors/texts/own-text-gateways';
import type { TextMessageView } from '../../../server/contract/texts';
import { textRoutes } from '../../../server/http/routes/text-routes';
import { Texts } from '../../../server/texts/texts.service';
import { SerialTexts } from '../../../server/tickets/serial-texts';
import { ManualJobs } from '../../fakes/manual-jobs';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { silentLogger } from '../../support/redis';
import { MONDAY_10, orderBench, pack1000, type OrderBench } from '../tickets/order-bench';
import { TestClient } from './test-client';
import { API_KEY, startTestServer, type TestServer } from './test-server';

const MOBILE = '13900000002';

describe('serial numbers by text message', () => {
  let postgres: TestPostgres;
  let bench: OrderBench;
  let texts: Texts;
  let serials: SerialTexts;
  let server: TestServer;
  let alice: TestClient;
  let susan: TestClient;
  let at = MONDAY_10;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    bench = await orderBench(await postgres.freshDatabase());
    texts = new Texts({
      store: bench.database.texts,
      gateway: outboxTextGateway,
      circuitOf: () => null,
      jobs: new ManualJobs(),
      events: { append: () => Promise.resolve() },
      numberFormat: { region: 'CN', areaCode: '21' },
      delivery: { firstPauseMs: 1000, longestPauseMs: 1000, claimMs: 30_000, atOnce: 1 },
      now: () => (at += 1000),
      logger: silentLogger,
    });
    const ofOrder = async (orderId: string) => (await texts.list({ orderId, page: 1, pageSize: 50 })).items;
    serials = new SerialTexts({
      store: bench.store,
      catalog: pack1000(),
      texting: { able: () => texts.able(), send: (text) => texts.send(text), ofOrder },
    });
    server = await startTestServer({ moreRoutes: textRoutes({ texts, serials }) });
    [alice, susan] = [new TestClient(server), new TestClient(server)];
    await alice.login('1001');
    await susan.login('2001');
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await bench.close();
    await postgres.stop();
  }, 60_000);

  const orderOf = (contactNumber: string) =>
    bench.ticket('fault', { contactNumber, fields: { symptom: 'noise' } });
  const pathOf = (orderId: string): string => `/api/v1/work-orders/${orderId}/text-messages`;
  const toCaller = (serial: string, number: string, language: 'zh-CN' | 'en-US' = 'zh-CN') =>
    serials.toCaller({ serial, number, callId: randomUUID(), language });
  const textsOf = async (orderId: string) => (await alice.get(pathOf(orderId))).body as TextMessageView[];

  it('go to a caller in his language, with the day that was promised, once to each number', async () => {
    const { orderId, serial } = await orderOf(MOBILE);
    expect(await toCaller(serial, MOBILE)).toBe('queued');
    expect(await toCaller(serial, MOBILE)).toBe('queued');
    expect(await toCaller(serial, '13812345678', 'en-US')).toBe('queued');
    await texts.deliverDue();
    const [english, chinese] = await textsOf(orderId);
    expect(chinese).toMatchObject({ to: '+8613900000002', state: 'sent', requestedBy: 'call' });
    expect(chinese?.text).toBe(
      `【电信客户服务中心】您的故障申告已经受理，流水号是${serial}。我们将在2026年11月24日前给您答复。查询进度请拨打1000。`,
    );
    expect(english).toMatchObject({ to: '+8613812345678', language: 'en-US' });
    expect(english?.text).toContain(
      `serial number ${serial}. You will have our answer by November 24, 2026.`,
    );
    expect(await textsOf(orderId)).toHaveLength(2);
  });

  it('go to mobiles only, of orders there are, and to three numbers at most', async () => {
    const { orderId, serial } = await orderOf('02163330001');
    expect(await toCaller(serial, '02163330001')).toBe('not-mobile');
    expect(await toCaller('263270019', MOBILE)).toBe('refused');
    for (const number of ['13812345671', '13812345672', '13812345673'])
      expect(await toCaller(serial, number)).toBe('queued');
    expect(await toCaller(serial, '13812345674')).toBe('refused');
    expect(await textsOf(orderId)).toHaveLength(3);
  });

  it('are offered where the pack has words for them', () => {
    expect([serials.isOffered('1000'), serials.isOffered('clinic')]).toEqual([true, false]);
  });

  it('are sent by an agent to the contact number, or to another, again each time', async () => {
    const { orderId } = await orderOf(MOBILE);
    const sent = await alice.send('POST', pathOf(orderId), { requestId: 'press-1' });
    expect(sent).toMatchObject({ status: 201, body: { to: '+8613900000002', requestedBy: 'agent:1001' } });
    await alice.send('POST', pathOf(orderId), { requestId: 'press-1' });
    await alice.send('POST', pathOf(orderId), { requestId: 'press-2', number: '138 1234 5678' });
    expect((await textsOf(orderId)).map(({ to }) => to)).toEqual(['+8613812345678', '+8613900000002']);
    const nobody = randomUUID();
    expect((await alice.send('POST', pathOf(nobody), {})).status).toBe(404);
    expect((await alice.get(pathOf(nobody))).status).toBe(404);
    const fixed = await alice.send('POST', pathOf(orderId), { number: '02163330001' });
    expect([fixed.status, fixed.error.code]).toEqual([422, 'not-a-mobile']);
    const key = { authorization: `Bearer ${API_KEY}` };
    expect((await alice.send('POST', pathOf(orderId), {}, key)).status).toBe(403);
  });

  it('are listed, and looked after by supervisors', async () => {
    const { orderId } = await orderOf(MOBILE);
    const made = (await alice.send('POST', pathOf(orderId), {})).body as TextMessageView;
    await texts.deliverDue();
    const one = `/api/v1/text-messages/${made.textId}`;
    expect((await alice.get(`/api/v1/text-messages?orderId=${orderId}`)).body).toMatchObject({
      total: 1,
      items: [{ textId: made.textId, state: 'sent' }],
    });
    expect((await alice.get('/api/v1/text-gateway')).body).toMatchObject({ able: true, kind: 'outbox' });
    expect((await alice.send('POST', `${one}/retry`)).status).toBe(403);
    expect((await susan.send('POST', `${one}/retry`)).status).toBe(409);
    const report = { state: 'undelivered', reason: 'switched off' };
    expect((await alice.send('POST', `${one}/report`, report)).status).toBe(403);
    expect(await susan.send('POST', `${one}/report`, report)).toMatchObject({
      status: 200,
      body: { state: 'undelivered', lastError: 'switched off' },
    });
    expect((await alice.get(one)).body).toMatchObject({ state: 'undelivered' });
  });
});
