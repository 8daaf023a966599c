import type { ParkStore } from '../acd/park-store';
import { callId } from '../contract/ids';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { dueParked } from './scripts/due-parked';
import { parkCall } from './scripts/park-call';
import { pickUpCall } from './scripts/pick-up-call';
import { unparkCall } from './scripts/unpark-call';

export const createParkStore = (scripts: Scripts, connection: RedisConnection, keys: Keys): ParkStore => ({
  park: (request) => parkCall(scripts, request),
  pickUp: (pickUp) => pickUpCall(scripts, pickUp),
  unpark: (id, offerId) => unparkCall(scripts, id, offerId),
  due: (againMs) => dueParked(scripts, againMs),
  parked: async () => asTexts(await connection.command(['HVALS', keys.parked])).map(callId),
});
