import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../../db';
import { examine, type Finding } from '../../server/doctor';
import { startTestPostgres, type TestPostgres } from '../support/postgres';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';

requires('redis')('the doctor at real parts', () => {
  const runDir = mkdtempSync(join(tmpdir(), 'kl-doctor-'));
  let postgres: TestPostgres;
  let redis: TestRedis;
  let databaseUrl: string;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
    const { host, user, database } = await postgres.freshDatabase();
    databaseUrl = `postgres://${user}@${encodeURIComponent(host)}/${database}`;
  }, 60_000);
  afterAll(async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(runDir, { recursive: true, force: true });
  });

  const source = (over: Record<string, string> = {}) => ({
    KILOLINE_RUN_DIR: runDir,
    KILOLINE_SWITCH: 'embedded',
    DATABASE_URL: databaseUrl,
    REDIS_URL: `unix://${redis.socketPath}`,
    // Nobody listens there.
    KILOLINE_PORT: '1',
    ...over,
  });
  const look = async (over?: Record<string, string>): Promise<ReadonlyMap<string, Finding>> => {
    const sections = await examine(source(over));
    return new Map(sections.flatMap(({ findings }) => findings).map((each) => [each.about, each]));
  };

  it('sees an empty database, and one of this release', async () => {
    expect((await look()).get('schema')).toMatchObject({ verdict: 'note' });
    const database = await createDatabase({ address: { url: databaseUrl }, logger: silentLogger });
    await database.migrate();
    await database.close();
    const found = await look();
    expect(found.get('schema')).toMatchObject({ verdict: 'ok' });
    for (const about of ['PostgreSQL', 'Redis', 'eviction', 'connections'])
      expect([about, found.get(about)?.verdict]).toEqual([about, 'ok']);
  });

  it('says which store is away, without its password', async () => {
    const found = await look({
      DATABASE_URL: 'postgres://kiloline:hidden-word@127.0.0.1:1/kiloline',
      REDIS_URL: 'redis://:hidden-word@127.0.0.1:1',
    });
    expect(found.get('PostgreSQL')).toMatchObject({ verdict: 'fail' });
    expect(found.get('Redis')).toMatchObject({ verdict: 'fail' });
    expect(JSON.stringify([...found.values()])).not.toContain('hidden-word');
  });

  it('says what is wrong with the environment, and looks no further', async () => {
    const sections = await examine({ KILOLINE_PORT: 'many' });
    expect(sections).toHaveLength(1);
    expect(sections[0]?.findings[0]).toMatchObject({ verdict: 'fail' });
    expect(sections[0]?.findings[0]?.found).toContain('KILOLINE_PORT');
  });

  it('asks the trunk whether it is there', async () => {
    const trunk = createSocket('udp4');
    const asked: string[] = [];
    trunk.on('message', (message, { port, address }) => {
      asked.push(message.toString());
      trunk.send('SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n', port, address);
    });
    await new Promise<void>((resolve) => trunk.bind(0, '127.0.0.1', resolve));
    try {
      const at = `127.0.0.1:${trunk.address().port}`;
      expect((await look({ TRUNK_PROXY: at })).get('trunk')).toMatchObject({ verdict: 'ok' });
      expect(asked[0]).toMatch(new RegExp(`^OPTIONS sip:${at} SIP/2\\.0\r\n`));
    } finally {
      trunk.close();
    }
    expect((await look({ TRUNK_PROXY: '127.0.0.1:1' })).get('trunk')?.verdict).toMatch(/warn|fail/);
  });

  it('does not take another program for a Kiloline', async () => {
    const other = createServer((_, response) => response.end('{"hello":"world"}'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = other.address() as AddressInfo;
      expect((await look({ KILOLINE_PORT: String(port) })).get('server')).toMatchObject({ verdict: 'fail' });
    } finally {
      other.close();
      other.closeAllConnections();
    }
  });
});
