/**
 * A process that owns a part, so that a test can kill it: `owner.ts postgres|redis|sleeper <runDir>`.
 * Prints one line of JSON when the part is up, then waits.
 */
import { join } from 'node:path';
import { createLogger } from '../../../server/logging';
import { startChild, startPrivatePostgres, startPrivateRedis } from '../../../server/parts';

const logger = createLogger({ level: 'silent', pretty: false });

async function start(part: string, runDir: string): Promise<object> {
  if (part === 'postgres') return startPrivatePostgres({ runDir, logger });
  if (part === 'redis') return startPrivateRedis({ runDir, logger, mayInstall: false });
  return startChild({
    name: 'sleeper',
    command: 'sleep',
    args: ['300'],
    logFile: join(runDir, 'sleeper.log'),
  });
}

const [part = '', runDir = ''] = process.argv.slice(2);
void start(part, runDir).then((running) => {
  process.stdout.write(`${JSON.stringify(running)}\n`);
  setInterval(() => undefined, 60_000);
});
