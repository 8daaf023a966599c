import { Router, type Request, type Response } from 'express';
import type { Session } from '../auth/ports';
import { UnexpectedError } from '../errors';
import { expiredSessionCookie, sessionCookie, sessionToken } from './cookies';
import type { Exchange, Route } from './route';

export interface RegisterOptions {
  readonly authenticate: (token: string) => Promise<Session | null>;
  /** In tests: an answer that does not fit its schema is an error. */
  readonly validateResponses: boolean;
}

export function registerRoutes(routes: readonly Route[], options: RegisterOptions): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    router[route.method](route.path, (request, response) => serve(route, options, request, response));
  }
  return router;
}

async function serve(
  route: Route,
  options: RegisterOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const exchange = exchangeOf(request, response);
  const { token } = exchange;
  const session = route.access === 'public' || token === null ? null : await options.authenticate(token);
  const result = await route.run({
    session,
    params: request.params,
    query: request.query,
    body: request.body as unknown,
    exchange,
  });
  // Customers' data and phone passwords: nothing may keep a copy.
  response.set('Cache-Control', 'no-store').status(route.status);
  if (!route.response) {
    response.end();
    return;
  }
  if (options.validateResponses) assertFits(route, result);
  response.json(result);
}

function exchangeOf(request: Request, response: Response): Exchange {
  return {
    remote: request.ip ?? '',
    hostname: request.hostname,
    token: sessionToken(request.headers.cookie),
    setSessionCookie: (token) => response.append('Set-Cookie', sessionCookie(token, request.secure)),
    clearSessionCookie: () => response.append('Set-Cookie', expiredSessionCookie(request.secure)),
  };
}

function assertFits(route: Route, result: unknown): void {
  const parsed = route.response?.safeParse(result);
  if (parsed?.success !== false) return;
  throw new UnexpectedError('broken-invariant', 'an answer does not fit its schema', {
    details: { route: `${route.method} ${route.path}`, problems: parsed.error.issues.map((i) => i.message) },
  });
}
