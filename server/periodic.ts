import { describeError, OperationalError } from './errors';
import type { Logger } from './logging';

/**
 * Runs a task every so often, never two at once, until stopped. What the task looks for stands in Redis; a
 * missed beat costs time only.
 */
export function every(
  ms: number,
  name: string,
  task: () => Promise<void>,
  logger: Logger,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  const beat = async (): Promise<void> => {
    try {
      await task();
    } catch (error) {
      if (error instanceof OperationalError)
        logger.debug({ task: name, reason: describeError(error) }, 'beat skipped');
      else logger.error({ task: name, err: error }, 'beat failed');
    }
  };
  const timer = setInterval(() => {
    running ??= beat().finally(() => (running = null));
  }, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
