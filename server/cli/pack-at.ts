import { existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { checkPack, readPackFiles } from '../check-pack';
import type { Pack } from '../ivr/flow';
import { PACK_FILE } from '../ivr/load-pack';
import { packError, type PackFault } from '../ivr/pack-fault';
import type { PackFiles } from '../ivr/versions/pack-store';
import type { CheckedPack } from '../ivr/versions/pack-versions';
import { selfServiceSpecs } from '../selfservice';

const PACKS = join(__dirname, '..', 'ivr', 'packs');
const SOUNDS = join(__dirname, '..', '..', 'freeswitch', 'sounds');

export interface PackOptions {
  /** Queues the centre has; left out: not checked. */
  readonly queues?: readonly string[];
  /** False for a pack whose recordings are not made yet. */
  readonly checksSounds: boolean;
  /** Searched for recordings beside those of the product. */
  readonly soundsDirectory?: string;
}

/** The directory of a pack: itself, or one of ours by its id. */
export function packDirectory(nameOrPath: string): string {
  const own = join(PACKS, basename(nameOrPath));
  const given = resolve(nameOrPath);
  return existsSync(join(given, PACK_FILE)) || !existsSync(own) ? given : own;
}

/** The texts of a pack. @throws UserError 'validation-failed' when there is no pack.yaml */
export const filesAt = (nameOrPath: string): PackFiles => readPackFiles(packDirectory(nameOrPath));

/** All faults of pack.yaml and work-orders.yaml. */
export const faultsOf = (nameOrPath: string, options: PackOptions): readonly PackFault[] =>
  checkAt(nameOrPath, options).faults;

/** @throws UserError validation-failed with every fault */
export function packAt(nameOrPath: string, options: PackOptions): Pack {
  const { pack, faults } = checkAt(nameOrPath, options);
  if (pack === null) throw packError(faults);
  return pack;
}

function checkAt(nameOrPath: string, { queues, checksSounds, soundsDirectory }: PackOptions): CheckedPack {
  const directory = packDirectory(nameOrPath);
  const own = soundsDirectory === undefined ? [] : [soundsDirectory];
  return checkPack(
    readPackFiles(directory),
    {
      services: selfServiceSpecs,
      ...(queues === undefined ? {} : { queues }),
      ...(checksSounds ? { soundsDirectories: [...own, SOUNDS] } : {}),
    },
    relative(process.cwd(), directory),
  );
}
