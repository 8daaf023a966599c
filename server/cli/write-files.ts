import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors';
import { PACK_FILE } from '../ivr/load-pack';
import type { PackFiles } from '../ivr/versions/pack-store';
import { ORDER_CONFIG_FILE } from '../tickets/parse-order-config';

/**
 * Writes a pack's files. @returns their paths
 * @throws UserError 'conflict' when one of them is there already; nothing was written
 */
export function writeFiles(directory: string, { pack, workOrders }: PackFiles): string[] {
  const files = [
    [join(directory, PACK_FILE), pack] as const,
    ...(workOrders === null ? [] : [[join(directory, ORDER_CONFIG_FILE), workOrders] as const]),
  ];
  const there = files.map(([file]) => file).filter((file) => existsSync(file));
  if (there.length > 0) throw new UserError('conflict', `Not overwritten: ${there.join(', ')}`);
  mkdirSync(directory, { recursive: true });
  for (const [file, text] of files) writeFileSync(file, text, { flag: 'wx' });
  return files.map(([file]) => file);
}
