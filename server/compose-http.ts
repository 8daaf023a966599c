import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { QueueFigures } from './acd/acd-store';
import { AuthService, createPasswordHasher, CredentialCheck, GuestAccounts, SipCredentials } from './auth';
import type { SessionEnd } from './auth/auth.service';
import { UserAccounts, type UserAccountStore } from './auth/user-accounts';
import type { LoginGuard, Session, SessionStore, SipAccountStore, UserStore } from './auth/ports';
import type { AgentStore } from './agents/agent-store';
import type { Leaving } from './agents/leaving';
import type { CallHistory } from './calls/call-history';
import type { Switches } from './calls/switches';
import type { Env } from './config/env';
import type { Readiness } from './contract/readiness';
import type { CustomerDirectory } from './crm/customer-directory';
import { OperationalError } from './errors';
import type { EventStream } from './events/event-stream';
import type { ApiKeys } from './integration/api-keys';
import type { RequestBudget } from './integration/request-budget';
import {
  createApp,
  createDirectoryListener,
  createUpgradeGate,
  isSameSecret,
  type DeskActions,
  type Route,
} from './http';
import { userRoutes } from './http/routes/user-routes';
import type { Logger } from './logging';
import { requestTimer } from './metrics';
import { every } from './periodic';
import { defaultGatewaySettings, Gateway, type GatewayHooks, type GatewaySources } from './realtime';
import { phoneAddresses } from './phone-addresses';
import type { Resources } from './resources';
import type { Registry } from 'prom-client';

export interface HttpEdgeInput {
  /** A page with this agent's phone gave a sign of life; returns at once and never throws. */
  readonly onPhoneAlive: GatewayHooks['onPhoneAlive'];
  readonly env: Env;
  readonly resources: Resources;
  readonly switches: Switches;
  readonly stores: {
    readonly agents: AgentStore;
    readonly events: EventStream;
    readonly sessions: SessionStore;
    readonly sipAccounts: SipAccountStore;
    readonly loginGuard: LoginGuard;
    readonly requestBudget: RequestBudget;
  };
  readonly records: {
    readonly users: UserStore & UserAccountStore;
    readonly customers: CustomerDirectory;
    readonly callHistory: CallHistory;
    readonly queueFigures: () => Promise<readonly QueueFigures[]>;
  };
  readonly actions: DeskActions;
  readonly parked: GatewaySources['parked'];
  readonly centre: GatewaySources['centre'];
  readonly apiKeys: ApiKeys;
  readonly leaving: Pick<Leaving, 'before'>;
  /** Of the rooms beyond calls and customers. */
  readonly moreRoutes: readonly Route[];
  readonly operations: { readonly readiness: () => Promise<Readiness>; readonly metrics: Registry };
  /** null: nobody may phone from the call page. */
  readonly callPageKey: string | null;
  readonly logger: Logger;
}

export interface HttpEdge {
  /** The directory first, for the switch asks it as soon as a softphone signs on. Answers with the page's port. */
  start(): Promise<number>;
  stop(): Promise<void>;
  readonly logOutAgent: AuthService['logOutAgent'];
}

/** Everything that listens: page and API, events, and the switch's directory. */
export function composeHttp(input: HttpEdgeInput): HttpEdge {
  const { env, resources, stores, logger } = input;
  const sip = new SipCredentials({
    accounts: stores.sipAccounts,
    agents: stores.agents,
    domain: env.SIP_DOMAIN,
  });
  const auth = createAuth(input, sip, (sessionId, reason) => gateway.endSession(sessionId, reason));
  const allowedOrigins =
    env.KILOLINE_PUBLIC_URL === undefined ? [] : [new URL(env.KILOLINE_PUBLIC_URL).origin];
  const gateway = createGateway(input, auth, allowedOrigins);
  const server = createServer(createPage(input, auth, allowedOrigins));
  gateway.attach(server);
  const directory = createDirectoryListener({
    findAccount: (user) => sip.findLive(user),
    domain: env.SIP_DOMAIN,
    credentials: { user: resources.directory.user, password: resources.directory.password },
    logger,
  });
  let stopSweeping = (): Promise<void> => Promise.resolve();
  return {
    logOutAgent: (agentId) => auth.logOutAgent(agentId),
    start: async () => {
      stopSweeping = every(SWEEP_MS, 'expired logins', () => auth.logOutExpired(), logger);
      await directory.start(resources.directory.port, resources.directory.host);
      await gateway.start();
      return listen(server, env.KILOLINE_PORT, env.KILOLINE_HOST);
    },
    stop: async () => {
      await stopSweeping();
      await gateway.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await directory.stop();
    },
  };
}

const SWEEP_MS = 30_000;

function createAuth(
  { env, stores, records, leaving }: HttpEdgeInput,
  sipCredentials: SipCredentials,
  onSessionEnded: (sessionId: string, reason: SessionEnd) => void,
): AuthService {
  return new AuthService({
    credentials: new CredentialCheck({
      users: records.users,
      guard: stores.loginGuard,
      passwords: createPasswordHasher(),
    }),
    sipCredentials,
    sessions: stores.sessions,
    agents: {
      ...stores.agents,
      logOut: async (agentId, ...how) => {
        await leaving.before(agentId);
        return stores.agents.logOut(agentId, ...how);
      },
    },
    onSessionEnded,
    sessionTtlMs: env.SESSION_TTL_S * 1000,
  });
}

function createGateway(
  { stores, records, actions, parked, centre, onPhoneAlive, logger }: HttpEdgeInput,
  auth: AuthService,
  allowed: readonly string[],
): Gateway {
  return new Gateway({
    upgrade: {
      authenticate: (token) => auth.authenticate(token),
      ...createUpgradeGate(allowed),
    },
    events: stores.events,
    sources: {
      desk: (agentId) => actions.desk(agentId),
      queueFigures: records.queueFigures,
      parked,
      centre,
      endOfSession: (session: Session) => auth.endOf(session),
    },
    // Presence follows the softphone's registration, which ends with the tab as the socket does.
    hooks: {
      onAgentSocketOpened: () => undefined,
      onAgentSocketClosed: () => undefined,
      onPhoneAlive,
    },
    settings: defaultGatewaySettings,
    logger,
  });
}

function createPage(
  {
    env,
    resources,
    switches,
    stores,
    records,
    actions,
    apiKeys,
    moreRoutes,
    operations,
    callPageKey,
    logger,
  }: HttpEdgeInput,
  auth: AuthService,
  allowedOrigins: readonly string[],
) {
  return createApp({
    auth,
    guests: new GuestAccounts({
      accounts: stores.sipAccounts,
      domain: env.SIP_DOMAIN,
      isRightKey: (key) => callPageKey !== null && isSameSecret(key, callPageKey),
    }),
    desk: actions,
    records: { calls: records.callHistory, customers: records.customers, queueFigures: records.queueFigures },
    operations: { ...operations, metricsToken: env.KILOLINE_METRICS_TOKEN ?? null },
    onServed: requestTimer(operations.metrics),
    apiKey: (secret) => apiKeys.authenticate(secret),
    limits: { budget: stores.requestBudget, ...requestLimits(env) },
    moreRoutes: [...moreRoutes, ...userRoutes(accountsOf(records.users, auth, logger))],
    settings: {
      allowedOrigins,
      trustProxy: env.KILOLINE_PUBLIC_URL === undefined ? false : 'loopback',
      softphoneDirectory: join(__dirname, '..', 'softphone', 'dist'),
      phones: phoneAddresses(resources.switches, switches),
      timeZone: env.TIME_ZONE,
      loginLimit: { limit: 30, windowMs: 60_000 },
      guestLimit: { limit: 10, windowMs: 60_000 },
      validateResponses: false,
    },
    logger,
  });
}

const accountsOf = (store: UserAccountStore, auth: AuthService, logger: Logger): UserAccounts =>
  new UserAccounts({
    store,
    passwords: createPasswordHasher(),
    endSessions: (userId, exceptSessionId) => auth.endSessionsOf(userId, exceptSessionId),
    logger,
  });

/** A desk asks a few times a second at most; a system with a key as often as its operator allows. */
const requestLimits = (env: Env) => ({
  perKey: { limit: env.API_KEY_REQUESTS_PER_MINUTE, windowMs: 60_000 },
  perSession: { limit: 1200, windowMs: 60_000 },
});

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (cause: Error): void => reject(cannotListen(port, host, cause));
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function cannotListen(port: number, host: string, cause: Error): OperationalError {
  const why =
    'code' in cause && cause.code === 'EADDRINUSE' ? 'another program has that port' : cause.message;
  return new OperationalError('part-failed', `The server cannot listen on ${host}:${port}: ${why}.`, {
    cause,
    retryable: false,
  });
}
