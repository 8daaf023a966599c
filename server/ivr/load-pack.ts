/** Reads a pack's directory and the recordings it needs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Pack } from './flow';
import { packError } from './pack-fault';
import type { PackChecks, ParsedPack } from './parse-pack';
import { parsePack } from './parse-pack';

/** What is there for a pack to use. What is left out is not checked. */
export interface PackSurroundings extends Omit<PackChecks, 'hasSound'> {
  /** The directory with <language>/<name>.wav. */
  readonly soundsDirectory?: string;
}

export interface PackPlace extends PackSurroundings {
  /** The directory with pack.yaml. */
  readonly directory: string;
}

/** For a check that shows every fault. */
export function readPack(place: PackPlace): ParsedPack {
  const { directory, soundsDirectory, ...checks } = place;
  const path = join(directory, 'pack.yaml');
  const file = relative(process.cwd(), path);
  return parsePack(readText(path), file, {
    ...checks,
    ...(soundsDirectory === undefined
      ? {}
      : { hasSound: (language, name) => existsSync(join(soundsDirectory, language, `${name}.wav`)) }),
  });
}

/** For a start: throws a UserError 'validation-failed' that lists every fault. */
export function loadPack(place: PackPlace): Pack {
  const { pack, faults } = readPack(place);
  if (pack === null) throw packError(faults);
  return pack;
}

/**
 * Every pack in a directory of packs.
 * @param first the id of the one that comes first
 * @throws UserError 'validation-failed' that lists every fault of every pack
 */
export function loadPacks(
  directory: string,
  first: string,
  surroundingsOf: (packDirectory: string) => PackSurroundings = () => ({}),
): Pack[] {
  const places = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(directory, entry.name))
    .map((place) => readPack({ ...surroundingsOf(place), directory: place }));
  const faults = places.flatMap((place) => place.faults);
  if (faults.length > 0) throw packError(faults);
  const packs = places.flatMap(({ pack }) => (pack === null ? [] : [pack]));
  return packs.sort((a, b) => Number(b.id === first) - Number(a.id === first) || a.id.localeCompare(b.id));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw packError([{ file: path, line: 1, message: 'There is no pack.yaml to read.' }], cause);
  }
}
