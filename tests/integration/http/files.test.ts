import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { FileAnswer, fileSchema, uploadSchema } from '../../../server/http/file-transfer';
import { route } from '../../../server/http/route';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { TestClient } from './test-client';
import { startTestServer, type TestServer } from './test-server';

const temporary = makeTemporaryDirectory();
const stored = join(temporary.path, 'stored.wav');
const received: { bytes: number; contentType: string; name: string }[] = [];
let server: TestServer;
let client: TestClient;

const files = [
  route({
    method: 'put',
    path: '/files/:name',
    summary: 'Takes a file',
    access: 'user',
    roles: ['supervisor'],
    params: z.object({ name: z.string().regex(/^[a-z]+$/) }),
    body: uploadSchema,
    upload: { contentTypes: ['audio/wav', 'audio/x-wav'], maxBytes: 100_000 },
    handler: ({ params, body }) =>
      void received.push({ bytes: body.bytes.length, contentType: body.contentType, name: params.name }),
  }),
  route({
    method: 'get',
    path: '/files/:name',
    summary: 'Gives a file',
    access: 'user',
    params: z.object({ name: z.string() }),
    response: fileSchema,
    download: ['audio/wav'],
    handler: ({ params: { name } }) => {
      if (name === 'bytes') return new FileAnswer('audio/wav', Buffer.from('in memory'), 'läuft "gut".wav');
      return new FileAnswer('audio/wav', { path: name === 'stored' ? stored : `${stored}.gone` });
    },
  }),
];

beforeAll(async () => {
  writeFileSync(stored, Buffer.alloc(50_000, 7));
  server = await startTestServer({ moreRoutes: files });
  client = new TestClient(server);
  await client.login('2001');
});
afterAll(async () => {
  await server.stop();
  temporary.remove();
});
beforeEach(() => received.splice(0));

async function put(
  body: Buffer | null,
  contentType = 'audio/wav',
  path = 'greeting',
  cookie = client.cookie,
) {
  const response = await fetch(`${server.url}/api/v1/files/${path}`, {
    method: 'PUT',
    headers: { 'content-type': contentType, ...(cookie !== null && { cookie }) },
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    message: text === '' ? '' : (JSON.parse(text) as { message: string }).message,
  };
}

const get = (name: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/v1/files/${name}`, { headers: { cookie: client.cookie ?? '', ...headers } });

describe('a file in a request', () => {
  it('comes as it was sent, up to its limit', async () => {
    expect(await put(Buffer.alloc(100_000, 1), 'audio/x-wav; codecs=1')).toMatchObject({ status: 204 });
    expect(received).toEqual([{ bytes: 100_000, contentType: 'audio/x-wav', name: 'greeting' }]);
  });

  it.each<[string, Buffer | null, string, number, RegExp]>([
    ['one byte too many', Buffer.alloc(100_001), 'audio/wav', 413, /larger than 97 kB/],
    ['much too much', Buffer.alloc(3_000_000), 'audio/wav', 413, /larger than 97 kB/],
    ['another type', Buffer.alloc(10), 'audio/mpeg', 415, /Only audio\/wav, audio\/x-wav/],
    ['JSON', Buffer.from('{}'), 'application/json', 415, /Only audio\/wav/],
    ['an empty file', Buffer.alloc(0), 'audio/wav', 400, /no file/],
    ['no file', null, 'audio/wav', 400, /no file/],
  ])('%s is refused, and the next one taken', async (_, body, type, status, why) => {
    expect(await put(body, type)).toEqual({ status, message: expect.stringMatching(why) as string });
    expect(received).toEqual([]);
    expect(await put(Buffer.alloc(10))).toMatchObject({ status: 204 });
  });

  it('is not read from somebody who may not send it', async () => {
    expect(await put(Buffer.alloc(3_000_000), 'audio/wav', 'greeting', null)).toMatchObject({ status: 401 });
    const agent = new TestClient(server);
    await agent.login('1001');
    expect(await put(Buffer.alloc(10), 'audio/wav', 'greeting', agent.cookie)).toMatchObject({ status: 403 });
    expect(await put(Buffer.alloc(10), 'audio/wav', 'NAME')).toMatchObject({ status: 400 });
    expect(received).toEqual([]);
  });

  it('that says nothing of its length is measured while it comes', async () => {
    const status = await new Promise((resolve, reject) => {
      const sending = request(`${server.url}/api/v1/files/greeting`, {
        method: 'PUT',
        headers: { 'content-type': 'audio/wav', cookie: client.cookie ?? '' },
      });
      sending.once('response', (response) => resolve(response.resume().statusCode));
      sending.once('error', reject);
      for (let chunk = 0; chunk < 20; chunk += 1) sending.write(Buffer.alloc(10_000));
      sending.end();
    });
    expect(status).toBe(413);
    expect(received).toEqual([]);
  });
});

describe('a file in an answer', () => {
  it('comes whole or in part, and is kept by nobody', async () => {
    const whole = await get('stored');
    expect(whole.headers.get('content-type')).toBe('audio/wav');
    expect(whole.headers.get('cache-control')).toBe('no-store');
    expect((await whole.arrayBuffer()).byteLength).toBe(50_000);
    const part = await get('stored', { range: 'bytes=10-19' });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);
  });

  it('may be one that is made on the spot, with a name to save it by', async () => {
    const answer = await get('bytes');
    expect(await answer.text()).toBe('in memory');
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename=.*filename\*=UTF-8''l%C3%A4uft/,
    );
  });

  it('that is gone is told as any other error, without its path', async () => {
    const answer = await get('gone');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/json; charset=utf-8',
    ]);
    expect(await answer.text()).not.toContain(temporary.path);
  });
});

it('the OpenAPI document says which files are taken and given', async () => {
  const { paths } = (await client.get('/api/v1/openapi.json')).body as {
    paths: Record<string, Record<string, { requestBody?: unknown; responses: Record<string, unknown> }>>;
  };
  const binary = { schema: { type: 'string', format: 'binary' } };
  expect(paths['/files/{name}']?.['put']?.requestBody).toEqual({
    required: true,
    content: { 'audio/wav': binary, 'audio/x-wav': binary },
  });
  expect(paths['/files/{name}']?.['get']?.responses['200']).toMatchObject({
    content: { 'audio/wav': binary },
  });
});
