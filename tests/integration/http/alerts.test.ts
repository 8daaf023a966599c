import { randomUUID } from 'node:crypto';
import type { AlertQuery, AlertRuleRequest, AlertRuleView, AlertView } from '../../../server/contract/alerts';
import type { CentrePicture } from '../../../server/contract/wallboard';
import { alertRoutes } from '../../../server/http/routes/alert-routes';
import { wallboardRoutes } from '../../../server/http/routes/wallboard-routes';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const rule: AlertRuleRequest = {
  ...{ name: 'Long wait', measure: 'longest-wait', threshold: 60, forS: 10, queueId: null },
  ...{ roles: ['supervisor'], emails: [], active: true },
};
const stored: AlertRuleView = { ...rule, ruleId: randomUUID(), createdBy: 'admin' };
const alert: AlertView = {
  ...{
    alertId: randomUUID(),
    ruleId: stored.ruleId,
    name: 'Long wait',
    measure: 'longest-wait',
    threshold: 60,
  },
  ...{
    queueId: 'general',
    value: 61,
    since: '2026-11-30T08:00:00.000Z',
    raisedAt: '2026-11-30T08:00:10.000Z',
  },
  ...{ acknowledgedAt: null, acknowledgedBy: null, clearedAt: null },
};
const picture: CentrePicture = {
  ...{ at: 1, queues: [], agents: [], ivr: [], switches: [], orders: [] },
};

describe('alerts and the centre over REST', () => {
  let server: TestServer;
  let alice: TestClient;
  let susan: TestClient;
  let admin: TestClient;
  const told: unknown[] = [];
  const tell = <Answer>(answer: Answer, ...what: unknown[]): Promise<Answer> => {
    told.push(what);
    return Promise.resolve(answer);
  };

  beforeAll(async () => {
    const alerts = alertRoutes({
      page: (query: AlertQuery, role) =>
        tell({ items: [alert], total: 1, page: 1, pageSize: 50 }, 'page', query.open, role),
      acknowledge: (alertId, by) => tell(alert, 'acknowledge', alertId, by),
      rules: () => tell([stored], 'rules'),
      addRule: (added, by) => tell(stored, 'add', added, by),
      changeRule: (ruleId, changed) => tell(stored, 'change', ruleId, changed.threshold),
      removeRule: (ruleId) => tell(undefined, 'remove', ruleId),
    });
    server = await startTestServer({
      moreRoutes: [...alerts, ...wallboardRoutes({ now: () => Promise.resolve(picture) })],
    });
    [alice, susan, admin] = [new TestClient(server), new TestClient(server), new TestClient(server)];
    await Promise.all([alice.login('1001'), susan.login('2001'), admin.login('admin')]);
  });
  afterAll(() => server.stop());
  beforeEach(() => (told.length = 0));

  it('are for supervisors and admins, rules are changed by admins', async () => {
    for (const path of ['/centre', '/alerts', '/alert-rules']) {
      expect([path, (await alice.get(`/api/v1${path}`)).status]).toEqual([path, 403]);
      expect([path, (await susan.get(`/api/v1${path}`)).status]).toEqual([path, 200]);
    }
    expect((await susan.send('POST', '/api/v1/alert-rules', rule)).status).toBe(403);
    expect((await admin.send('POST', '/api/v1/alert-rules', rule)).status).toBe(200);
    expect(told.at(-1)).toEqual(['add', rule, 'admin']);
  });

  it('are asked for open or all, and acknowledged by who asks', async () => {
    await susan.get('/api/v1/alerts?open=true');
    await susan.get('/api/v1/alerts');
    expect((await susan.send('POST', `/api/v1/alerts/${alert.alertId}/acknowledge`)).status).toBe(200);
    expect(told).toEqual([
      ['page', true, 'supervisor'],
      ['page', false, 'supervisor'],
      ['acknowledge', alert.alertId, '2001'],
    ]);
  });

  it('a rule that makes no sense does not get in', async () => {
    for (const wrong of [{ queueId: 'general', measure: 'switches-down' }, { forS: -1 }, { more: 1 }])
      expect((await admin.send('POST', '/api/v1/alert-rules', { ...rule, ...wrong })).status).toBe(400);
    expect((await admin.send('POST', '/api/v1/alerts/nonsense/acknowledge')).status).toBe(400);
    expect(told).toEqual([]);
  });
});
