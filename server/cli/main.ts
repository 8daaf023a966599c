import { Command } from 'commander';
import { AppError } from '../errors';
import { loadCommandEnv } from '../config/command-env';
import { acdCommands } from './acd-commands';
import { campaignCommands } from './campaign-commands';
import { Centre } from './centre';
import { doctorCommand } from './doctor-command';
import { ivrCommands } from './ivr-commands';
import { measureCommands } from './measure-commands';
import { promptCommands } from './prompt-commands';
import { queueCommands } from './queue-commands';
import type { Terminal } from './terminal';

/** The admin's command. */
export const program = (terminal: Terminal): Command =>
  new Command('kiloline')
    .description('Kiloline, a call centre on FreeSWITCH')
    .showHelpAfterError()
    .addCommand(acdCommands(terminal))
    .addCommand(campaignCommands(terminal))
    .addCommand(doctorCommand(terminal))
    .addCommand(ivrCommands(terminal))
    .addCommand(measureCommands(terminal))
    .addCommand(promptCommands(terminal))
    .addCommand(queueCommands(terminal));

async function main(): Promise<void> {
  const terminal: Terminal = {
    output: process.stdout,
    input: process.stdin,
    centre: () => new Centre(loadCommandEnv()),
    soundsDirectory: () => loadCommandEnv().soundsDirectory,
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
