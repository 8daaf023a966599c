import express, { type Express, type RequestHandler } from 'express';
import { z } from 'zod';
import type { AuthService } from '../auth/auth.service';
import type { GuestAccounts } from '../auth/guest-accounts';
import { UserError } from '../errors';
import type { Logger } from '../logging';
import type { DeskActions } from './desk-actions';
import { createErrorHandler, EdgeError } from './error-handler';
import { buildOpenApi } from './openapi';
import { operationsRoutes, type OperationsDeps } from './operations-routes';
import { isOriginAllowed } from './origin';
import type { PhoneAddresses } from './phone-addresses';
import type { Authenticators, RequestLimits } from './principal';
import { RateLimiter, type RateLimitSettings } from './rate-limit';
import { registerRoutes, type RegisterOptions } from './register-routes';
import { requestId } from './request-id';
import { route, type Route } from './route';
import { deskRoutes } from './routes/desk-routes';
import { guestRoutes } from './routes/guest-routes';
import { recordRoutes, type RecordSources } from './routes/record-routes';
import { sessionRoutes } from './routes/session-routes';
import { securityHeaders } from './security-headers';
import { softphoneFiles } from './softphone-files';

export const API_PATH = '/api/v1';

export interface HttpSettings {
  /** Origins besides our own that may act with the cookie, for example a development server. */
  readonly allowedOrigins: readonly string[];
  /** express' "trust proxy": false, or which proxies in front of us may say where a request came from. */
  readonly trustProxy: boolean | number | string;
  readonly softphoneDirectory: string;
  readonly phones: PhoneAddresses;
  /** Where the centre is: IANA. */
  readonly timeZone: string;
  readonly loginLimit: RateLimitSettings;
  readonly guestLimit: RateLimitSettings;
  readonly validateResponses: boolean;
}

export interface AppDeps {
  readonly auth: Pick<AuthService, 'login' | 'logout' | 'authenticate' | 'sipLogin'>;
  readonly guests: Pick<GuestAccounts, 'open'>;
  readonly desk: DeskActions;
  readonly records: RecordSources;
  readonly operations: OperationsDeps;
  readonly apiKey: Authenticators['apiKey'];
  readonly limits: RequestLimits;
  /** Of the rooms beyond calls and customers: each makes its own. */
  readonly moreRoutes: readonly Route[];
  readonly settings: HttpSettings;
  readonly onServed?: RegisterOptions['onServed'];
  readonly logger: Logger;
}

export function createApp(deps: AppDeps): Express {
  const { settings, logger } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy);
  app.use(requestId(logger), ...securityHeaders(settings.phones));
  app.use(operationsRoutes(deps.operations));
  app.use('/api', checkOrigin(settings.allowedOrigins));
  app.use(
    API_PATH,
    registerRoutes(apiRoutes(deps), {
      authenticators: { session: (token) => deps.auth.authenticate(token), apiKey: deps.apiKey },
      limits: deps.limits,
      validateResponses: settings.validateResponses,
      ...(deps.onServed ? { onServed: deps.onServed } : {}),
    }),
  );
  app.use('/api', nothingHere);
  app.use(softphoneFiles(settings.softphoneDirectory));
  app.use(nothingHere, createErrorHandler(logger));
  return app;
}

/** Every route below /api/v1, the description of them included. */
export function apiRoutes({
  auth,
  guests,
  desk,
  records,
  moreRoutes,
  settings,
}: Omit<AppDeps, 'operations' | 'logger' | 'apiKey' | 'limits'>): Route[] {
  const loginLimit = new RateLimiter(settings.loginLimit);
  const guestLimit = new RateLimiter(settings.guestLimit);
  const { phones, timeZone } = settings;
  const routes: Route[] = [
    ...sessionRoutes({ auth, loginLimit, phones, timeZone }),
    ...guestRoutes({ guests, guestLimit, phones }),
    ...deskRoutes(desk),
    ...recordRoutes(records),
    ...moreRoutes,
    route({
      method: 'get',
      path: '/openapi.json',
      summary: 'This description',
      access: 'public',
      response: z.record(z.string(), z.unknown()),
      handler: () => document,
    }),
  ];
  const document = buildOpenApi(routes, API_PATH);
  return routes;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

function checkOrigin(allowedOrigins: readonly string[]): RequestHandler {
  return ({ method, headers }, _response, next) => {
    const { origin, host } = headers;
    const fetchSite = [headers['sec-fetch-site']].flat()[0];
    if (!SAFE_METHODS.has(method) && !isOriginAllowed({ origin, host, fetchSite }, allowedOrigins)) {
      throw new EdgeError('wrong-origin', 'This request came from another site.');
    }
    next();
  };
}

const nothingHere: RequestHandler = () => {
  throw new UserError('not-found', 'There is nothing here.');
};
