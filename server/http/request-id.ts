import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Logger } from '../logging';

export const REQUEST_ID_HEADER = 'X-Request-Id';

/** Always ours: an id taken from outside could be used to confuse the log. It doubles as the error id. */
export function requestId(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const id = randomUUID();
    const startedAt = performance.now();
    response.set(REQUEST_ID_HEADER, id);
    response.once('close', () => {
      const tookMs = Math.round(performance.now() - startedAt);
      // Without the query: it holds phone numbers and names.
      const path = request.originalUrl.split('?', 1)[0];
      logger.debug(
        { requestId: id, method: request.method, path, status: response.statusCode, tookMs },
        'request',
      );
    });
    next();
  };
}

export function requestIdOf(response: Response): string {
  return response.get(REQUEST_ID_HEADER) ?? randomUUID();
}
