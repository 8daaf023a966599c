import type { Supervision, SupervisionStore } from '../supervision/supervision-store';
import { agentId, legId, switchId } from '../contract/ids';
import { supervisionModeSchema } from '../contract/supervision';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { asFields, asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { endSupervision } from './scripts/end-supervision';
import { supervise } from './scripts/supervise';
import { takeOverCall } from './scripts/take-over-call';

export function createSupervisionStore(
  scripts: Scripts,
  connection: RedisConnection,
  keys: Keys,
): SupervisionStore {
  const get = async (supervisorId: string): Promise<Supervision | null> =>
    decode(asFields(await connection.command(['HGETALL', keys.supervision(supervisorId)])));
  const all = async (key: string): Promise<readonly Supervision[]> => {
    const found = await Promise.all(asTexts(await connection.command(['SMEMBERS', key])).map(get));
    return found.filter((each) => each !== null);
  };
  return {
    supervise: (supervision) => supervise(scripts, supervision),
    end: (supervisorId, leg) => endSupervision(scripts, supervisorId, leg),
    takeOver: (takeOver) => takeOverCall(scripts, takeOver),
    get,
    of: (id) => all(keys.supervised(id)),
    list: () => all(keys.supervisors),
  };
}

function decode(fields: ReadonlyMap<string, string>): Supervision | null {
  const leg = fields.get('legId');
  if (leg === undefined) return null;
  return {
    supervisorId: agentId(fields.get('supervisorId') ?? ''),
    agentId: agentId(fields.get('agentId') ?? ''),
    legId: legId(leg),
    switchId: switchId(fields.get('switchId') ?? ''),
    mode: supervisionModeSchema.parse(fields.get('mode')),
    since: Number(fields.get('since')),
  };
}
