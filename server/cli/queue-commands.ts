import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import {
  queueAppliedSchema,
  queueDiffSchema,
  queueDriftSchema,
  queuePlanSchema,
  queueVersionSchema,
  queueVersionViewSchema,
  type QueueApplied,
} from '../contract/queue-versions';
import { pageOf } from '../contract/rest';
import { UserError } from '../errors';
import { path, type Centre } from './centre';
import { line } from './output';
import { queueCheckCommand, readQueuesFile } from './queue-check';
import { fileOf, showChanges, showPlan } from './queue-plan';
import { queueEstimatesCommand } from './queue-estimates';
import { queueReplayCommand } from './queue-replay';
import { table } from './table';
import { atCentre, type Terminal } from './terminal';
import { VERSION_HEADINGS, versionNumber, versionRow, whyOption } from './versions';

/** `kiloline queue …`: `check` works on a file alone; the others need a running centre. */
export const queueCommands = (terminal: Terminal): Command =>
  new Command('queue')
    .description('queues, skills, hours and steps as one file: check, plan, apply, and back')
    .addCommand(queueCheckCommand(terminal))
    .addCommand(planCommand(terminal))
    .addCommand(applyCommand(terminal))
    .addCommand(exportCommand(terminal))
    .addCommand(diffCommand(terminal))
    .addCommand(historyCommand(terminal))
    .addCommand(rollbackCommand(terminal))
    .addCommand(driftCommand(terminal))
    .addCommand(queueReplayCommand(terminal))
    .addCommand(queueEstimatesCommand(terminal));

const PATH = '/queue-config';
const basedOnOption = [
  '--based-on <version>',
  'the version the plan was made against; left out: shows the plan now, and asks',
  versionNumber,
] as const;

function planCommand(terminal: Terminal): Command {
  return new Command('plan')
    .description('what applying the file would change, and whom it concerns now; nothing is changed')
    .argument('<file>', 'YAML')
    .action((file: string) =>
      atCentre(terminal, async (centre) => {
        const plan = await planOf(centre, readQueuesFile(file));
        showPlan(terminal.output, plan);
        if (plan.changes.length > 0)
          line(terminal.output, `kiloline queue apply ${file} --based-on ${plan.basedOn} --why …`);
      }),
    );
}

const planOf = (centre: Centre, yaml: string) =>
  centre.ask(queuePlanSchema, { method: 'POST', path: `${PATH}/plan`, file: fileOf(yaml) });

interface EditFlags {
  readonly why: string;
  readonly basedOn?: number;
}

function applyCommand(terminal: Terminal): Command {
  return new Command('apply')
    .description('makes the file the next version; refused when another was applied since the plan')
    .argument('<file>', 'YAML')
    .requiredOption(...whyOption)
    .option(...basedOnOption)
    .action((file: string, flags: EditFlags) =>
      atCentre(terminal, async (centre) => {
        const yaml = readQueuesFile(file);
        const basedOn = flags.basedOn ?? (await agreed(terminal, centre, yaml));
        const query = { why: flags.why, basedOn: String(basedOn) };
        tell(
          terminal,
          await centre.ask(queueAppliedSchema, {
            ...{ method: 'POST', path: `${PATH}/apply`, query, file: fileOf(yaml) },
          }),
        );
      }),
    );
}

/** Shows the plan and asks. @throws UserError unless the answer is yes */
async function agreed(terminal: Terminal, centre: Centre, yaml: string): Promise<number> {
  const plan = await planOf(centre, yaml);
  showPlan(terminal.output, plan);
  line(terminal.output, 'Apply this? yes or no');
  const lines = createInterface({ input: terminal.input, terminal: false });
  const answer: unknown = (await lines[Symbol.asyncIterator]().next()).value;
  lines.close();
  if (answer !== 'yes') throw new UserError('conflict', 'Nothing was applied.');
  return plan.basedOn;
}

const tell = ({ output }: Terminal, { version, rolledBackTo, isLive }: QueueApplied): void =>
  line(
    output,
    `Queues: version ${version}${rolledBackTo === null ? '' : ` with the content of ${rolledBackTo}`} ${
      isLive ? 'holds.' : 'is stored; it holds as soon as the centre reaches its Redis.'
    }`,
  );

function exportCommand(terminal: Terminal): Command {
  return new Command('export')
    .description('writes a version as its author wrote it')
    .argument('[version]', 'a number of the history; default: the one that holds', versionNumber)
    .option('--to <file>', 'not overwritten; default: standard output')
    .action((version: number | undefined, { to }: { to?: string }) =>
      atCentre(terminal, async (centre) => {
        const { yaml } = await centre.ask(queueVersionSchema, {
          method: 'GET',
          path: version === undefined ? PATH : path`/queue-config/versions/${version}`,
        });
        if (to === undefined) terminal.output.write(yaml);
        else writeNew(to, yaml);
      }),
    );
}

/** @throws UserError 'conflict' when the file is there */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (cause) {
    throw new UserError('conflict', `${file} was not written: ${(cause as Error).message}`, { cause });
  }
}

function diffCommand(terminal: Terminal): Command {
  return new Command('diff')
    .description('what differs between two versions')
    .argument('<from>', 'a number of the history', versionNumber)
    .argument('[to]', 'default: the one that holds', versionNumber)
    .action((from: number, to: number | undefined) =>
      atCentre(terminal, async (centre) => {
        const last = to ?? (await presentVersion(centre));
        const { changes } = await centre.ask(queueDiffSchema, {
          ...{ method: 'GET', path: `${PATH}/diff`, query: { from: String(from), to: String(last) } },
        });
        showChanges(terminal.output, changes);
      }),
    );
}

const presentVersion = async (centre: Centre): Promise<number> =>
  (await centre.ask(queueVersionSchema, { method: 'GET', path: PATH })).version;

function historyCommand(terminal: Terminal): Command {
  return new Command('history')
    .description('who applied what, when and why, newest first; * holds')
    .option('--page <number>', 'older ones', '1')
    .action(({ page }: { page: string }) =>
      atCentre(terminal, async (centre) => {
        const { items, total, pageSize } = await centre.ask(pageOf(queueVersionViewSchema), {
          ...{ method: 'GET', path: `${PATH}/versions`, query: { page } },
        });
        table(terminal.output, [VERSION_HEADINGS, ...items.map(versionRow)]);
        const pages = Math.ceil(total / pageSize);
        if (pages > 1) line(terminal.output, `page ${page} of ${pages}`);
      }),
    );
}

function rollbackCommand(terminal: Terminal): Command {
  return new Command('rollback')
    .description('makes an older version’s content the next version')
    .argument('<version>', 'the version to go back to', versionNumber)
    .requiredOption(...whyOption)
    .option(...basedOnOption)
    .action((version: number, flags: EditFlags) =>
      atCentre(terminal, async (centre) => {
        const { yaml } = await centre.ask(queueVersionSchema, {
          ...{ method: 'GET', path: path`/queue-config/versions/${version}` },
        });
        const basedOn = flags.basedOn ?? (await agreed(terminal, centre, yaml));
        const json = { version, basedOn, why: flags.why };
        tell(
          terminal,
          await centre.ask(queueAppliedSchema, { method: 'POST', path: `${PATH}/rollback`, json }),
        );
      }),
    );
}

function driftCommand(terminal: Terminal): Command {
  return new Command('drift')
    .description('where what is live differs from the version that holds; fails when it does')
    .action(() =>
      atCentre(terminal, async (centre) => {
        const { version, differences } = await centre.ask(queueDriftSchema, {
          ...{ method: 'GET', path: `${PATH}/drift` },
        });
        for (const difference of differences) line(terminal.output, difference);
        if (differences.length === 0) line(terminal.output, `What is live is version ${version}.`);
        else terminal.fail();
      }),
    );
}
