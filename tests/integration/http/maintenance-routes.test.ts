import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { composeCrm } from '../../../server/compose-crm';
import { composeMaintenance } from '../../../server/compose-maintenance';
import type { ImportView, LineDetail, ProposalView } from '../../../server/contract/maintenance';
import { ManualJobs } from '../../fakes/manual-jobs';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const LI_NA = '00000000-0000-4000-8000-020000000001';
const path = (rest: string) => `/api/v1${rest}`;

let postgres: TestPostgres;
let database: Database;
let server: TestServer;
let agent: TestClient;
let supervisor: TestClient;
let admin: TestClient;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const logger = pino({ level: 'silent' });
  database = await createDatabase({ address: await postgres.freshDatabase(), logger });
  await database.migrate();
  await database.seedDemo({ password: 'x' });
  const nothing = () => Promise.reject(new Error('no sounds here'));
  const library = () => ({ stage: nothing, place: nothing });
  const moreRoutes = [
    ...composeCrm(database),
    ...composeMaintenance({ maintenance: database.maintenance, library, jobs: new ManualJobs(), logger })
      .routes,
  ];
  server = await startTestServer({ moreRoutes });
  agent = new TestClient(server);
  await agent.login('1001');
  supervisor = new TestClient(server);
  await supervisor.login('2001');
  admin = new TestClient(server);
  await admin.login('admin');
}, 90_000);
afterAll(async () => {
  await server.stop();
  await database.close();
  await postgres.stop();
});

it('a table goes in: tried, done, listed, taken back', async () => {
  const csv = 'name,category,number\n"=HYPERLINK(""x"")",shop,021-63339700\n';
  const url = path('/imports?table=directory&fileName=shops.csv&why=from%20the%20city');
  const tried = await supervisor.send('POST', url, csv, { 'content-type': 'text/csv' });
  expect(tried.status).toBe(201);
  const { importId } = tried.body as ImportView;
  expect(tried.body).toMatchObject({ state: 'checked', created: 1, fileName: 'shops.csv', who: '2001' });
  const done = await supervisor.send('POST', path(`/imports/${importId}/commit`), {});
  expect(done.body).toMatchObject({ state: 'done', created: 1 });
  const again = await supervisor.send('POST', path(`/imports/${importId}/commit`), {});
  expect([again.status, again.error.code]).toEqual([409, 'conflict']);
  const changes = await supervisor.get(path(`/changes?importId=${importId}`));
  expect(changes.body).toMatchObject({ total: 1, items: [{ kind: 'created', why: 'from the city' }] });
  const exported = await fetch(`${server.url}${path('/exports/directory?language=en-US')}`, {
    headers: { cookie: supervisor.cookie ?? '' },
  });
  expect(exported.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(exported.headers.get('content-disposition')).toContain('directory.csv');
  expect(await exported.text()).toContain(`"'=HYPERLINK(""x"")",shop,021-63339700`);
  const undone = await supervisor.send('POST', path(`/imports/${importId}/undo`), { why: 'wrong file' });
  expect(undone.body).toEqual({ isDone: true, count: 1, obstacles: [] });
  expect((await supervisor.get(path('/imports?table=directory'))).body).toMatchObject({
    items: [{ importId, state: 'undone' }],
  });
});

it('an agent proposes, a supervisor approves', async () => {
  const item = await database.informationItems.current('104');
  const wish = { itemId: item!.itemId, version: item!.version, fields: { price: 99 }, why: 'new tariff' };
  const made = await agent.send('POST', path('/proposals'), wish);
  expect([made.status, made.body]).toMatchObject([201, { state: 'pending', proposedBy: '1001' }]);
  const { proposalId } = made.body as ProposalView;
  expect((await agent.send('POST', path(`/proposals/${proposalId}/approve`), {})).status).toBe(403);
  expect((await agent.get(path('/proposals?state=pending'))).body).toMatchObject({ total: 1 });
  const approved = await supervisor.send('POST', path(`/proposals/${proposalId}/approve`), {});
  expect(approved.body).toMatchObject({ state: 'approved', decidedBy: '2001' });
  expect(await database.informationItems.current('104')).toMatchObject({ price: 99 });
});

it('an item is proposed and approved; what needs approval is settled by administrators', async () => {
  const item = { category: '778', topic: 'booking', class: 'public', titles: { 'zh-CN': '新栏目' } };
  const direct = await supervisor.send('POST', path('/information-items'), item);
  expect([direct.status, direct.error.code, direct.error.details?.['rules']]).toEqual([
    403,
    'needs-approval',
    ['price', 'texts'],
  ]);
  const made = await supervisor.send('POST', path('/proposals'), { item, why: 'asked for' });
  expect([made.status, made.body]).toMatchObject([201, { isNew: true, proposedBy: '2001' }]);
  const { proposalId } = made.body as ProposalView;
  const approved = await admin.send('POST', path(`/proposals/${proposalId}/approve`), {});
  expect(approved.body).toMatchObject({ state: 'approved' });
  expect(await database.informationItems.current('778')).toMatchObject({ titles: item.titles });

  const rules = await agent.get(path('/approval-rules'));
  expect(rules.body).toMatchObject([
    { rule: 'price', isOn: true, bindsMe: true, version: 1 },
    {},
    {},
    {},
    {},
  ]);
  const off = { isOn: false, version: 1, why: 'one person keeps them' };
  expect((await supervisor.send('PUT', path('/approval-rules/texts'), off)).status).toBe(403);
  expect((await admin.send('PUT', path('/approval-rules/titles'), off)).status).toBe(400);
  const unsaid = await admin.send('PUT', path('/approval-rules/texts'), { ...off, why: ' ' });
  expect(unsaid.status).toBe(400);
  const done = await admin.send('PUT', path('/approval-rules/texts'), off);
  expect(done.body).toMatchObject({ rule: 'texts', isOn: false, bindsMe: true, changedBy: 'admin' });
  expect((await admin.send('PUT', path('/approval-rules/texts'), off)).status).toBe(409);
  const history = await supervisor.get(path('/changes?entity=approval-rule'));
  expect(history.body).toMatchObject({ items: [{ entityId: 'texts', why: off.why }] });
});

it('lines and contracts are kept by supervisors, with a version and a reason', async () => {
  const made = await supervisor.send('POST', path(`/customers/${LI_NA}/contracts`), {
    contractNumber: 'new-77',
  });
  expect([made.status, made.body]).toMatchObject([201, { contractNumber: 'NEW-77', version: 1 }]);
  const line = { number: '021-63339800', kind: 'fixed', contractNumber: 'NEW-77', why: 'second line' };
  expect((await agent.send('POST', path(`/customers/${LI_NA}/lines`), line)).status).toBe(403);
  const added = await supervisor.send('POST', path(`/customers/${LI_NA}/lines`), line);
  const { lineId } = added.body as LineDetail;
  const change = { version: 1, status: 'suspended', features: ['caller-id'], why: 'unpaid' };
  const changed = await supervisor.send('PUT', path(`/lines/${lineId}`), change);
  expect(changed.body).toMatchObject({
    status: 'suspended',
    features: ['caller-id'],
    version: 2,
    number: line.number,
  });
  expect((await supervisor.send('PUT', path(`/lines/${lineId}`), change)).status).toBe(409);
  const history = await supervisor.get(path(`/changes?entity=line&entityId=${lineId}`));
  expect(history.body).toMatchObject({ items: [{ why: 'unpaid' }, { why: 'second line', kind: 'created' }] });
});

it.each([
  ['GET', '/changes'],
  ['GET', '/imports'],
  ['GET', '/exports/customers'],
])('%s %s is not for agents', async (method, rest) => {
  expect((await agent.send(method, path(rest))).status).toBe(403);
});
