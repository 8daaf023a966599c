import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Session, SessionStore } from '../auth/ports';
import { roleSchema } from '../contract/rest';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { asTexts } from './script-reply';

const sessionSchema = z.object({
  sessionId: z.string(),
  userId: z.string(),
  login: z.string(),
  displayName: z.string(),
  role: roleSchema,
  agentId: z.string().nullable(),
  sipUser: z.string().nullable(),
});

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Two keys per session: by the token's hash the session, by its id the token's hash. The second is written first
 * and outlives the first by a minute, so that a session that can be used can always be ended by its id. Before both
 * its id is noted with its user, so that all of his can be ended.
 */
export function createSessionStore(connection: RedisConnection, keys: Keys): SessionStore {
  const idTtl = (ttlMs: number) => String(ttlMs + 60_000);
  const removeHash = async (hash: string): Promise<void> => {
    const text = await connection.command(['GETDEL', keys.session(hash)]);
    if (typeof text !== 'string') return;
    const { sessionId, userId } = parse(text);
    await connection.command(['DEL', keys.sessionId(sessionId)]);
    await connection.command(['SREM', keys.sessionsOf(userId), sessionId]);
  };
  const hashOfId = async (sessionId: string): Promise<string | null> => {
    const hash = await connection.command(['GET', keys.sessionId(sessionId)]);
    return typeof hash === 'string' ? hash : null;
  };

  const noteWithUser = async ({ sessionId, userId }: Session, ttlMs: number): Promise<void> => {
    const key = keys.sessionsOf(userId);
    await connection.command(['SADD', key, sessionId]);
    await connection.command(['PEXPIRE', key, idTtl(ttlMs)]);
  };

  return {
    create: async (token, session, ttlMs) => {
      const hash = hashOf(token);
      const text = JSON.stringify(sessionSchema.parse(session));
      await noteWithUser(session, ttlMs);
      await connection.command(['SET', keys.sessionId(session.sessionId), hash, 'PX', idTtl(ttlMs)]);
      await connection.command(['SET', keys.session(hash), text, 'PX', String(ttlMs)]);
    },
    find: async (token, ttlMs) => {
      const text = await connection.command(['GETEX', keys.session(hashOf(token)), 'PX', String(ttlMs)]);
      if (typeof text !== 'string') return null;
      const session = parse(text);
      await connection.command(['PEXPIRE', keys.sessionId(session.sessionId), idTtl(ttlMs)]);
      await connection.command(['PEXPIRE', keys.sessionsOf(session.userId), idTtl(ttlMs)]);
      return session;
    },
    remove: (token) => removeHash(hashOf(token)),
    removeById: async (sessionId) => {
      const hash = await hashOfId(sessionId);
      if (hash !== null) await removeHash(hash);
    },
    idsOf: async (userId) => asTexts(await connection.command(['SMEMBERS', keys.sessionsOf(userId)])),
    exists: async (sessionId) => {
      const hash = await hashOfId(sessionId);
      return hash !== null && (await connection.command(['EXISTS', keys.session(hash)])) === 1;
    },
  };
}

const parse = (text: string): Session => sessionSchema.parse(JSON.parse(text));
