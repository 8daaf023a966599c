/** Reads a pack's directory and the recordings it needs. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Pack } from './flow';
import { packError } from './pack-fault';
import type { ParsedPack } from './parse-pack';
import { parsePack } from './parse-pack';

export interface PackPlace {
  /** The directory with pack.yaml. */
  readonly directory: string;
  /** The directory with <language>/<name>.wav; left out: recordings are not checked. */
  readonly soundsDirectory?: string;
  /** The queues there are; left out: not checked. */
  readonly queues?: readonly string[];
}

/** For a check that shows every fault. */
export function readPack(place: PackPlace): ParsedPack {
  const path = join(place.directory, 'pack.yaml');
  const { soundsDirectory, queues } = place;
  const file = relative(process.cwd(), path);
  return parsePack(readText(path), file, {
    ...(queues === undefined ? {} : { queues }),
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

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw packError([{ file: path, line: 1, message: 'There is no pack.yaml to read.' }], cause);
  }
}
