import { Router, type Request, type Response } from 'express';
import { UnexpectedError } from '../errors';
import { FileAnswer, readUpload, sendFileAnswer } from './file-transfer';
import { expiredSessionCookie, sessionCookie, sessionToken } from './cookies';
import {
  principalOf,
  takeFromBudget,
  type Authenticators,
  type BudgetState,
  type RequestLimits,
} from './principal';
import { readJson } from './json-body';
import type { Exchange, Route } from './route';

export interface RegisterOptions {
  readonly authenticators: Authenticators;
  readonly limits: RequestLimits;
  /** In tests: an answer that does not fit its schema is an error. */
  readonly validateResponses: boolean;
  /** Told of each answer: 'GET /calls/:callId', its status, how long it took. */
  readonly onServed?: (route: string, status: number, seconds: number) => void;
}

export function registerRoutes(routes: readonly Route[], options: RegisterOptions): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    router[route.method](route.path, (request, response) => {
      time(route, options, response);
      return serve(route, options, request, response);
    });
  }
  return router;
}

function time({ method, path }: Route, { onServed }: RegisterOptions, response: Response): void {
  if (!onServed) return;
  const begun = performance.now();
  response.once('finish', () => {
    onServed(`${method.toUpperCase()} ${path}`, response.statusCode, (performance.now() - begun) / 1000);
  });
}

async function serve(
  route: Route,
  options: RegisterOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const exchange = exchangeOf(request, response);
  const { token } = exchange;
  const { authorization } = request.headers;
  const principal =
    route.access === 'public' ? null : await principalOf({ token, authorization }, options.authenticators);
  if (principal) showBudget(response, await takeFromBudget(principal, options.limits));
  const result = await route.run({
    principal,
    params: request.params,
    query: request.query,
    readJson: (maxBytes) => readJson(request, response, maxBytes),
    readUpload: (rules) => readUpload(request, response, rules),
    exchange,
  });
  // Customers' data and phone passwords: nothing may keep a copy.
  response.set('Cache-Control', 'no-store').status(route.status);
  if (!route.response) {
    response.end();
    return;
  }
  if (options.validateResponses) assertFits(route, result);
  if (result instanceof FileAnswer) await sendFileAnswer(response, result);
  else response.json(result);
}

/** The names of the IETF's draft "RateLimit header fields for HTTP". */
function showBudget(response: Response, { limit, left, resetS }: BudgetState): void {
  response.set({
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(left),
    'RateLimit-Reset': String(resetS),
  });
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
