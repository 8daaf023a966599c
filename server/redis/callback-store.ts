import type { Callback, CallbackStore } from '../acd/callback-store';
import { callbackId, callId, customerId, queueId, switchId } from '../contract/ids';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { idOf } from './live-call';
import { asFields, asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { tellBreachedCallbacks } from './scripts/breached-callbacks';
import { cancelCallback } from './scripts/cancel-callback';
import { dueCallbacks } from './scripts/due-callbacks';
import { requestCallback } from './scripts/request-callback';
import { startCallback } from './scripts/start-callback';
import { withdrawCallback } from './scripts/withdraw-callback';

export function createCallbackStore(
  scripts: Scripts,
  connection: RedisConnection,
  keys: Keys,
): CallbackStore {
  const get = async (id: string): Promise<Callback | null> =>
    decode(asFields(await connection.command(['HGETALL', keys.callback(id)])));
  const all = async (ids: readonly string[]): Promise<readonly Callback[]> =>
    (await Promise.all(ids.map(get))).filter((each) => each !== null);

  return {
    request: (request) => requestCallback(scripts, request),
    due: async (limit) => all(await dueCallbacks(scripts, limit)),
    start: (id, call, offerId) => startCallback(scripts, id, call, offerId),
    cancel: (number, newCallId) => cancelCallback(scripts, number, newCallId),
    open: async (limit) =>
      all(asTexts(await connection.command(['ZRANGE', keys.callbacks, '0', String(limit - 1)]))),
    get,
    withdraw: (id, by) => withdrawCallback(scripts, id, by),
    isOpen: async (id) => (await connection.command(['EXISTS', keys.callback(id)])) === 1,
    tellBreached: (limit) => tellBreachedCallbacks(scripts, limit),
    givenUp: async () => all(asTexts(await connection.command(['SMEMBERS', keys.callbacksGivenUp]))),
    forget: async (id) => {
      await connection.command(['DEL', keys.callback(id)]);
      await connection.command(['SREM', keys.callbacksGivenUp, id]);
    },
  };
}

function decode(fields: ReadonlyMap<string, string>): Callback | null {
  const text = (name: string) => fields.get(name) ?? '';
  if (text('callbackId') === '') return null;
  return {
    callbackId: callbackId(text('callbackId')),
    dialled: text('dialled'),
    queueId: queueId(text('queueId')),
    topic: fields.get('topic') ?? null,
    customerId: idOf(fields, 'customerId', customerId),
    language: text('language') === 'en-US' ? 'en-US' : 'zh-CN',
    switchId: switchId(text('switchId')),
    ofCallId: text('ofCallId') === '' ? null : callId(text('ofCallId')),
    requestedAt: Number(text('requestedAt')),
    waitingSince: Number(text('stepsFrom')),
    attempts: Number(text('attempts')),
  };
}
