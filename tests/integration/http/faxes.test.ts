import type { FaxView } from '../../../server/contract/fax';
import { UserError } from '../../../server/errors';
import type { FaxOrder } from '../../../server/fax/fax.service';
import { faxRoutes, type FaxActions } from '../../../server/http/routes/fax-routes';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const FAX_ID = '6e2f3a52-5b0e-4f0e-9f55-0f5d5bb3f001';
const view: FaxView = {
  faxId: FAX_ID,
  to: '02161234567',
  title: 'Tariffs',
  pages: 1,
  state: 'queued',
  attempts: 0,
  lastOutcome: null,
  nextAttemptAt: null,
  requestedBy: 'agent:1001',
  callId: null,
  customerId: null,
  createdAt: '2026-11-22T10:00:00.000Z',
  endedAt: null,
  history: [],
};

const asked: { to: string; order: FaxOrder }[] = [];
const faxes: FaxActions = {
  send: (to, order) => {
    asked.push({ to, order });
    return Promise.resolve(view);
  },
  list: ({ page, pageSize }) => Promise.resolve({ items: [view], total: 1, page, pageSize }),
  get: (faxId) =>
    faxId === FAX_ID
      ? Promise.resolve(view)
      : Promise.reject(new UserError('not-found', 'There is no such fax.')),
  document: () => Promise.resolve(Buffer.from('II*\0')),
  retry: () => Promise.reject(new UserError('conflict', 'Only a fax that was given up can be sent again.')),
  cancel: () => Promise.resolve({ ...view, state: 'cancelled' }),
  ability: () => Promise.resolve({ able: false, reason: 'no fax', lines: 2, sending: 0, waiting: 0 }),
};

let server: TestServer;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer({ moreRoutes: faxRoutes(faxes) });
  client = new TestClient(server);
  await client.login('1001');
});
afterAll(() => server.stop());
beforeEach(() => void asked.splice(0));

const upload = (query: string, contentType: string, body: Uint8Array) =>
  fetch(`${server.url}/api/v1/faxes/upload?${query}`, {
    method: 'POST',
    headers: { cookie: client.cookie ?? '', 'content-type': contentType },
    body: new Uint8Array(body),
  });

it('an agent faxes a text; what he calls his request is his own', async () => {
  const document = { kind: 'text', title: 'Tariffs', text: 'x' };
  const made = await client.send('POST', '/api/v1/faxes', { to: '021 6123 4567', document, requestId: 'q' });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ faxId: FAX_ID, state: 'queued' });
  expect(asked[0]).toMatchObject({ to: '021 6123 4567', order: { document, requestedBy: 'agent:1001' } });
  expect(asked[0]?.order.requestId).toMatch(/^.+\/q$/);
});

it('takes a PDF as it is', async () => {
  const sent = await upload('to=02161234567&title=Bill', 'application/pdf', Buffer.from('%PDF-1.7'));
  expect(sent.status).toBe(201);
  const { document } = asked[0]!.order;
  expect(document).toMatchObject({ kind: 'file', title: 'Bill' });
  expect(document.kind === 'file' && Buffer.from(document.bytes).toString()).toBe('%PDF-1.7');
});

it.each<[string, () => Promise<{ status: number }>, number]>([
  ['without a login', () => new TestClient(server).get('/api/v1/faxes'), 401],
  ['of another type', () => upload('to=02161234567', 'text/html', Buffer.from('x')), 415],
  ['of more than 5 MB', () => upload('to=02161234567', 'application/pdf', Buffer.alloc(5_300_000)), 413],
  ['to nowhere', () => upload('', 'application/pdf', Buffer.from('x')), 400],
  ['of no document', () => client.send('POST', '/api/v1/faxes', { to: '021' }), 400],
  ['that is none', () => client.get(`/api/v1/faxes/${FAX_ID.replace('6', '7')}`), 404],
  ['sent again though it is not over', () => client.send('POST', `/api/v1/faxes/${FAX_ID}/retry`, {}), 409],
])('refuses one %s', async (_name, act, status) => {
  expect((await act()).status).toBe(status);
  expect(asked).toHaveLength(0);
});

it('lists, shows, hands out the pages, takes back, and says whether there is fax', async () => {
  expect((await client.get('/api/v1/faxes?state=queued&pageSize=10')).body).toMatchObject({
    total: 1,
    pageSize: 10,
  });
  expect((await client.get(`/api/v1/faxes/${FAX_ID}`)).body).toEqual(view);
  const pages = await fetch(`${server.url}/api/v1/faxes/${FAX_ID}/document`, {
    headers: { cookie: client.cookie ?? '' },
  });
  expect(pages.headers.get('content-type')).toBe('image/tiff');
  expect(Buffer.from(await pages.arrayBuffer()).toString()).toBe('II*\0');
  expect((await client.send('POST', `/api/v1/faxes/${FAX_ID}/cancel`, {})).body).toMatchObject({
    state: 'cancelled',
  });
  expect((await client.get('/api/v1/fax-lines')).body).toMatchObject({ able: false, reason: 'no fax' });
});
