import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { languageSchema, pageOf } from '../contract/rest';
import { FRAGMENTS, SOUND_NAME, soundOrigins, soundViewSchema, type SoundView } from '../contract/sounds';
import { OperationalError, UserError } from '../errors';
import { findExecutable } from '../parts/find-executable';
import { runCommand } from '../parts/run-command';
import { path } from './centre';
import { line } from './output';
import { table } from './table';
import { atCentre, type Terminal } from './terminal';

/** `kiloline prompts …`: what callers of a running centre hear. */
export const promptCommands = (terminal: Terminal): Command =>
  new Command('prompts')
    .description('what callers hear: list, play, replace by a recording, restore')
    .addCommand(listCommand(terminal))
    .addCommand(playCommand(terminal))
    .addCommand(replaceCommand(terminal))
    .addCommand(restoreCommand(terminal));

const SOUND = 'as in "1000/05", "items/weather", or "yuan" for a fragment of a language';
const language = (): Option =>
  new Option('--language <language>').choices(languageSchema.options).makeOptionMandatory();
const reason = ['--why <text>', 'kept with the recording'] as const;

interface Where {
  readonly language: string;
}

/** Where a sound stands in the interface. @throws UserError for a name that no sound has */
function pathOf(sound: string, { language: spoken }: Where): string {
  if (!SOUND_NAME.test(sound)) throw new UserError('validation-failed', `"${sound}" is no sound: ${SOUND}.`);
  const [group = '', name] = sound.split('/');
  return name === undefined
    ? path`/sounds/${spoken}/${FRAGMENTS}/${group}`
    : path`/sounds/${spoken}/${group}/${name}`;
}

interface ListFlags {
  readonly pack?: string;
  readonly language?: string;
  readonly origin?: string;
  readonly search?: string;
  readonly page: string;
}

function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .description('sounds with their words, length and origin')
    .option('--pack <group>', 'id of a pack, "fragments" or "items"')
    .addOption(new Option('--language <language>').choices(languageSchema.options))
    .addOption(new Option('--origin <origin>').choices([...soundOrigins]))
    .option('--search <text>', 'in name and words')
    .option('--page <number>', 'of 50', '1')
    .action((flags: ListFlags) =>
      atCentre(terminal, async (centre) => {
        const { items, total } = await centre.ask(pageOf(soundViewSchema), {
          method: 'GET',
          path: '/sounds',
          query: { ...flags },
        });
        const rows = items.map((view) => [
          nameOf(view),
          view.language,
          view.origin,
          secondsOf(view),
          view.text ?? '',
        ]);
        table(terminal.output, [['SOUND', 'LANGUAGE', 'ORIGIN', 'SECONDS', 'WORDS'], ...rows]);
        line(terminal.output, `${items.length} of ${total}`);
      }),
    );
}

const nameOf = ({ group, name }: SoundView): string => (group === FRAGMENTS ? name : `${group}/${name}`);
const secondsOf = ({ durationMs }: SoundView): string =>
  durationMs === null ? '-' : (durationMs / 1000).toFixed(1);

function playCommand(terminal: Terminal): Command {
  return new Command('play')
    .description('plays what a caller would hear now, or writes it to a file')
    .argument('<sound>', SOUND)
    .addOption(language())
    .option('--out <file>', 'write the WAV there instead')
    .action((sound: string, { out, ...where }: Where & { readonly out?: string }) =>
      atCentre(terminal, async (centre) => {
        const wav = await centre.download({ method: 'GET', path: `${pathOf(sound, where)}/audio` });
        if (out === undefined) await playAloud(wav);
        else writeFileSync(out, wav);
      }),
    );
}

const players: Readonly<Record<string, readonly string[]>> = {
  play: ['-q'],
  aplay: ['-q'],
  paplay: [],
  afplay: [],
};
/** As long as a recording may be, and some more. */
const PLAY_MS = 150_000;

/** @throws OperationalError when this machine has nothing to play it with */
async function playAloud(wav: Buffer): Promise<void> {
  const player = findExecutable(Object.keys(players));
  if (player === null) throw cannotPlay('None of play, aplay, paplay and afplay is installed');
  const directory = mkdtempSync(join(tmpdir(), 'kiloline-'));
  try {
    const file = join(directory, 'sound.wav');
    writeFileSync(file, wav);
    const flags = players[player.split('/').at(-1) ?? ''] ?? [];
    const { status } = await runCommand(player, [...flags, file], { timeoutMs: PLAY_MS });
    if (status !== 0) throw cannotPlay(`${player} failed`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const cannotPlay = (why: string): OperationalError =>
  new OperationalError('part-failed', `${why}: use --out <file>.`, { retryable: false });

function replaceCommand(terminal: Terminal): Command {
  return new Command('replace')
    .description('puts a recording in the place of a sound; the next play has it')
    .argument('<sound>', SOUND)
    .argument('<file>', 'a WAV of any rate, at most 120 seconds and 10 MB')
    .addOption(language())
    .requiredOption(...reason)
    .action((sound: string, file: string, { why, ...where }: Where & { readonly why: string }) =>
      atCentre(terminal, async (centre) => {
        const view = await centre.ask(soundViewSchema, {
          method: 'PUT',
          path: `${pathOf(sound, where)}/audio`,
          query: { reason: why },
          file: { type: 'audio/wav', bytes: bytesOf(file) },
        });
        line(terminal.output, `${nameOf(view)} in ${view.language}: ${secondsOf(view)} s, ${view.origin}.`);
      }),
    );
}

function bytesOf(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw new UserError('not-found', `${file} cannot be read.`, { cause });
  }
}

function restoreCommand(terminal: Terminal): Command {
  return new Command('restore')
    .description('takes a recording away: the made one is heard again')
    .argument('<sound>', SOUND)
    .addOption(language())
    .requiredOption(...reason)
    .action((sound: string, { why, ...where }: Where & { readonly why: string }) =>
      atCentre(terminal, async (centre) => {
        await centre.tell({
          method: 'DELETE',
          path: `${pathOf(sound, where)}/audio`,
          query: { reason: why },
        });
        line(terminal.output, `${sound} in ${where.language} is as it was made.`);
      }),
    );
}
