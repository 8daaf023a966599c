import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { banner } from './banner';
import { compose, type ComposeInput } from './compose';
import { loadConfig, type Env } from './config/env';
import { AppError } from './errors';
import { createLogger, type Logger } from './logging';
import type { Progress } from './progress';
import { startParts } from './start-parts';

/** The entry: configuration, parts, composition, and everything stopped in reverse on a signal. */
async function main(): Promise<void> {
  const env = configure();
  const logger = createLogger({
    level: env.KILOLINE_LOG_LEVEL,
    pretty: env.KILOLINE_LOG_PRETTY ?? process.stdout.isTTY,
  });
  // Their starts are shown as progress; what goes wrong later is logged.
  const parts = await startParts(env, logger.child({}, { level: 'warn' }), progress);
  const secrets = keptSecrets(env);
  const kiloline = await progress('server', async () => {
    const value = await compose({ env, resources: parts.resources, logger, ...secrets });
    return { value, note: 'migrated, rooms composed' };
  }).catch(async (error: unknown) => {
    await parts.stop();
    throw error;
  });
  stopOnSignal(logger, async () => {
    await kiloline.stop();
    await parts.stop();
  });
  const port = await kiloline.start().catch(async (error: unknown) => {
    await kiloline.stop();
    await parts.stop();
    throw error;
  });
  process.stdout.write(banner({ env, port, resources: parts.resources, ...secrets }));
}

function configure(): Env {
  const options = new Command('kiloline-server')
    .option('--port <port>', 'port of page and API')
    .option('--host <host>', 'address to listen on')
    .option('--switch <kind>', 'freeswitch or embedded; default: FreeSWITCH when one is found')
    .parse()
    .opts<{ port?: string; host?: string; switch?: string }>();
  return loadConfig({
    ...process.env,
    ...(options.port === undefined ? {} : { KILOLINE_PORT: options.port }),
    ...(options.host === undefined ? {} : { KILOLINE_HOST: options.host }),
    ...(options.switch === undefined ? {} : { KILOLINE_SWITCH: options.switch }),
  });
}

/** Each step on one line: what is waited for, then what came of it and how long it took. */
const progress: Progress = async (name, task) => {
  const started = performance.now();
  process.stdout.write(`  ${name} … `);
  const { value, note } = await task();
  process.stdout.write(`${note} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  return value;
};

/** The demo makes what was not given; without it nobody is let in whom the environment does not name. */
function keptSecrets(env: Env): Pick<ComposeInput, 'demoPassword' | 'callPageKey' | 'secretKey'> {
  const { KILOLINE_DEMO: demo, KILOLINE_DEMO_PASSWORD: password, CALL_PAGE_KEY: key } = env;
  return {
    demoPassword: demo ? (password ?? keptSecret(env, 'demo-password', 9)) : null,
    callPageKey: key ?? (demo ? keptSecret(env, 'call-page-key', 18) : null),
    secretKey: env.KILOLINE_SECRET_KEY ?? keptSecret(env, 'secret-key', 32),
  };
}

/** Random per installation and kept, so that it is the same after a restart. */
function keptSecret(env: Env, name: string, bytes: number): string {
  const file = join(resolve(env.KILOLINE_RUN_DIR), name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const made = randomBytes(bytes).toString('base64url');
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

function stopOnSignal(logger: Logger, stop: () => Promise<void>): void {
  let isStopping = false;
  const onSignal = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    logger.info('stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'not stopped cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

main().catch((error: unknown) => {
  // People see the sentence; a stack only helps when we did not expect the error.
  process.stderr.write(`\n${error instanceof AppError ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
