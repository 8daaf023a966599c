import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { Centre } from '../../../server/cli/centre';
import type { QueuesRoom } from '../../../server/compose-queues';
import { loadCommandEnv } from '../../../server/config/command-env';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { queueRoom, twoQueues } from '../../support/queue-room';
import { startTestRedis, testStores, type TestRedis } from '../../support/redis';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { run } from '../../unit/cli/run';
import { TestClient } from '../http/test-client';
import { API_KEY, PASSWORD, startTestServer, type TestServer } from '../http/test-server';

// Every test makes a whole schema; on a busy machine that takes its time.
describe('kiloline queue, on a running centre', () => {
  const directory = makeTemporaryDirectory();
  let postgres: TestPostgres;
  let redis: TestRedis;
  let database: Database;
  let room: QueuesRoom;
  let server: TestServer;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    directory.remove();
  }, 30_000);
  beforeEach(async () => {
    database = await createDatabase({
      address: await postgres.freshDatabase(),
      logger: pino({ level: 'silent' }),
    });
    await database.migrate();
    room = await queueRoom(database, await testStores(await redis.connect()));
    server = await startTestServer({ moreRoutes: room.routes });
  });
  afterEach(async () => {
    await server.stop();
    await database.close();
  });

  const kiloline = async (
    args: readonly string[],
    who: Record<string, string> = {},
    typed: readonly string[] = [],
  ) => {
    const env = { KILOLINE_URL: server.url, KILOLINE_PASSWORD: PASSWORD, ...who };
    return (await run(['queue', ...args], { centre: new Centre(loadCommandEnv(env)), typed })).output;
  };
  const file = (text: string): string => {
    const path = join(directory.path, 'queues.yaml');
    writeFileSync(path, text);
    return path;
  };
  const smaller = () => file(twoQueues(['1001', '1002'], ['1001'], 'wrapUpS: 45'));

  it('plans, applies what was planned, and tells the history', async () => {
    const plan = await kiloline(['plan', smaller()]);
    expect(plan).toContain('\nAgainst version 1:\n- queue "business" (业务受理 Business)\n');
    expect(plan).toContain('~ queue "general": wrapUpS 30 → 45\n');
    expect(plan).toMatch(/\nfaults +0 +3 → 1 +0\n/);
    expect(plan).toMatch(/\nkiloline queue apply .*queues.yaml --based-on 1 --why …\n$/);
    expect(await kiloline(['apply', smaller(), '--based-on', '1', '--why', 'a quiet month'])).toBe(
      'Queues: version 2 holds.\n',
    );
    expect(room.live.settingsOf('general')?.wrapUpS).toBe(45);
    expect(await kiloline(['plan', smaller()])).toContain('Against version 2:\nNothing differs.\n');
    expect(await kiloline(['history'])).toMatch(
      /^VERSION +APPLIED \(UTC\) +BY +WHY\n2 \* .* admin +a quiet month\n1 +.* system +came with the product\n$/,
    );
    await expect(kiloline(['apply', smaller(), '--based-on', '1', '--why', 'late'])).rejects.toThrow(
      'Plan again: version 2 was applied by admin since (a quiet month).\nqueue "business"',
    );
  });

  it('asks before it applies what nobody has planned', async () => {
    const apply = ['apply', smaller(), '--why', 'x'];
    await expect(kiloline(apply, {}, ['no'])).rejects.toThrow('Nothing was applied.');
    await expect(kiloline(apply, {}, [])).rejects.toThrow('Nothing was applied.');
    expect(room.live.version.version).toBe(1);
    const output = await kiloline(apply, {}, ['yes']);
    expect(output).toMatch(/wrapUpS 30 → 45[^]*Apply this\? yes or no\nQueues: version 2 holds\.\n$/);
  });

  it('writes a version out as it was written, and compares two', async () => {
    const path = smaller();
    await kiloline(['apply', path, '--based-on', '1', '--why', 'x']);
    expect(await kiloline(['export'])).toBe(readFileSync(path, 'utf8'));
    const seed = readFileSync(join(__dirname, '../../../server/queues/seed/queues.yaml'), 'utf8');
    const out = join(directory.path, 'one.yaml');
    await kiloline(['export', '1', '--to', out]);
    expect(readFileSync(out, 'utf8')).toBe(seed);
    await expect(kiloline(['export', '1', '--to', out])).rejects.toThrow('was not written');
    expect(await kiloline(['diff', '1'])).toContain('- queue "business"');
    expect(await kiloline(['diff', '2', '1'])).toContain('+ queue "business"');
    expect(await kiloline(['diff', '1', '1'])).toBe('Nothing differs.\n');
  });

  it('tells that nothing has drifted', async () => {
    await kiloline(['apply', smaller(), '--based-on', '1', '--why', 'x']);
    expect(await kiloline(['drift'])).toBe('What is live is version 2.\n');
  });

  it('replays recorded calls under a file, and says so when none were recorded', async () => {
    const output = await kiloline(['replay', '--since', 'yesterday', '--with', smaller()]);
    expect(output).toMatch(/^0 calls, 0 agents\. Simulated: version 1, and the file\.\n/);
    expect(output).toMatch(
      /\nALL QUEUES +HAPPENED +VERSION 1 +ERROR +FILE +ERLANG A: VERSION +FILE\ncalls +0 +0 +0\n/,
    );
    const faulty = file(twoQueues(['1009'], []));
    await expect(kiloline(['replay', '--since', 'yesterday', '--with', faulty])).rejects.toThrow(
      'no agent 1009',
    );
    const long = ['replay', '--since', '2026-01-01', '--until', '2026-06-01', '--with', smaller()];
    await expect(kiloline(long)).rejects.toThrow();
    await expect(kiloline(['replay', '--since', 'soon', '--with', smaller()])).rejects.toThrow(
      '"soon" is no time',
    );
  });

  it('tells how good the estimated wait was', async () => {
    expect(await kiloline(['estimates', '--since', 'today'])).toBe('Nobody was told a wait in that time.\n');
    const [at, callId] = [DateTime.now().toMillis(), '00000000-0000-4000-8000-000000000001'];
    await database.projector.apply([
      {
        ...{ id: `${at}-0`, type: 'call.wait-told', at, callId, queueId: 'general' },
        data: { position: 1, minutes: 2 },
      },
      {
        ...{
          id: `${at}-1`,
          type: 'call.talking',
          at: at + 30_000,
          callId,
          agentId: '1001',
          queueId: 'general',
        },
        data: { waitMs: 30_000 },
      },
    ]);
    const output = await kiloline(['estimates', '--since', 'today'], { KILOLINE_LOGIN: '2001' });
    expect(output).toMatch(/\ngeneral +1 +1 +-90 s +90 s +0 %\n/);
    await expect(kiloline(['estimates', '--since', '2026-01-01', '--until', '2026-06-01'])).rejects.toThrow();
  });

  it('goes back to an older version', async () => {
    await kiloline(['apply', smaller(), '--based-on', '1', '--why', 'x']);
    const output = await kiloline(['rollback', '1', '--why', 'too few'], {}, ['yes']);
    expect(output).toMatch(/\+ queue "business"[^]*Queues: version 3 with the content of 1 holds\.\n$/);
    expect(await kiloline(['history'])).toContain('back to 1: too few');
    await expect(kiloline(['rollback', '7', '--based-on', '3', '--why', 'x'])).rejects.toThrow(
      'There is no version 7 of the queues.',
    );
  });

  it('repeats every fault the centre finds, with its line', async () => {
    const faulty = file(twoQueues(['1001', '1009'], ['1008']));
    await expect(kiloline(['plan', faulty])).rejects.toThrow(
      'queues.yaml:5: There is no agent 1009.\nqueues.yaml:9: There is no agent 1008.',
    );
  });

  it('lets supervisors read and administrators write, and a key what its scopes say', async () => {
    const dave = { KILOLINE_LOGIN: '2001' };
    expect(await kiloline(['history'], dave)).toContain('came with the product');
    expect(await kiloline(['plan', smaller()], dave)).toContain('Against version 1');
    const apply = ['apply', smaller(), '--based-on', '1', '--why', 'x'];
    await expect(kiloline(apply, dave)).rejects.toThrow('Your role does not permit this.');
    await expect(kiloline(apply, { KILOLINE_API_KEY: API_KEY })).rejects.toThrow('scope queues:write');
    await expect(kiloline(['history'], { KILOLINE_API_KEY: API_KEY })).rejects.toThrow('scope queues:read');
  });

  it('keeps out who is not logged in, and what is no YAML file', async () => {
    const nobody = new TestClient(server);
    expect((await nobody.send('POST', '/api/v1/queue-config/plan', {})).status).toBe(401);
    const admin = new TestClient(server);
    await admin.login('admin');
    const plan = (body: BodyInit, type: string) =>
      fetch(`${server.url}/api/v1/queue-config/plan`, {
        method: 'POST',
        headers: { 'content-type': type, cookie: admin.cookie ?? '' },
        body,
      });
    expect((await plan('{}', 'application/json')).status).toBe(415);
    const bytes = await plan(new Uint8Array([0x71, 0xff, 0xfe]), 'application/yaml');
    expect([bytes.status, await bytes.json()]).toMatchObject([
      400,
      { message: 'The file is no text in UTF-8.' },
    ]);
    const zero = await plan(twoQueues(['1001'], []) + '\0', 'application/yaml');
    expect([zero.status, await zero.text()]).toMatchObject([400, expect.stringContaining('code 0')]);
  });
});
