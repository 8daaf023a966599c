import type { SipAccountStore } from '../auth/ports';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { asFields } from './script-reply';

/** A softphone registers every few minutes, so an account nobody used for a day belongs to nobody. */
const AGENT_TTL_S = String(24 * 3600);
/** Only a call's beginning needs a guest's account, and that follows at once: this leaves time to allow the microphone. */
const GUEST_TTL_S = String(5 * 60);

export function createSipAccountStore(connection: RedisConnection, keys: Keys): SipAccountStore {
  const read = async (sipUser: string) => {
    const key = keys.sipAccount(sipUser);
    const fields = asFields(await connection.command(['HGETALL', key]));
    if (fields.has('agentId')) await connection.command(['EXPIRE', key, AGENT_TTL_S]);
    return fields;
  };
  return {
    save: async ({ sipUser, a1Hash, agentId }, password) => {
      const key = keys.sipAccount(sipUser);
      const owner = agentId === null ? [] : ['agentId', agentId];
      await connection.command(['HSET', key, 'a1Hash', a1Hash, 'password', password, ...owner]);
      await connection.command(['EXPIRE', key, agentId === null ? GUEST_TTL_S : AGENT_TTL_S]);
    },
    find: async (sipUser) => {
      const fields = await read(sipUser);
      const a1Hash = fields.get('a1Hash');
      return a1Hash === undefined ? null : { sipUser, a1Hash, agentId: fields.get('agentId') ?? null };
    },
    password: async (sipUser) => (await read(sipUser)).get('password') ?? null,
    remove: async (sipUser) => {
      await connection.command(['DEL', keys.sipAccount(sipUser)]);
    },
  };
}
