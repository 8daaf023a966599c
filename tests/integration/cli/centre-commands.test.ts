import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { Centre } from '../../../server/cli/centre';
import { promptsOf } from '../../../server/compose-sounds';
import { loadCommandEnv } from '../../../server/config/command-env';
import { packRoutes } from '../../../server/http/routes/pack-routes';
import { soundRoutes } from '../../../server/http/routes/sound-routes';
import { flowGraph } from '../../../server/ivr/flow-graph';
import type { PackVersions } from '../../../server/ivr/versions/pack-versions';
import { noSpeech } from '../../../server/sounds/no-speech';
import { SoundFiles } from '../../../server/sounds/sound-files';
import { InMemorySoundRecords } from '../../fakes/in-memory-sound-records';
import { SoundLibrary } from '../../../server/sounds/sound-library';
import { packFiles, packRoom, seed } from '../../support/pack-room';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { writeToneFile } from '../../support/wav';
import { run } from '../../unit/cli/run';
import { TestClient } from '../http/test-client';
import { API_KEY, PASSWORD, startTestServer, type TestServer } from '../http/test-server';

describe('kiloline, on a running centre', () => {
  const directory = makeTemporaryDirectory();
  const file = (name: string): string => join(directory.path, name);
  let postgres: TestPostgres;
  let database: Database;
  let versions: PackVersions;
  let server: TestServer;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await createDatabase({
      address: await postgres.freshDatabase(),
      logger: pino({ level: 'silent' }),
    });
    await database.migrate();
    versions = packRoom({ store: database.packs, events: { append: () => Promise.resolve() } });
    await versions.open([seed(packFiles())]);
    for (const number of ['01', '02', '03', '08'])
      writeToneFile(file(`made/en-US/line/${number}.wav`), { hertz: 440, seconds: 1 });
    const library = new SoundLibrary({
      files: new SoundFiles(file('made'), file('own')),
      manifest: () => versions.catalog.current().flatMap(promptsOf),
      speech: noSpeech,
      records: new InMemorySoundRecords(),
      now: Date.now,
    });
    const packs = packRoutes({
      list: () => versions.list(),
      history: (packId, page) => versions.history(packId, page),
      get: (packId, version) => versions.get(packId, version),
      check: (packId, files) => versions.check(packId, files),
      plan: (packId, files) => versions.plan(packId, files),
      apply: (packId, files, change) => versions.apply(packId, files, change),
      rollback: (packId, version, change) => versions.rollback(packId, version, change),
      draw: async (packId, { version, language }) =>
        flowGraph(await versions.pack(packId, version), language),
      drawDraft: (files, language) => Promise.resolve(flowGraph(versions.draft(files), language)),
    });
    server = await startTestServer({ moreRoutes: [...packs, ...soundRoutes(library)] });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await database.close();
    await postgres.stop();
    directory.remove();
  }, 30_000);

  const kiloline = async (args: readonly string[], who: Record<string, string> = {}) => {
    const env = { KILOLINE_URL: server.url, KILOLINE_PASSWORD: PASSWORD, ...who };
    return (await run(args, { centre: new Centre(loadCommandEnv(env)) })).output;
  };
  /** A directory with that pack in it. */
  const pack = (name: string, change: Parameters<typeof packFiles>[0]): string => {
    mkdirSync(file(name), { recursive: true });
    writeFileSync(join(file(name), 'pack.yaml'), packFiles(change).pack);
    return file(name);
  };

  it('applies a pack, tells its history, goes back, and writes a version out', async () => {
    expect(await kiloline(['ivr', 'apply', pack('two', { prompt: 2 }), '--why', 'a new menu'])).toBe(
      'line: version 2 is served to new calls.\n',
    );
    expect(await kiloline(['ivr', 'rollback', 'line', '1', '--why', 'it was wrong'])).toBe(
      'line: version 3 with the files of 1 is served to new calls.\n',
    );
    expect(await kiloline(['ivr', 'history', 'line'])).toMatch(
      /^PACK +VERSION +APPLIED \(UTC\) +BY +WHY\nline +3 \* .* admin +back to 1: it was wrong\nline +2 +.* admin +a new menu\nline +1 +.* system +came/,
    );
    expect(await kiloline(['ivr', 'history'])).toContain('a new menu');
    await kiloline(['ivr', 'export', 'line', '2', '--to', file('out')]);
    expect(readFileSync(join(file('out'), 'pack.yaml'), 'utf8')).toBe(packFiles({ prompt: 2 }).pack);
    await expect(kiloline(['ivr', 'export', 'line', '2', '--to', file('out')])).rejects.toThrow(
      'Not overwritten',
    );
  });

  it('repeats what the centre refuses, with file and line', async () => {
    const unknown = pack('unknown-queue', { queue: 'nobody' });
    await expect(kiloline(['ivr', 'apply', unknown, '--why', 'x'])).rejects.toThrow(
      'pack.yaml:14: There is no queue "nobody".',
    );
    await expect(kiloline(['ivr', 'rollback', 'line', '77', '--why', 'x'])).rejects.toThrow(
      'There is no version 77 of the pack "line".',
    );
    await expect(kiloline(['ivr', 'rollback', 'line', 'old', '--why', 'x'])).rejects.toThrow('"old"');
    await expect(kiloline(['ivr', 'history', 'nothing'])).rejects.toThrow('There is no pack "nothing".');
  });

  it('lets supervisors read and administrators write, and a key what its scopes say', async () => {
    const apply = ['ivr', 'apply', pack('other', { prompt: 3 }), '--why', 'x'];
    const dave = { KILOLINE_LOGIN: '2001' };
    expect(await kiloline(['ivr', 'history', 'line'], dave)).toContain('line');
    await expect(kiloline(apply, dave)).rejects.toThrow('Your role does not permit this.');
    await expect(kiloline(apply, { KILOLINE_PASSWORD: 'wrong' })).rejects.toThrow(/password/i);
    await expect(kiloline(apply, { KILOLINE_PASSWORD: '' })).rejects.toThrow('Set KILOLINE_API_KEY');
    const key = { KILOLINE_API_KEY: API_KEY };
    await expect(kiloline(apply, key)).rejects.toThrow('does not have the scope packs:write');
    await expect(kiloline(['prompts', 'list'], key)).rejects.toThrow('scope sounds:read');
  });

  it('leaves no login behind', async () => {
    await kiloline(['ivr', 'history']);
    await expect(kiloline(['ivr', 'history', 'nothing'])).rejects.toThrow();
    expect(server.sessions.size).toBe(0);
  });

  it('says so when there is nobody', async () => {
    const nowhere = { KILOLINE_URL: 'http://127.0.0.1:1' };
    await expect(kiloline(['ivr', 'history'], nowhere)).rejects.toThrow(
      'There is no centre at http://127.0.0.1:1',
    );
  });

  it('lists prompts, replaces one by a recording, writes it out and restores it', async () => {
    const english = ['--language', 'en-US'];
    expect(await kiloline(['prompts', 'list', '--pack', 'line', '--search', 'two'])).toMatch(
      /line\/02 +en-US +made +1\.0 +two\n1 of 1\n$/,
    );
    writeToneFile(file('new.wav'), { hertz: 600, seconds: 0.5, rate: 16_000 });
    const replace = ['prompts', 'replace', 'line/02', file('new.wav'), ...english, '--why', 'a new voice'];
    expect(await kiloline(replace)).toBe('line/02 in en-US: 0.5 s, recorded.\n');
    await kiloline(['prompts', 'play', 'line/02', ...english, '--out', file('heard.wav')]);
    expect(readFileSync(file('heard.wav')).subarray(0, 4).toString()).toBe('RIFF');
    expect(readFileSync(file('heard.wav')).length).toBeLessThan(8100);
    expect(await kiloline(['prompts', 'restore', 'line/02', ...english, '--why', 'the old one'])).toContain(
      'as it was made',
    );
    expect(await kiloline(['prompts', 'list', '--origin', 'recorded'])).toContain('0 of 0');
  });

  it('refuses sounds and files there are not', async () => {
    const play = (name: string) =>
      kiloline(['prompts', 'play', name, '--language', 'en-US', '--out', file('x')]);
    await expect(play('../secret')).rejects.toThrow('is no sound');
    await expect(play('line/77')).rejects.toThrow('There is no such sound.');
    const replace = ['prompts', 'replace', 'line/02', file('none.wav'), '--language', 'en-US', '--why', 'x'];
    await expect(kiloline(replace)).rejects.toThrow('cannot be read');
  });

  describe('the routes of packs', () => {
    it('check files without a change, and draw a flow', async () => {
      const admin = new TestClient(server);
      await admin.login('admin');
      const type = { 'content-type': 'application/vnd.kiloline.pack+json' };
      const send = (body: string) => admin.send('POST', '/api/v1/packs/line/check', body, type);
      const checked = await send(JSON.stringify(packFiles({ queue: 'nobody' })));
      expect([checked.status, checked.body]).toEqual([
        200,
        { faults: [{ file: 'pack.yaml', line: 14, message: 'There is no queue "nobody".' }] },
      ]);
      expect((await send('no json')).status).toBe(400);
      expect((await send('{"pack":1}')).status).toBe(400);
      const drawn = await admin.get('/api/v1/packs/line/graph');
      expect([drawn.status, drawn.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('image/svg+xml'),
      ]);
      expect((await admin.get('/api/v1/packs/nothing/graph')).status).toBe(404);
      expect((await admin.get('/api/v1/packs')).body).toMatchObject([
        { packId: 'line', accessNumbers: ['1000'] },
      ]);
    });
  });
});
