import { fstatSync } from 'node:fs';
import { createLogger } from '../../server/logging';
import { readOptions } from './options';
import { startSwitch, type RunningSwitch } from './switch';

/**
 * The embedded switch as a process: `node --import tsx freeswitch/emulator/main.ts <options.json>`. Prints one line
 * of JSON with its addresses when it is ready; ends on SIGTERM, SIGINT, or when the pipe on its stdin closes.
 */
const WARNING =
  'This is the embedded switch of Kiloline, for development, demo and tests. It is not meant for production: ' +
  'use FreeSWITCH there. What it lacks is in freeswitch/emulator/README.md.';

async function main(): Promise<void> {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('Usage: main.ts <options.json>');
  const options = readOptions(file);
  const logger = createLogger({ level: options.logLevel, pretty: false });
  process.stderr.write(`${WARNING}\n`);
  // One bad packet must not end every call; what is unexpected is in the log with its stack.
  process.on('unhandledRejection', (reason) => {
    logger.error({ reason: stackOf(reason) }, 'unhandled rejection');
  });
  process.on('uncaughtException', (error) => {
    logger.fatal({ reason: stackOf(error) }, 'uncaught exception: the embedded switch ends');
    process.exit(1);
  });
  const running = await startSwitch(options, logger);
  endWhenTold(running);
  const { trunk, ws } = running.sip;
  const ready = { ready: true, eventSocket: running.eventSocket, trunk, ws };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function endWhenTold(running: RunningSwitch): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void running.stop().finally(() => {
      process.exit(0);
    });
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  // A supervisor may give /dev/null, which is at its end from the start.
  const stdin = fstatSync(0);
  if (!stdin.isFIFO() && !stdin.isSocket()) return;
  process.stdin.once('end', end).once('close', end).resume();
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

main().catch((error: unknown) => {
  process.stderr.write(`The embedded switch cannot start: ${stackOf(error)}\n`);
  process.exit(1);
});
