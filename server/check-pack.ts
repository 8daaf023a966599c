/** The one place that checks a pack whole: its flow beside its own work orders and everything around it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACK_FILE, readPackText, soundsIn } from './ivr/load-pack';
import { parsePack, type PackChecks } from './ivr/parse-pack';
import type { PackFiles } from './ivr/versions/pack-store';
import type { CheckedPack } from './ivr/versions/pack-versions';
import { ticketTypesOf } from './pack-ticket-types';
import { ORDER_CONFIG_FILE, parseOrderConfig } from './tickets/parse-order-config';

/** What a pack may use. What is left out is not checked. */
export interface PackSurroundings extends Pick<PackChecks, 'queues' | 'services' | 'faxItems'> {
  /** Directories with <language>/<name>.wav; a recording in any of them counts. */
  readonly soundsDirectories?: readonly string[];
}

/** @param directory comes before the names of files in the faults */
export function checkPack(files: PackFiles, surroundings: PackSurroundings, directory = ''): CheckedPack {
  const { soundsDirectories, ...checks } = surroundings;
  const orders =
    files.workOrders === null
      ? { config: null, faults: [] }
      : parseOrderConfig(files.workOrders, join(directory, ORDER_CONFIG_FILE));
  // Types that cannot be read are complained about once, not at every node that uses one.
  const ticketTypes = orders.faults.length > 0 ? {} : { ticketTypes: ticketTypesOf(orders.config) };
  const { pack, faults } = parsePack(files.pack, join(directory, PACK_FILE), {
    ...checks,
    ...ticketTypes,
    ...(soundsDirectories === undefined ? {} : { hasSound: soundsIn(soundsDirectories) }),
  });
  const all = [...faults, ...orders.faults];
  return { pack: all.length === 0 ? pack : null, faults: all };
}

/** @throws UserError 'validation-failed' when there is no pack.yaml */
export function readPackFiles(directory: string): PackFiles {
  const orders = join(directory, ORDER_CONFIG_FILE);
  return {
    pack: readPackText(directory),
    workOrders: existsSync(orders) ? readFileSync(orders, 'utf8') : null,
  };
}
