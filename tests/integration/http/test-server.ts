import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { AuthService } from '../../../server/auth/auth.service';
import { CredentialCheck } from '../../../server/auth/credential-check';
import { GuestAccounts } from '../../../server/auth/guest-accounts';
import { createPasswordHasher } from '../../../server/auth/password';
import type { UserRecord } from '../../../server/auth/ports';
import { SipCredentials } from '../../../server/auth/sip-credentials';
import type { Readiness } from '../../../server/contract/readiness';
import type { CentrePicture } from '../../../server/contract/wallboard';
import type { QueueFiguresView, Role } from '../../../server/contract/rest';
import { createApp, createUpgradeGate, isSameSecret, type Route } from '../../../server/http';
import { createLogger } from '../../../server/logging';
import {
  defaultGatewaySettings,
  Gateway,
  type GatewaySettings,
  type ParkedForSome,
} from '../../../server/realtime';
import { InMemoryAgentStore } from '../../fakes/in-memory-agent-store';
import {
  InMemoryLoginGuard,
  InMemorySessionStore,
  InMemorySipAccountStore,
  InMemoryUserStore,
} from '../../fakes/in-memory-auth';
import { InMemoryRequestBudget } from '../../fakes/in-memory-request-budget';
import { InMemoryEventStream } from '../../fakes/in-memory-event-stream';
import { InMemoryCallHistory, InMemoryCustomerDirectory } from '../../fakes/in-memory-records';
import { RecordingDeskActions } from '../../fakes/recording-desk-actions';

export const PASSWORD = 'correct horse';
export const DOMAIN = 'kiloline.test';
export const CALL_PAGE_KEY = 'the-key-of-the-call-page';
export const API_KEY = 'kl_key-of-the-tests';
export const SESSION_TTL_MS = 3_600_000;

/** Cheap on purpose: the cost of a hash is not what these tests are about. */
const passwords = createPasswordHasher({ memoryKiB: 64, iterations: 2 });

export const readyState: Readiness = {
  status: 'ready',
  database: { kind: 'postgres', address: 'private', state: 'up' },
  redis: { kind: 'redis', address: 'private', state: 'up' },
  switches: [],
};

export interface TestServerOptions {
  readonly gateway?: Partial<GatewaySettings>;
  readonly loginLimit?: number;
  readonly guestLimit?: number;
  readonly requestsPerKey?: number;
  readonly moreRoutes?: readonly Route[];
  readonly hasSwitch?: boolean;
  readonly softphoneDirectory?: string;
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

function fakes() {
  return {
    sessions: new InMemorySessionStore(),
    sipAccounts: new InMemorySipAccountStore(),
    agents: new InMemoryAgentStore(),
    events: new InMemoryEventStream(),
    desk: new RecordingDeskActions(),
    calls: new InMemoryCallHistory(),
    customers: new InMemoryCustomerDirectory(),
    /** Replaced by tests. */
    state: {
      readiness: readyState,
      queues: [] as QueueFiguresView[],
      centre: anEmptyCentre(),
      centresMade: 0,
    },
    presence: [] as string[],
    parked: [] as ParkedForSome[],
  };
}

export async function startTestServer(options: TestServerOptions = {}) {
  const world = fakes();
  const logger = createLogger({ level: 'silent', pretty: false });
  const users = new InMemoryUserStore([
    await aUser('1001', 'agent', '1001'),
    await aUser('1002', 'agent', '1002'),
    await aUser('2001', 'supervisor', null),
    await aUser('admin', 'admin', null),
    { ...(await aUser('1009', 'agent', '1009')), disabled: true },
  ]);
  const sipCredentials = new SipCredentials({
    accounts: world.sipAccounts,
    agents: world.agents,
    domain: DOMAIN,
  });
  const auth = new AuthService({
    credentials: new CredentialCheck({ users, guard: new InMemoryLoginGuard(), passwords }),
    sipCredentials,
    sessions: world.sessions,
    agents: world.agents,
    onSessionEnded: (sessionId, reason) => gateway.endSession(sessionId, reason),
    sessionTtlMs: SESSION_TTL_MS,
  });
  /** Its `desk` may be replaced by a test. */
  const deskSource = { desk: world.desk.desk };
  const queueFigures = () => Promise.resolve(world.state.queues);
  const app = createApp({
    auth,
    guests: new GuestAccounts({
      accounts: world.sipAccounts,
      domain: DOMAIN,
      isRightKey: (key) => isSameSecret(key, CALL_PAGE_KEY),
    }),
    desk: world.desk,
    records: { calls: world.calls, customers: world.customers, queueFigures },
    operations: {
      readiness: () => Promise.resolve(world.state.readiness),
      metrics: new Registry(),
      metricsToken: 'metrics-token',
    },
    apiKey: (secret) =>
      Promise.resolve(secret === API_KEY ? { keyId: 'k1', name: 'crm', scopes: ['calls:read'] } : null),
    limits: {
      budget: new InMemoryRequestBudget(),
      perKey: { limit: options.requestsPerKey ?? 1000, windowMs: 60_000 },
      perSession: { limit: 1000, windowMs: 60_000 },
    },
    moreRoutes: options.moreRoutes ?? [],
    settings: {
      allowedOrigins: ['http://desk.example'],
      trustProxy: false,
      softphoneDirectory: options.softphoneDirectory ?? '/nonexistent',
      phones: {
        urlFor: (_who, hostname) => (options.hasSwitch === false ? null : `ws://${hostname}:5066`),
        all: (hostname) => (options.hasSwitch === false ? [] : [`ws://${hostname}:5066`]),
      },
      timeZone: 'Asia/Shanghai',
      loginLimit: { limit: options.loginLimit ?? 1000, windowMs: 60_000 },
      guestLimit: { limit: options.guestLimit ?? 1000, windowMs: 60_000 },
      validateResponses: true,
    },
    logger,
  });
  const server = createServer(app);
  const gateway = new Gateway({
    upgrade: { authenticate: (token) => auth.authenticate(token), ...createUpgradeGate([]) },
    events: world.events,
    sources: {
      desk: (agentId) => deskSource.desk(agentId),
      queueFigures,
      parked: () => Promise.resolve(world.parked),
      centre: () => {
        world.state.centresMade += 1;
        return Promise.resolve(world.state.centre);
      },
      endOfSession: (session) => auth.endOf(session),
    },
    hooks: {
      onAgentSocketOpened: (agentId) => void world.presence.push(`opened ${agentId}`),
      onPhoneAlive: (agentId) => void world.presence.push(`alive ${agentId}`),
      onAgentSocketClosed: (agentId, left) => void world.presence.push(`closed ${agentId} ${left}`),
    },
    settings: { ...defaultGatewaySettings, ...options.gateway },
    logger,
  });
  await gateway.start();
  gateway.attach(server);
  const port = await listen(server);
  return {
    ...world,
    auth,
    deskSource,
    sipCredentials,
    gateway,
    port,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await gateway.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const anEmptyCentre = (): CentrePicture => ({
  ...{ at: 0, queues: [], agents: [], ivr: [], switches: [], orders: [] },
});

async function aUser(login: string, role: Role, agentId: string | null): Promise<UserRecord> {
  const passwordHash = await passwords.hash(PASSWORD);
  return {
    userId: `user-${login}`,
    login,
    displayName: `User ${login}`,
    role,
    agentId,
    passwordHash,
    disabled: false,
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
