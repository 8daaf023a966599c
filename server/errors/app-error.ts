/**
 * Every error we throw on purpose is one of three kinds:
 *
 *   UserError         a person asked for something that cannot be done; told to that person in plain words
 *   OperationalError  a part we depend on is away or slow; retried or degraded
 *   UnexpectedError   an invariant is broken; a developer must look
 *
 * HTTP status and log level are decided at the edge from the kind and the code, never here.
 */
export type UserErrorCode =
  | 'validation-failed'
  | 'not-found'
  | 'not-logged-in'
  | 'not-permitted'
  | 'needs-approval'
  | 'wrong-credentials'
  | 'locked-out'
  | 'already-logged-in'
  | 'conflict'
  | 'agent-busy'
  | 'colleague-busy'
  | 'nobody-ready'
  | 'break-full'
  | 'disposition-missing'
  | 'not-reachable'
  | 'offer-gone'
  | 'already-picked-up'
  | 'call-ended'
  | 'recording-deleted'
  | 'number-not-allowed'
  | 'emergency-number'
  | 'premium-number'
  | 'no-trunk'
  | 'not-a-mobile'
  | 'no-text-gateway'
  | 'no-mail-server'
  | 'too-many-requests';

export type OperationalErrorCode =
  | 'redis-unavailable'
  | 'database-unavailable'
  | 'switch-unavailable'
  | 'switch-refused'
  | 'switch-timeout'
  | 'lease-lost'
  | 'business-system-away'
  | 'payment-away'
  | 'text-gateway-away'
  | 'object-store-away'
  | 'mail-away'
  | 'mail-unsure'
  | 'part-failed';

export type UnexpectedErrorCode = 'broken-invariant' | 'unknown-reply' | 'unparsable';

export type ErrorCode = UserErrorCode | OperationalErrorCode | UnexpectedErrorCode;

/** Facts about the failure, safe to log and to show: never a password, never a full phone number. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

interface ErrorExtras {
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
}

export abstract class AppError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly details: ErrorDetails;

  constructor(code: Code, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = extras.details ?? {};
  }
}

/** The message is shown to the person as it stands: write it for that person. */
export class UserError extends AppError<UserErrorCode> {}

export class OperationalError extends AppError<OperationalErrorCode> {
  /** True when the same request may succeed a little later without anybody doing anything. */
  readonly retryable: boolean;

  constructor(
    code: OperationalErrorCode,
    message: string,
    extras: ErrorExtras & { retryable?: boolean } = {},
  ) {
    super(code, message, extras);
    this.retryable = extras.retryable ?? true;
  }
}

export class UnexpectedError extends AppError<UnexpectedErrorCode> {}

/** What was thrown, as one line for a log. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${describeError(error.cause)})`;
  return `${error.message}${cause}`;
}
