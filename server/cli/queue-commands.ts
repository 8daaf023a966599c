import { Command } from 'commander';
import { describeFault } from '../config/yaml-source';
import { checkQueueConfig } from '../queues/check-queue-config';
import { describeStages, eligibility } from '../queues/eligibility';
import { packUse } from '../pack-use';
import { line } from './output';
import { packAt } from './pack-at';
import { readQueuesFile } from './queue-file';
import { table } from './table';
import type { Terminal } from './terminal';

/** `kiloline queue …`: `check` works on a file alone; the others need a running centre. */
export const queueCommands = (terminal: Terminal): Command =>
  new Command('queue')
    .description('queues, skills, hours and steps as one file: check, plan, apply, and back')
    .addCommand(checkCommand(terminal));

function checkCommand({ output, fail }: Terminal): Command {
  return new Command('check')
    .description('every fault of a queues file, with its line; then what is probably not meant, with numbers')
    .argument('<file>', 'YAML')
    .option(
      '--packs <packs>',
      'directories or ids of packs, separated by commas: their queues and prompts too',
    )
    .action((file: string, options: { packs?: string }) => {
      const packs = options.packs
        ?.split(',')
        .map((name) => packUse(packAt(name.trim(), { checksSounds: false })));
      const { config, faults, warnings } = checkQueueConfig(
        readQueuesFile(file),
        file,
        packs === undefined ? {} : { packs },
      );
      for (const fault of faults) line(output, describeFault(fault));
      for (const warning of warnings) line(output, `${describeFault(warning)} (warning)`);
      if (config === null) {
        line(output, `${faults.length} faults.`);
        fail();
        return;
      }
      line(output, `No faults, ${warnings.length} warnings.`);
      table(output, [
        ['QUEUE', 'AGENTS WHO MAY ANSWER'],
        ...eligibility(config).map((queue) => [queue.queueId, describeStages(queue)]),
      ]);
    });
}
