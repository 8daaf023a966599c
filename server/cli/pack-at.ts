import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Pack } from '../ivr/flow';
import { loadPack, readPack, type PackPlace } from '../ivr/load-pack';
import type { PackFault } from '../ivr/pack-fault';
import { selfServiceSpecs } from '../selfservice';
import { ticketTypesOf } from '../pack-ticket-types';

const PACKS = join(__dirname, '..', 'ivr', 'packs');
const SOUNDS = join(__dirname, '..', '..', 'freeswitch', 'sounds');

export interface PackOptions {
  /** Queues the centre has; left out: not checked. */
  readonly queues?: readonly string[];
  /** False for a pack whose recordings are not made yet. */
  readonly checksSounds: boolean;
}

/** The directory of a pack: itself, or one of ours by its id. */
export function packDirectory(nameOrPath: string): string {
  const own = join(PACKS, basename(nameOrPath));
  const given = resolve(nameOrPath);
  return existsSync(join(given, 'pack.yaml')) || !existsSync(own) ? given : own;
}

/** All faults of pack.yaml and work-orders.yaml. */
export function faultsOf(nameOrPath: string, options: PackOptions): readonly PackFault[] {
  return readPack(placeOf(nameOrPath, options)).faults;
}

/** @throws UserError validation-failed with every fault */
export const packAt = (nameOrPath: string, options: PackOptions): Pack =>
  loadPack(placeOf(nameOrPath, options));

function placeOf(nameOrPath: string, { queues, checksSounds }: PackOptions): PackPlace {
  const directory = packDirectory(nameOrPath);
  return {
    directory,
    services: selfServiceSpecs,
    ticketTypes: ticketTypesOf(directory),
    ...(queues === undefined ? {} : { queues }),
    ...(checksSounds ? { soundsDirectory: SOUNDS } : {}),
  };
}
