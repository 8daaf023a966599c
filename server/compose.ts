import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database } from '../db';
import type { QueueSettings } from './acd/acd-store';
import { Switches } from './calls/switches';
import { composeCalls, type CallRooms } from './compose-calls';
import { composeHttp } from './compose-http';
import type { Env } from './config/env';
import { EslSwitch } from './esl';
import { loadPack } from './ivr/load-pack';
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

const PACK = join(__dirname, 'ivr', 'packs', '1000');
const SOUNDS = join(__dirname, '..', 'freeswitch', 'sounds');

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
  const rooms = callRooms(env, database, stores, switches, queues, logger);
  const eslSwitches = connectSwitches(env, resources, stores, rooms, logger);
  for (const each of eslSwitches) switches.add(each);

  const edge = composeHttp({
    env,
    resources,
    stores,
    records: { ...database, queueFigures: () => stores.acd.queueFigures() },
    actions: rooms.actions,
    operations: {
      readiness: () =>
        readiness({ database, redis, resources, switches, reads: (id) => rooms.switchboard.reads(id) }),
      metrics: createMetrics({ ...stores, switches, logger }),
    },
    callPageKey,
    logger: logger.child({ room: 'http' }),
  });
  // A name that survives a restart finds at once what the last process had not finished.
  const consumer = env.KILOLINE_INSTANCE ?? 'projector-1';
  return running({ consumer, edge, rooms, stores, redis, database, eslSwitches, logger });
}

function callRooms(
  env: Env,
  database: Database,
  stores: RedisStores,
  switches: Switches,
  queues: readonly QueueSettings[],
  logger: Logger,
): CallRooms {
  const pack = loadPack({
    directory: PACK,
    soundsDirectory: SOUNDS,
    queues: queues.map((queue) => queue.queueId),
  });
  const byId = new Map<string, QueueSettings>(queues.map((queue) => [queue.queueId, queue]));
  return composeCalls({
    stores,
    switches,
    customers: database.customers,
    queueOf: (queueId) => byId.get(queueId),
    packFor: () => pack,
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
  logger: Logger,
): EslSwitch[] {
  const owner = env.KILOLINE_INSTANCE ?? `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  return resources.switches.map(
    (address) =>
      new EslSwitch({
        id: address.id,
        ...address.esl,
        soundsDir: address.soundsDir,
        domain: env.SIP_DOMAIN,
        trunk: env.TRUNK_PROXY ?? null,
        lease: stores.lease,
        owner,
        listener: rooms.switchboard.listenerFor(address.id),
        now: Date.now,
        tuning: env.SWITCH_WATCHDOG ? {} : { stallLimitMs: 0 },
        logger: logger.child({ room: 'esl' }),
      }),
  );
}

interface Built {
  readonly consumer: string;
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

function running({ consumer, edge, rooms, stores, redis, database, eslSwitches, logger }: Built): Kiloline {
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
      stops.push(every(RENEW_GUARDS_MS, 'guards', () => rooms.renewGuards(), logger));
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
