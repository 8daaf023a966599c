import type { CallDetail } from '../../../server/contract/rest';
import { callTimelineSchema } from '../../../server/contract/timeline';
import { timelineRoute } from '../../../server/http/routes/timeline-route';
import { loadPack } from '../../../server/ivr/load-pack';
import { nodeNames } from '../../../server/ivr/node-names';
import { staticPackCatalog } from '../../../server/ivr/pack-catalog';
import { aCallId } from '../../support/call-events';
import { InMemoryCallHistory } from '../../fakes/in-memory-records';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const START = Date.parse('2026-03-02T08:00:00.000Z');
const CALL = aCallId(1);
const at = (second: number): string => new Date(START + second * 1000).toISOString();
const entry = (second: number, type: string, data: Record<string, unknown> = {}) => ({
  ...{ eventId: `${String(START + second * 1000)}-0`, at: at(second), type, data },
  ...{ agentId: null, queueId: null, legId: null },
});
const pack = loadPack({ directory: 'server/ivr/packs/1000' });

describe('the timeline of a call over REST', () => {
  let server: TestServer;
  let agent: TestClient;

  beforeAll(async () => {
    const call = {
      ...{ callId: CALL, startedAt: at(0), endedAt: at(9), direction: 'inbound' },
      timeline: [
        entry(0, 'call.started'),
        entry(1, 'ivr.entered', { node: 'main', pack: pack.id, version: pack.version }),
        entry(4, 'ivr.key-pressed', { node: 'main', key: '3', to: 'fault' }),
        entry(5, 'ivr.entered', { node: 'fault' }),
        entry(9, 'call.ended'),
      ],
    } as unknown as CallDetail;
    server = await startTestServer({
      moreRoutes: [
        timelineRoute({
          calls: new InMemoryCallHistory([call]),
          nodeName: nodeNames(() => staticPackCatalog([pack])),
        }),
      ],
    });
    agent = new TestClient(server);
    await agent.login('1001');
  });
  afterAll(() => server.stop());

  const ask = (callId: string) => agent.send('GET', `/api/v1/calls/${callId}/timeline`);

  it('names the nodes of the flow as the pack of the call does', async () => {
    const { status, body } = await ask(CALL);
    expect(status).toBe(200);
    const { lanes, untilMs, isOver } = callTimelineSchema.parse(body);
    expect({ untilMs, isOver }).toEqual({ untilMs: 9000, isOver: true });
    const flow = lanes.find(({ kind }) => kind === 'flow')?.bars;
    expect(flow?.map(({ node, fromMs, toMs, keys }) => [node?.name?.['en-US'], fromMs, toMs, keys])).toEqual([
      ['Main menu', 1000, 5000, ['3']],
      ['Faults and complaints', 5000, 9000, []],
    ]);
  });

  it('is for those who are logged in, and of calls that are there', async () => {
    expect((await ask(aCallId(2))).status).toBe(404);
    expect((await new TestClient(server).send('GET', `/api/v1/calls/${CALL}/timeline`)).status).toBe(401);
    const { body } = await new TestClient(server).send('GET', '/api/v1/openapi.json');
    expect(body).toHaveProperty(['paths', '/calls/{callId}/timeline', 'get']);
  });
});
