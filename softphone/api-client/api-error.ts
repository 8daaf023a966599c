import type { ErrorBody } from '../../server/contract/rest';

/** A refusal of the server, or its absence ('network'). The sentence shown is the screen's, by code. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly errorId: string | null,
    /** Figures for the sentence. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'ApiError';
  }

  static network(cause: unknown): ApiError {
    return new ApiError('network', 0, null, {}, { cause });
  }

  static of(status: number, body: unknown): ApiError {
    if (isErrorBody(body)) return new ApiError(body.code, status, body.errorId, body.details);
    // A proxy in between answers with a page of its own.
    return new ApiError(status >= 502 ? 'network' : 'unknown', status, null);
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}
