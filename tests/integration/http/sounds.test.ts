import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '../../../server/contract/rest';
import type { SoundView } from '../../../server/contract/sounds';
import { soundRoutes } from '../../../server/http/routes/sound-routes';
import { noSpeech } from '../../../server/sounds/no-speech';
import { SoundFiles } from '../../../server/sounds/sound-files';
import { SoundLibrary } from '../../../server/sounds/sound-library';
import { InMemorySoundRecords } from '../../fakes/in-memory-sound-records';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { writeToneFile } from '../../support/wav';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const temporary = makeTemporaryDirectory();
const records = new InMemorySoundRecords();
let server: TestServer;
let client: TestClient;

const PROMPT = '/api/v1/sounds/zh-CN/1000/01';
const prompt = { language: 'zh-CN', group: '1000', name: '01' } as const;

beforeAll(async () => {
  const made = join(temporary.path, 'made');
  writeToneFile(join(made, 'zh-CN/1000/01.wav'), { hertz: 440, seconds: 1 });
  const library = new SoundLibrary({
    files: new SoundFiles(made, join(temporary.path, 'own')),
    manifest: () => [{ ...prompt, text: '您好' }],
    speech: noSpeech,
    records,
    now: Date.now,
  });
  server = await startTestServer({ moreRoutes: soundRoutes(library) });
  client = new TestClient(server);
  await client.login('2001');
});
afterAll(async () => {
  await server.stop();
  temporary.remove();
});

const fetchAs = (who: TestClient, path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { ...init, headers: { cookie: who.cookie ?? '', ...(init.headers as object) } });

it('a supervisor finds a prompt, listens, replaces and restores it', async () => {
  const { items, total } = (await client.get('/api/v1/sounds?pack=1000&language=zh-CN&search=您'))
    .body as Page<SoundView>;
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({ ...prompt, origin: 'made', durationMs: 1000 });

  const made = Buffer.from(await (await fetchAs(client, `${PROMPT}/audio`)).arrayBuffer());
  expect(made).toHaveLength(16_044);

  const studio = join(temporary.path, 'studio.wav');
  writeToneFile(studio, { hertz: 600, seconds: 2, rate: 48_000 });
  const replaced = await fetchAs(client, `${PROMPT}/audio?reason=studio`, {
    method: 'PUT',
    headers: { 'content-type': 'audio/wav' },
    body: new Uint8Array(readFileSync(studio)),
  });
  expect(replaced.status).toBe(200);
  expect(await replaced.json()).toMatchObject({
    origin: 'recorded',
    durationMs: 2000,
    changedBy: '2001',
    reason: 'studio',
    canRestore: true,
  });
  const heard = await fetchAs(client, `${PROMPT}/audio`);
  expect(heard.headers.get('content-type')).toBe('audio/wav');
  expect((await heard.arrayBuffer()).byteLength).toBe(32_044);

  expect((await client.send('DELETE', `${PROMPT}/audio?reason=too+loud`)).status).toBe(204);
  expect((await client.get(PROMPT)).body).toMatchObject({ origin: 'made', changedBy: null });
  expect(records.kept.map(({ by, action, reason }) => `${by} ${action} ${reason}`)).toEqual([
    '2001 replaced studio',
    '2001 restored too loud',
  ]);
});

it('what is no recording is refused in plain words', async () => {
  const refused = await fetchAs(client, `${PROMPT}/audio`, {
    method: 'PUT',
    headers: { 'content-type': 'audio/wav' },
    body: 'a letter',
  });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ message: 'This is not a WAV file.' });
});

it('sounds nobody knows, and places outside, are not found', async () => {
  for (const path of ['zh-CN/1000/77', 'zh-CN/1000/..%2f01', 'fr-FR/1000/01', 'zh-CN/..%2f..%2fetc/passwd']) {
    const { status } = await client.get(`/api/v1/sounds/${path}`);
    expect([400, 404]).toContain(status);
  }
});

it('agents have nothing to do with it', async () => {
  const agent = new TestClient(server);
  await agent.login('1001');
  for (const path of ['/api/v1/sounds', PROMPT, `${PROMPT}/audio`])
    expect((await agent.get(path)).status).toBe(403);
});
