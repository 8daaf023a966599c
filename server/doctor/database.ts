import { lookAtDatabase, type DatabaseLook } from '../../db';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import { fail, note, ok, warn, type Finding } from './finding';

const MAJOR = 14;
/** A server has ten connections, and one more while it migrates. */
const SPARE = 15;
const GIB = 1024 ** 3;

export async function examineDatabase(url: string, logger: Logger): Promise<readonly Finding[]> {
  try {
    return judgeDatabase(await lookAtDatabase({ url }, logger));
  } catch (error) {
    return [
      fail(
        'PostgreSQL',
        describeError(error),
        'Start it, or correct DATABASE_URL: user, password, host, database.',
      ),
    ];
  }
}

export function judgeDatabase(look: DatabaseLook): readonly Finding[] {
  const { version, pending, unknown, sizeBytes, connections, maxConnections } = look;
  const used = `${connections} of ${maxConnections} connections used`;
  return [
    Number.parseInt(version, 10) >= MAJOR
      ? ok('PostgreSQL', version)
      : fail('PostgreSQL', version, `Install PostgreSQL ${MAJOR} or newer.`),
    schema(pending, unknown),
    maxConnections - connections >= SPARE
      ? ok('connections', used)
      : warn('connections', used, `Raise max_connections: each server takes up to ${SPARE}.`),
    note('size', `${(sizeBytes / GIB).toFixed(2)} GiB`),
  ];
}

function schema(pending: number, unknown: number): Finding {
  if (unknown > 0)
    return fail(
      'schema',
      `${unknown} migrations are of a later release`,
      'Start that release, or restore the backup from before it.',
    );
  return pending === 0
    ? ok('schema', 'is this release’s')
    : note('schema', `${pending} migrations are run at the next start`);
}
