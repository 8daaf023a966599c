import { TypeORMError } from 'typeorm';
import { AppError, describeError, OperationalError, UnexpectedError } from '../server/errors';

/** SQLSTATE classes and codes that say "not now": connection, resources, operator, lock and serialisation. */
const PASSING_STATES = /^(08|53|57P|58)|^(57014|40001|40P01|55P03|25006)$/;
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** node-postgres gives these no code. */
const LOST_CONNECTION =
  /connection terminated|query read timeout|timeout exceeded when trying to connect|not queryable|client was closed|cannot use a pool after/i;
/** TypeORM's words after the connection under a query runner was lost, or before it was ever made. */
const LOST_RUNNER = new Set([
  'QueryRunnerAlreadyReleasedError',
  'TransactionNotStartedError',
  'ConnectionIsNotSetError',
  'CannotExecuteNotConnectedError',
]);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** By shape, not by class: an error of Node's own may come from another realm. */
function field(error: unknown, name: string): string {
  return typeof error === 'object' && error !== null ? textOf((error as Record<string, unknown>)[name]) : '';
}

/** Several addresses were tried: one reason each. */
function reasons(error: unknown): readonly unknown[] {
  const inner =
    typeof error === 'object' && error !== null ? (error as { errors?: unknown }).errors : undefined;
  return Array.isArray(inner) ? inner : [];
}

export function isUnavailable(error: unknown): boolean {
  if (error instanceof OperationalError) return error.code === 'database-unavailable';
  if (reasons(error).some(isUnavailable)) return true;
  const code = field(error, 'code');
  if (NETWORK_CODES.has(code) || PASSING_STATES.test(code)) return true;
  if (error instanceof TypeORMError && LOST_RUNNER.has(error.name)) return true;
  return LOST_CONNECTION.test(field(error, 'message'));
}

/** Makes one of our errors of whatever a driver threw. Statements and parameters stay behind: they hold personal data. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error as AppError;
  const reason = new Error(field(error, 'message') || describeError(error));
  if (isUnavailable(error)) {
    return new OperationalError('database-unavailable', 'The database is not available', { cause: reason });
  }
  return new UnexpectedError('broken-invariant', 'The database refused a statement', {
    cause: reason,
    details: {
      sqlState: field(error, 'code'),
      constraint: field(error, 'constraint'),
      table: field(error, 'table'),
    },
  });
}

/** Runs database work; what it throws is one of our errors. */
export async function withDatabaseErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toAppError(error);
  }
}
