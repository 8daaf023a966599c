import { mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptRecording } from '../../../server/recordings/kept-recordings';
import { RecordingFiles } from '../../../server/recordings/recording-files';
import { TalkPlayback } from '../../../server/recordings/talk-playback';
import type { FreeEvent } from '../../../server/events/event-stream';
import type { CallDetail } from '../../../server/contract/rest';
import { talkPlaybackRoutes } from '../../../server/http/routes/talk-playback-routes';
import { InMemoryCallHistory } from '../../fakes/in-memory-records';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const CALL = 'c0000000-0000-4000-8000-000000000001';
const RECORDING = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const PATH = `/api/v1/calls/${CALL}/recordings/${RECORDING}/audio`;

const temporary = makeTemporaryDirectory();
const told: FreeEvent[] = [];
let server: TestServer;
let row: KeptRecording | null = null;
let clockMs = 1_763_800_000_000;

const call = {
  callId: CALL,
  legs: [{ role: 'agent', agentId: '1001' }],
  recordings: [
    { recordingId: RECORDING, startedAt: new Date(0).toISOString(), ms: 1, paused: [], fault: null },
  ],
} as unknown as CallDetail;

beforeAll(async () => {
  const directory = join(temporary.path, 'second');
  mkdirSync(directory);
  writeFileSync(join(directory, `${RECORDING}.wav`), 'RIFF0123456789');
  writeFileSync(join(directory, `${OTHER}.wav`), 'a message of a caller');
  const playback = new TalkPlayback({
    calls: new InMemoryCallHistory([call]),
    events: {
      append: (event) => {
        told.push(event);
        return Promise.resolve();
      },
    },
    files: new RecordingFiles([join(temporary.path, 'first'), directory]),
    rows: {
      get: () => Promise.resolve(row),
      refused: () => Promise.resolve(),
      peaksOf: () => Promise.resolve(Buffer.from([1, 2, 3, 4])),
    },
    onFault: () => undefined,
    now: () => clockMs,
  });
  server = await startTestServer({ moreRoutes: talkPlaybackRoutes(playback) });
});
afterAll(async () => {
  await server.stop();
  temporary.remove();
});
beforeEach(() => {
  row = null;
  told.length = 0;
  clockMs += 3_600_000;
});

const clients = new Map<string, TestClient>();
const as = async (login: string) => {
  const client = clients.get(login) ?? new TestClient(server);
  if (!clients.has(login)) await client.login(login);
  clients.set(login, client);
  return (path = PATH, range?: string) =>
    fetch(server.url + path, {
      headers: { cookie: client.cookie ?? '', ...(range === undefined ? {} : { range }) },
    });
};

it('a supervisor hears any call, an agent his own, and it is told whose ears heard it', async () => {
  for (const login of ['2001', '1001']) {
    const answer = await (await as(login))();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(await answer.text()).toBe('RIFF0123456789');
  }
  expect(told).toMatchObject([
    { type: 'call.recording-played', callId: CALL, data: { recordingId: RECORDING, login: '2001' } },
    { type: 'call.recording-played', callId: CALL, data: { recordingId: RECORDING, login: '1001' } },
  ]);
});

it('pieces of one playback are one, whichever comes first; later it is another', async () => {
  const hear = await as('2001');
  for (const range of ['bytes=4-', 'bytes=0-3', 'bytes=8-9']) {
    const piece = await hear(PATH, range);
    expect(piece.status).toBe(206);
  }
  expect(await (await hear(PATH, 'bytes=0-3')).text()).toBe('RIFF');
  expect(told).toHaveLength(1);
  clockMs += 600_000;
  await hear();
  expect(told).toHaveLength(2);
});

it('answers ranges as players ask for them', async () => {
  const hear = await as('2001');
  const part = await hear(PATH, 'bytes=-4');
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-13/14']);
  expect(await part.text()).toBe('6789');
  const beyond = await hear(PATH, 'bytes=20-');
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */14']);
  for (const odd of ['bytes=0-1,4-5', 'lines=1-2']) {
    const whole = await hear(PATH, odd);
    expect([whole.status, await whole.text()]).toEqual([200, 'RIFF0123456789']);
  }
  expect((await hear()).headers.get('accept-ranges')).toBe('bytes');
});

it('another agent’s call is refused, and so are a key and somebody who is not logged in', async () => {
  expect((await (await as('1002'))()).status).toBe(403);
  expect((await fetch(server.url + PATH)).status).toBe(401);
  const key = await fetch(server.url + PATH, { headers: { authorization: 'Bearer k' } });
  expect([401, 403]).toContain(key.status);
  expect(told).toEqual([]);
});

it('what is no recording of that call is not found, whatever lies beside it', async () => {
  const hear = await as('2001');
  expect((await hear(PATH.replace(RECORDING, OTHER))).status).toBe(404);
  expect((await hear(PATH.replace(CALL, CALL.replace('1', '2')))).status).toBe(404);
  expect((await hear(PATH.replace(RECORDING, '..%2f..%2fetc%2fpasswd'))).status).toBe(400);
  expect(told).toEqual([]);
});

it('an agent hears and does not take away; who does is told as such', async () => {
  expect((await (await as('1001'))(`${PATH}?as=download`)).status).toBe(403);
  const answer = await (await as('2001'))(`${PATH}?as=download`);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=${RECORDING}.wav`);
  expect(told).toMatchObject([{ data: { login: '2001', isTakenAway: true } }]);
});

it('how loud it is can be seen by whoever may hear it, and is no playback', async () => {
  const path = PATH.replace('audio', 'waveform');
  expect(await (await (await as('1001'))(path)).json()).toEqual({ left: [1, 2], right: [3, 4] });
  expect((await (await as('1002'))(path)).status).toBe(403);
  expect(told).toEqual([]);
});

it('one that was deleted is gone for good, which is not the same as never having been there', async () => {
  row = { state: 'deleting' } as KeptRecording;
  for (const path of [PATH, PATH.replace('audio', 'waveform')]) {
    const answer = await (await as('2001'))(path);
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({ code: 'recording-deleted' });
  }
  expect(told).toEqual([]);
});

it('a file that is gone is told, and no playback', async () => {
  unlinkSync(join(temporary.path, 'second', `${RECORDING}.wav`));
  expect((await (await as('2001'))()).status).toBe(404);
  expect(told).toEqual([]);
});
