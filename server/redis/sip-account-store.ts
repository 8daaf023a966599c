import type { SipAccountStore } from '../auth/ports';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { asFields } from './script-reply';

/** A softphone registers every few minutes, so an account nobody used for a day belongs to nobody. */
const TTL_S = String(24 * 3600);

export function createSipAccountStore(connection: RedisConnection, keys: Keys): SipAccountStore {
  const read = async (sipUser: string) => {
    const key = keys.sipAccount(sipUser);
    const fields = asFields(await connection.command(['HGETALL', key]));
    if (fields.size > 0) await connection.command(['EXPIRE', key, TTL_S]);
    return fields;
  };
  return {
    save: async ({ sipUser, a1Hash, agentId }, password) => {
      const key = keys.sipAccount(sipUser);
      const fields = ['a1Hash', a1Hash, 'agentId', agentId, 'password', password];
      await connection.command(['HSET', key, ...fields]);
      await connection.command(['EXPIRE', key, TTL_S]);
    },
    find: async (sipUser) => {
      const fields = await read(sipUser);
      const a1Hash = fields.get('a1Hash');
      const agentId = fields.get('agentId');
      return a1Hash === undefined || agentId === undefined ? null : { sipUser, a1Hash, agentId };
    },
    password: async (sipUser) => (await read(sipUser)).get('password') ?? null,
    remove: async (sipUser) => {
      await connection.command(['DEL', keys.sipAccount(sipUser)]);
    },
  };
}
