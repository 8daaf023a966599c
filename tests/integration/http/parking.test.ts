import { randomUUID } from 'node:crypto';
import { UserError } from '../../../server/errors';
import { parkingRoutes, type Parking } from '../../../server/http/routes/parking-routes';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const told: string[] = [];
const parking: Parking = {
  park: (agentId, callId, requestId) => {
    told.push(`park ${agentId} ${callId} ${requestId}`);
    return Promise.resolve();
  },
  pickUp: ({ agentId, isSupervisor }, callId) => {
    told.push(`pick-up ${agentId} ${String(isSupervisor)} ${callId}`);
    if (agentId === '1002') throw new UserError('already-picked-up', 'Somebody else was quicker.');
    return Promise.resolve();
  },
  listFor: ({ agentId, isSupervisor }) => {
    told.push(`list ${agentId} ${String(isSupervisor)}`);
    return Promise.resolve([]);
  },
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ moreRoutes: parkingRoutes(parking) });
});
afterAll(() => server.stop());
beforeEach(() => {
  told.length = 0;
});

const as = async (login: string) => {
  const client = new TestClient(server);
  await client.login(login);
  return client;
};

describe('parking over HTTP', () => {
  const [callId, requestId] = [randomUUID(), randomUUID()];
  const park = (who: TestClient, body: unknown) =>
    who.send('POST', `/api/v1/desk/calls/${callId}/park`, body);
  const pickUp = (who: TestClient) => who.send('POST', `/api/v1/desk/parked/${callId}/pick-up`);

  it('parks by a request of the desk, picks up, and lists', async () => {
    const alice = await as('1001');
    expect((await park(alice, { requestId })).status).toBe(204);
    expect((await pickUp(alice)).status).toBe(204);
    expect((await alice.get('/api/v1/desk/parked')).body).toEqual([]);
    expect(told).toEqual([
      ...[`park 1001 ${callId} ${requestId}`, `pick-up 1001 false ${callId}`, 'list 1001 false'],
    ]);
  });

  it('asks for the request’s id, and says in a code who was quicker', async () => {
    const bob = await as('1002');
    expect((await park(bob, {})).status).toBe(400);
    const late = await pickUp(bob);
    expect(late.status).toBe(409);
    expect(late.error).toMatchObject({ code: 'already-picked-up' });
  });

  it('is for logins with an agent number', async () => {
    const supervisor = await as('2001');
    expect((await supervisor.get('/api/v1/desk/parked')).status).toBe(403);
  });
});
