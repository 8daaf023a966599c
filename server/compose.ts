import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createDatabase, type Database } from '../db';
import type { QueueSettings } from './acd/acd-store';
import type { FaxListener } from './calls/fax-switch';
import { Switches } from './calls/switches';
import { composeCalls, type CallRooms } from './compose-calls';
import { composeCrm } from './compose-crm';
import { composeConnectors } from './compose-connectors';
import { composeFax } from './compose-fax';
import { composeHttp } from './compose-http';
import { composeIntegration } from './compose-integration';
import { composeFlow, type FlowParts } from './compose-ivr';
import { composePacks } from './compose-packs';
import { composeSelfService } from './compose-selfservice';
import { composeSounds, ownSoundsDir } from './compose-sounds';
import { composeJobs } from './compose-jobs';
import { composeTickets } from './compose-tickets';
import type { Env } from './config/env';
import { EslSwitch } from './esl';
import type { Route } from './http';
import type { Logger } from './logging';
import { createMetrics } from './metrics';
import { every } from './periodic';
import { readiness } from './readiness';
import { createRedis, createRedisStores, type RedisConnection, type RedisStores } from './redis';
import type { Resources } from './resources';

export interface Kiloline {
  /** Serves from now on; answers with the port of page and API. */
  start(): Promise<number>;
  /** In reverse: no new requests, then no new events, then the stores. Calls go on on the switch. */
  stop(): Promise<void>;
}

export interface ComposeInput {
  readonly env: Env;
  readonly resources: Resources;
  readonly logger: Logger;
  /** For the demo's people; null leaves existing passwords as they are and creates no demo data. */
  readonly demoPassword: string | null;
  /** The secret in the call page's link; null: the page lets nobody call. */
  readonly callPageKey: string | null;
  /** The installation's key: see SecretBox. */
  readonly secretKey: string;
}

/** The only place that builds anything. The order of construction is the architecture. */
export async function compose(input: ComposeInput): Promise<Kiloline> {
  const { env, resources, logger, demoPassword, callPageKey } = input;
  const database = await createDatabase({
    address: resources.database,
    numberFormat: { region: env.NUMBER_REGION, areaCode: env.NUMBER_AREA_CODE ?? null },
    logger: logger.child({ room: 'db' }),
  });
  await database.migrate();
  if (demoPassword !== null) await database.seedDemo({ password: demoPassword, resetPasswords: true });
  const queues = await database.queueCatalog.list();

  const redis = await createRedis({ address: resources.redis, logger: logger.child({ room: 'redis' }) });
  const stores = await createRedisStores(redis, { logger, prefix: `${env.REDIS_PREFIX}{acd:main}:` });
  await stores.acd.applyQueues(queues);

  const switches = new Switches();
  const metrics = createMetrics({ ...stores, switches, logger });
  const connectors = composeConnectors({
    env,
    ownBusinessSystem: database.businessSystem,
    records: database,
    secretKey: input.secretKey,
    metrics,
    logger: logger.child({ room: 'connectors' }),
  });
  if (demoPassword !== null) await connectors.seedDemoCards();
  const jobs = composeJobs(env, resources, logger.child({ room: 'jobs' }));
  const tickets = composeTickets({
    env,
    database,
    calls: stores.calls,
    events: stores.events,
    jobs,
    dial: (agent, request) => rooms.actions.dial(agent, request),
    secretKey: input.secretKey,
    logger: logger.child({ room: 'tickets' }),
  });
  const fax = composeFax({
    env,
    database,
    calls: stores.calls,
    events: stores.events,
    jobs,
    tickets: tickets.tickets,
    switches: () => eslSwitches.map((each) => each.fax),
    logger: logger.child({ room: 'fax' }),
  });
  const selfService = composeSelfService({
    env,
    database,
    business: connectors.business,
    payment: connectors.payment,
    tickets: tickets.tickets,
    fax: fax.sending,
    queueFigures: () => stores.acd.queueFigures(),
    maxWaiting: (queueId) => queues.find((queue) => queue.queueId === queueId)?.maxWaiting ?? null,
    library: () => sounds.library,
    secretKey: input.secretKey,
    logger: logger.child({ room: 'selfservice' }),
  });
  const packs = await composePacks({
    env,
    store: database.packs,
    events: stores.events,
    queues: queues.map((queue) => queue.queueId),
    services: selfService.services.map(({ spec }) => spec),
    useOrderTypes: (configs) => tickets.useTypes(configs),
    library: () => sounds.library,
    logger: logger.child({ room: 'packs' }),
  });
  // After the packs, whose types the demo's orders have.
  if (demoPassword !== null) await tickets.seedDemo();
  const flow = composeFlow({
    secretKey: input.secretKey,
    packs: packs.catalog,
    services: selfService.services,
  });
  const rooms = callRooms(env, database, stores, switches, queues, flow, logger);
  const eslSwitches = connectSwitches(env, resources, stores, rooms, fax.lines, logger);
  for (const each of eslSwitches) switches.add(each);

  // A name that survives a restart finds at once what the last process had not finished.
  const consumer = env.KILOLINE_INSTANCE ?? 'projector-1';
  const integration = composeIntegration({
    env,
    records: database,
    events: stores.events,
    jobs,
    secretKey: input.secretKey,
    consumer,
    logger: logger.child({ room: 'integration' }),
  });
  const sounds = composeSounds({
    env,
    packs: () => flow.packs.current(),
    logger: logger.child({ room: 'sounds' }),
  });
  // Every room's routes; each compose-<subject>.ts makes its own.
  const moreRoutes: Route[] = [
    ...composeCrm(database),
    ...tickets.routes,
    ...packs.routes,
    ...sounds.routes,
    ...connectors.routes,
    ...selfService.routes,
    ...fax.routes,
    ...integration.routes,
  ];
  const edge = composeHttp({
    apiKeys: integration.apiKeys,
    moreRoutes,
    env,
    resources,
    stores,
    records: { ...database, queueFigures: () => stores.acd.queueFigures() },
    actions: rooms.actions,
    operations: {
      readiness: () =>
        readiness({ database, redis, resources, switches, reads: (id) => rooms.switchboard.reads(id) }),
      metrics,
    },
    callPageKey,
    logger: logger.child({ room: 'http' }),
  });
  const inBackground = [
    () => tickets.start(),
    () => packs.start(),
    () => connectors.start(),
    () => selfService.start(),
    () => fax.start(),
    () => integration.start(),
    () => startJobs(jobs),
  ];
  return running({ consumer, inBackground, edge, rooms, stores, redis, database, eslSwitches, logger });
}

type Stop = () => Promise<void>;

/** Last: by now every room has said what it does. */
function startJobs(jobs: ReturnType<typeof composeJobs>): () => Promise<void> {
  jobs.start();
  return () => jobs.stop();
}

function callRooms(
  env: Env,
  database: Database,
  stores: RedisStores,
  switches: Switches,
  queues: readonly QueueSettings[],
  flow: FlowParts,
  logger: Logger,
): CallRooms {
  const byId = new Map<string, QueueSettings>(queues.map((queue) => [queue.queueId, queue]));
  return composeCalls({
    stores,
    switches,
    customers: database.customers,
    queueOf: (queueId) => byId.get(queueId),
    flow,
    dispositionCodes: async () => (await database.callHistory.dispositions()).map((each) => each.code),
    settings: {
      outbound: {
        hasTrunk: env.TRUNK_PROXY !== undefined,
        policy: { allowed: env.OUTBOUND_ALLOW, denied: env.OUTBOUND_DENY },
        callerNumber: env.OUTBOUND_CALLER_NUMBER,
        ringTimeoutS: env.OUTBOUND_RING_TIMEOUT_S,
      },
      fallbackS: env.FALLBACK_S,
      newId: randomUUID,
      logger: logger.child({ room: 'calls' }),
    },
  });
}

function connectSwitches(
  env: Env,
  resources: Resources,
  stores: RedisStores,
  rooms: CallRooms,
  faxListener: FaxListener,
  logger: Logger,
): EslSwitch[] {
  const owner = env.KILOLINE_INSTANCE ?? `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  return resources.switches.map(
    (address) =>
      new EslSwitch({
        id: address.id,
        ...address.esl,
        soundsDir: address.soundsDir,
        ownSoundsDir: ownSoundsDir(env),
        recordingsDir: address.recordingsDir,
        domain: env.SIP_DOMAIN,
        trunk: env.TRUNK_PROXY ?? null,
        lease: stores.lease,
        owner,
        listener: rooms.switchboard.listenerFor(address.id),
        faxListener,
        now: Date.now,
        tuning: env.SWITCH_WATCHDOG ? {} : { stallLimitMs: 0 },
        logger: logger.child({ room: 'esl' }),
      }),
  );
}

interface Built {
  readonly consumer: string;
  /** Begun with the rest; each answers with its stop. */
  readonly inBackground: readonly (() => Stop | Promise<Stop>)[];
  readonly edge: ReturnType<typeof composeHttp>;
  readonly rooms: CallRooms;
  readonly stores: RedisStores;
  readonly redis: RedisConnection;
  readonly database: Database;
  readonly eslSwitches: readonly EslSwitch[];
  readonly logger: Logger;
}

/** Deadlines are looked at this often: an offer is missed at most this much late. */
const TICK_MS = 200;
const RENEW_GUARDS_MS = 15_000;
const COMFORT_MS = 1000;

function running({
  consumer,
  inBackground,
  edge,
  rooms,
  stores,
  redis,
  database,
  eslSwitches,
  logger,
}: Built): Kiloline {
  const stops: (() => Promise<void>)[] = [];
  return {
    start: async () => {
      stops.push(
        await stores.events.consume('projector', consumer, (events) => database.projector.apply(events)),
      );
      for (const each of eslSwitches) {
        stops.push(() => each.stop());
        each.start();
      }
      stops.push(every(TICK_MS, 'deadlines', () => rooms.acd.tick(), logger));
      const tellPositions = () => rooms.acd.tellPositions((call) => rooms.switchboard.reads(call.switchId));
      stops.push(every(COMFORT_MS, 'positions', tellPositions, logger));
      stops.push(every(RENEW_GUARDS_MS, 'guards', () => rooms.renewGuards(), logger));
      for (const begin of inBackground) stops.push(await begin());
      const port = await edge.start();
      stops.push(() => edge.stop());
      return port;
    },
    stop: async () => {
      for (const stop of stops.splice(0).reverse()) await stop();
      await rooms.switchboard.idle();
      redis.close();
      await database.close();
    },
  };
}
