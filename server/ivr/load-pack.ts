/** Reads a pack's directory and looks for the recordings it needs. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { HasSound } from './check-prompts';
import type { Pack } from './flow';
import { packError } from './pack-fault';
import type { PackChecks, ParsedPack } from './parse-pack';
import { parsePack } from './parse-pack';

export const PACK_FILE = 'pack.yaml';

/** What is there for a pack to use. What is left out is not checked. */
interface PackSurroundings extends Omit<PackChecks, 'hasSound'> {
  /** The directory with <language>/<name>.wav. */
  readonly soundsDirectory?: string;
}

interface PackPlace extends PackSurroundings {
  /** The directory with pack.yaml. */
  readonly directory: string;
}

/** For a check that shows every fault. */
export function readPack(place: PackPlace): ParsedPack {
  const { directory, soundsDirectory, ...checks } = place;
  return parsePack(readPackText(directory), join(relative(process.cwd(), directory), PACK_FILE), {
    ...checks,
    ...(soundsDirectory === undefined ? {} : { hasSound: soundsIn([soundsDirectory]) }),
  });
}

/** For a start: throws a UserError 'validation-failed' that lists every fault. */
export function loadPack(place: PackPlace): Pack {
  const { pack, faults } = readPack(place);
  if (pack === null) throw packError(faults);
  return pack;
}

/** A recording in any of these directories counts. */
export const soundsIn =
  (directories: readonly string[]): HasSound =>
  (language, name) =>
    directories.some((directory) => existsSync(join(directory, language, `${name}.wav`)));

/** @throws UserError 'validation-failed' when there is none */
export function readPackText(directory: string): string {
  const path = join(directory, PACK_FILE);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw packError([{ file: path, line: 1, message: 'There is no pack.yaml to read.' }], cause);
  }
}
