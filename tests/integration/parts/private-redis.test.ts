import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { createLogger } from '../../../server/logging';
import { startPrivateRedis, type PrivateRedis } from '../../../server/parts';
import { eventually, isAlive } from '../../support/eventually';
import { requires } from '../../support/requirements';
import { runOwner } from '../../support/run-owner';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

requires('redis')('startPrivateRedis', () => {
  const temporary = makeTemporaryDirectory();
  const logger = createLogger({ level: 'silent', pretty: false });
  const options = { runDir: temporary.path, logger, mayInstall: false };
  let running: PrivateRedis;

  const ask = async (redis: Pick<PrivateRedis, 'socketPath'>, ...command: string[]) => {
    const client = createClient({ socket: { path: redis.socketPath, tls: false } });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(command);
    } finally {
      client.destroy();
    }
  };

  beforeAll(async () => {
    running = await startPrivateRedis(options);
  });
  afterAll(async () => {
    await running.stop();
    temporary.remove();
  });

  it('keeps everything and evicts nothing', async () => {
    const names = ['appendonly', 'appendfsync', 'save', 'maxmemory-policy', 'port'];
    expect(await ask(running, 'CONFIG', 'GET', ...names)).toEqual({
      appendonly: 'yes',
      appendfsync: 'everysec',
      save: '',
      'maxmemory-policy': 'noeviction',
      port: '0',
    });
  });

  it('has its data after a stop and after a kill', async () => {
    await ask(running, 'SET', 'stopped', '1');
    await running.stop();
    running = await startPrivateRedis(options);
    await ask(running, 'SET', 'killed', '2');
    await running.kill();
    running = await startPrivateRedis(options);
    expect(await ask(running, 'MGET', 'stopped', 'killed')).toEqual(['1', '2']);
  });

  it('ends when its owner is killed, and starts again with what was written', async () => {
    await running.stop();
    const owner = await runOwner('redis', temporary.path);
    await expect(startPrivateRedis(options)).rejects.toMatchObject({ code: 'part-failed' });
    await ask(owner.part as PrivateRedis, 'SET', 'owner', '3');
    await owner.kill();
    running = await startPrivateRedis(options);
    await eventually('the old server ends', () => !isAlive(owner.part.pid));
    expect(await ask(running, 'GET', 'owner')).toBe('3');
  }, 30_000);
});
