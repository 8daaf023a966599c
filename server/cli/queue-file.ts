import { readFileSync } from 'node:fs';
import { UserError } from '../errors';

/** The text of a queues file. @throws UserError 'not-found' */
export function readQueuesFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UserError('not-found', `${file} cannot be read.`, { cause });
  }
}
