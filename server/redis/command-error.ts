import { ErrorReply } from 'redis';
import { OperationalError, UnexpectedError } from '../errors';

/** Redis is there but cannot serve now: loading its file, a replica without its master, out of memory. */
const AWAY_REPLY = /^(LOADING|MASTERDOWN|READONLY|BUSY|OOM|TRYAGAIN|CLUSTERDOWN|MISCONF|NOREPLICAS)\b/;

/** What a failed command means to us. */
export function commandError(error: unknown, command: string): OperationalError | UnexpectedError {
  if (error instanceof OperationalError || error instanceof UnexpectedError) return error;
  if (error instanceof ErrorReply && !AWAY_REPLY.test(error.message)) {
    return new UnexpectedError('broken-invariant', `Redis refused ${command}: ${error.message}`, {
      cause: error,
      details: { command },
    });
  }
  return new OperationalError('redis-unavailable', 'Redis is not available', {
    cause: error,
    details: { command },
  });
}

/** The first word of Redis' refusal, for example NOSCRIPT or BUSYGROUP; null when it was no refusal. */
export function refusalWord(error: unknown): string | null {
  if (!(error instanceof UnexpectedError) || !(error.cause instanceof ErrorReply)) return null;
  return error.cause.message.split(' ', 1)[0] ?? null;
}
