import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describeFault } from '../config/yaml-source';
import { UserError } from '../errors';
import { packUse } from '../pack-use';
import { checkQueueConfig } from '../queues/check-queue-config';
import { describeStages, eligibility } from '../queues/eligibility';
import { line } from './output';
import { packAt } from './pack-at';
import { table } from './table';
import type { Terminal } from './terminal';

/** The text of a queues file. @throws UserError 'not-found' */
export function readQueuesFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UserError('not-found', `${file} cannot be read.`, { cause });
  }
}

export function queueCheckCommand({ output, fail }: Terminal): Command {
  return new Command('check')
    .description('every fault of a queues file, with its line; then what is probably not meant, with numbers')
    .argument('<file>', 'YAML')
    .option(
      '--packs <packs>',
      'directories or ids of packs, separated by commas: what they need of it, and it of them',
    )
    .action((file: string, options: { packs?: string }) => {
      const packs = options.packs?.split(',').map((name) => packAt(name.trim(), { checksSounds: false }));
      const { config, faults, warnings } = checkQueueConfig(
        readQueuesFile(file),
        file,
        packs === undefined ? {} : { packs: packs.map(packUse) },
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
