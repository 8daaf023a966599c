import type { ErrorRequestHandler, Response } from 'express';
import type { ErrorBody } from '../contract/rest';
import { AppError, describeError, OperationalError, UserError, type ErrorDetails } from '../errors';
import type { Logger } from '../logging';
import { statusOf, type EdgeErrorCode } from './error-status';
import { requestIdOf } from './request-id';

interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: ErrorDetails;
  readonly retryAfterS?: number;
}

/** Thrown by middleware of ours for what has no meaning beyond HTTP. */
export class EdgeError extends Error {
  constructor(
    readonly code: EdgeErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'EdgeError';
  }
}

export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const errorId = requestIdOf(response);
    logFailure(logger, error, { errorId, method: request.method, path: request.path });
    if (response.headersSent) {
      // Half an answer is out: express cuts the connection, which is the only honest thing left.
      next(error);
      return;
    }
    sendError(response, errorId, describe(error));
  };
}

function sendError(response: Response, errorId: string, answer: ErrorAnswer): void {
  const { status, code, message, details, retryAfterS } = answer;
  const body: ErrorBody = { code, message, errorId, ...(details && { details: { ...details } }) };
  if (retryAfterS !== undefined) response.set('Retry-After', String(retryAfterS));
  response.status(status).set('Cache-Control', 'no-store').json(body);
}

/** What the person is told. Only a UserError speaks for itself; the rest may name parts, addresses, queries. */
export function describe(error: unknown): ErrorAnswer {
  if (error instanceof UserError) return describeUserError(error);
  if (error instanceof EdgeError) {
    return { status: statusOf[error.code], code: error.code, message: error.message };
  }
  if (error instanceof OperationalError) {
    const message = 'A part of the system does not answer at the moment. Try again shortly.';
    const answer = { status: statusOf[error.code], code: error.code, message };
    return error.retryable ? { ...answer, retryAfterS: 2 } : answer;
  }
  if (error instanceof AppError) return unexpected;
  return describeHttpError(error) ?? unexpected;
}

const unexpected: ErrorAnswer = {
  status: 500,
  code: 'unexpected',
  message: 'Something went wrong on our side. The error id helps to find it.',
};

function describeUserError(error: UserError): ErrorAnswer {
  const retryAfterS = error.details['retryAfterS'];
  return {
    status: statusOf[error.code],
    code: error.code,
    message: error.message,
    ...(Object.keys(error.details).length > 0 && { details: error.details }),
    ...(typeof retryAfterS === 'number' && { retryAfterS }),
  };
}

/** Errors of body-parser, the router and send carry a `status`; theirs below 500 are the client's doing. */
function describeHttpError(error: unknown): ErrorAnswer | null {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  const [code, message] = edgeErrors[status] ?? ['malformed-request', 'The request could not be read.'];
  return { status: statusOf[code], code, message };
}

const edgeErrors: Readonly<Record<number, readonly [EdgeErrorCode | 'not-found', string]>> = {
  404: ['not-found', 'There is nothing here.'],
  413: ['body-too-large', 'The request is larger than 64 kB.'],
  415: ['unsupported-media-type', 'The request has an encoding we do not read.'],
};

function logFailure(logger: Logger, error: unknown, facts: Readonly<Record<string, string>>): void {
  if (error instanceof OperationalError) {
    logger.warn({ ...facts, code: error.code, reason: describeError(error) }, 'request failed for now');
  } else if (describe(error).status < 500) {
    logger.debug({ ...facts, reason: describeError(error) }, 'request refused');
  } else {
    logger.error({ ...facts, err: error }, 'request failed');
  }
}
