import { OperationalError } from '../errors';

export interface RetryPolicy {
  /** Total time to keep trying, ms. */
  readonly forMs: number;
  readonly pauseMs: number;
}

const isPassing = (error: unknown): boolean =>
  error instanceof OperationalError && error.retryable && error.code === 'redis-unavailable';

/**
 * Repeats a task while Redis is away. An event of the switch comes only once, so it waits for Redis instead
 * of being lost; every task begins with a script that can be repeated.
 */
export async function whileRedisReturns<Result>(
  task: () => Promise<Result>,
  policy: RetryPolicy = { forMs: 60_000, pauseMs: 100 },
): Promise<Result> {
  const giveUpAt = Date.now() + policy.forMs;
  for (;;) {
    try {
      return await task();
    } catch (error) {
      if (!isPassing(error) || Date.now() >= giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, policy.pauseMs));
    }
  }
}
