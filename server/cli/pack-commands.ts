import { Command } from 'commander';
import {
  PACK_FILES_TYPE,
  packVersionFilesSchema,
  packVersionViewSchema,
  type PackVersionView,
} from '../contract/packs';
import { pageOf } from '../contract/rest';
import { UserError } from '../errors';
import type { PackFiles } from '../ivr/versions/pack-store';
import { writeFiles } from './write-files';
import { path } from './centre';
import { line } from './output';
import { filesAt, packAt } from './pack-at';
import { table } from './table';
import { atCentre, type Terminal } from './terminal';
import { VERSION_HEADINGS, versionNumber, versionRow, whyOption } from './versions';

const PACK = 'id of a pack';

/** `kiloline ivr apply|history|rollback|export` on a running centre. */
export const packCommands = (terminal: Terminal): Command[] => [
  applyCommand(terminal),
  historyCommand(terminal),
  rollbackCommand(terminal),
  exportCommand(terminal),
];

function applyCommand(terminal: Terminal): Command {
  return new Command('apply')
    .description('serves a pack to new calls from now on, as its next version')
    .argument('<directory>', 'with pack.yaml and work-orders.yaml; or the id of a pack of ours')
    .requiredOption(...whyOption)
    .option('--speak-missing', 'prompts without a recording are spoken by the centre’s speech engine', false)
    .action((directory: string, options: { why: string; speakMissing: boolean }) =>
      atCentre(terminal, async (centre) => {
        const files = filesAt(directory);
        // What the centre alone knows (queues, recordings) it checks itself.
        const { id } = packAt(directory, { checksSounds: false });
        const applied = await centre.ask(packVersionViewSchema, {
          method: 'POST',
          path: path`/packs/${id}/apply`,
          query: { why: options.why, speakMissing: String(options.speakMissing) },
          file: { type: PACK_FILES_TYPE, bytes: asBytes(files) },
        });
        line(terminal.output, `${id}: version ${applied.version} is served to new calls.`);
      }),
    );
}

const asBytes = (files: PackFiles): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(files));

function historyCommand(terminal: Terminal): Command {
  return new Command('history')
    .description('what was applied: when, by whom and why')
    .argument('[pack]', `${PACK}; default: all`)
    .option('--page <number>', 'older ones', '1')
    .action((packId: string | undefined, { page }: { page: string }) =>
      atCentre(terminal, async (centre) => {
        const { items, total, pageSize } = await centre.ask(pageOf(packVersionViewSchema), {
          method: 'GET',
          path: packId === undefined ? '/pack-versions' : path`/packs/${packId}/versions`,
          query: { page },
        });
        if (packId !== undefined && total === 0)
          throw new UserError('not-found', `There is no pack "${packId}".`);
        table(terminal.output, [['PACK', ...VERSION_HEADINGS], ...items.map(rowOf)]);
        const pages = Math.ceil(total / pageSize);
        if (pages > 1) line(terminal.output, `page ${page} of ${pages}`);
      }),
    );
}

const rowOf = (version: PackVersionView): string[] => [version.packId, ...versionRow(version)];

function rollbackCommand(terminal: Terminal): Command {
  return new Command('rollback')
    .description('serves an older version again, as the next version')
    .argument('<pack>', PACK)
    .argument('<version>', 'the version to go back to', versionNumber)
    .requiredOption(...whyOption)
    .action((packId: string, version: number, options: { why: string }) =>
      atCentre(terminal, async (centre) => {
        const applied = await centre.ask(packVersionViewSchema, {
          method: 'POST',
          path: path`/packs/${packId}/rollback`,
          json: { version, why: options.why },
        });
        line(
          terminal.output,
          `${packId}: version ${applied.version} with the files of ${version} is served to new calls.`,
        );
      }),
    );
}

function exportCommand(terminal: Terminal): Command {
  return new Command('export')
    .description('writes the files of a version into a directory')
    .argument('<pack>', PACK)
    .argument('<version>', 'a number of its history', versionNumber)
    .requiredOption('--to <directory>', 'files in it are not overwritten')
    .action((packId: string, version: number, { to }: { to: string }) =>
      atCentre(terminal, async (centre) => {
        const { files } = await centre.ask(packVersionFilesSchema, {
          method: 'GET',
          path: path`/packs/${packId}/versions/${version}`,
        });
        for (const written of writeFiles(to, files)) line(terminal.output, written);
      }),
    );
}
