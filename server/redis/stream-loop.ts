import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import type { RedisConnection } from './client';

const PAUSE_AFTER_FAILURE_MS = 500;

/**
 * Repeats a step on a connection of its own until stopped; a failed step is repeated after a pause, for as long as
 * it takes. The returned function waits until the step that runs has ended.
 */
export async function startLoop(
  connection: RedisConnection,
  logger: Logger,
  step: (reader: RedisConnection, stopping: AbortSignal) => Promise<void>,
): Promise<() => Promise<void>> {
  const reader = await connection.duplicate();
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const run = async (): Promise<void> => {
    while (!isStopping()) {
      try {
        await step(reader, stopping.signal);
      } catch (error) {
        if (isStopping()) return;
        logger.warn({ reason: describeError(error) }, 'reading the event stream failed, trying again');
        await sleep(PAUSE_AFTER_FAILURE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const ended = run();
  return async () => {
    stopping.abort();
    // A read that blocks is broken off: nothing is lost, for it had nothing to give.
    reader.close();
    await ended;
  };
}
