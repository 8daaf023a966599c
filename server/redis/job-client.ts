import { createClient } from 'redis';
import { pauseBeforeRetry, type RedisAddress } from './client';

/**
 * A bare client for the job queues (server/jobs), which bring their own scripts. It connects when it is first used
 * and reconnects for ever.
 * @param mayWait whether a command waits while Redis is away: a worker's does, a plan's fails at once
 */
export function createJobClient(address: RedisAddress, mayWait: boolean) {
  const socket = { reconnectStrategy: pauseBeforeRetry, connectTimeout: 5000 };
  const options = { RESP: 2, disableOfflineQueue: !mayWait, maintNotifications: 'disabled' } as const;
  return typeof address === 'string'
    ? createClient({ ...options, url: address, socket })
    : createClient({ ...options, socket: { ...socket, path: address.socketPath, tls: false } });
}
