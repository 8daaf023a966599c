import { Command } from 'commander';
import { AppError } from '../errors';
import { ivrCommands, type Terminal } from './ivr-commands';

/** The admin's command. */
export const program = (terminal: Terminal): Command =>
  new Command('kiloline')
    .description('Kiloline, a call centre on FreeSWITCH')
    .showHelpAfterError()
    .addCommand(ivrCommands(terminal));

async function main(): Promise<void> {
  const terminal: Terminal = {
    output: process.stdout,
    input: process.stdin,
    fail: () => {
      process.exitCode = 1;
    },
  };
  await program(terminal).parseAsync();
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof AppError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  });
}
