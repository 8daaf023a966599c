import { randomUUID } from 'node:crypto';
import type { Registry } from 'prom-client';
import { createDatabase, type Database } from '../db';
import type { Leaving } from './agents/leaving';
import { defaultBreakReasons, type BreakReasons } from './agents/break-reasons';
import type { OutboundSettings } from './calls/outbound.service';
import { Switches } from './calls/switches';
import { openCallbackRoutes } from './compose-callbacks';
import { composeCalls, type CallRooms } from './compose-calls';
import { composeHttp } from './compose-http';
import { composeLeaving } from './compose-leaving';
import { composeOutbound, type OutboundRoom } from './compose-outbound';
import { ListeningFiles } from './outbound/amd/listening-files';
import { CampaignOrders } from './outbound/campaign-orders';
import { composeQueues } from './compose-queues';
import { composeServices, type Services } from './compose-services';
import { composeSwitches } from './compose-switches';
import { composeTeam } from './compose-team';
import { composeWallboard } from './compose-wallboard';
import { dialPolicyOf, type Env } from './config/env';
import { queueId, type SwitchId } from './contract/ids';
import { numberKey, type NumberFormat } from './crm/number-matching';
import type { EslSwitch } from './esl';
import { acdRoutes } from './http/routes/acd-routes';
import { callWaitingRoutes } from './http/routes/call-waiting-routes';
import { parkingRoutes } from './http/routes/parking-routes';
import type { Logger } from './logging';
import { createMetrics, recordingFaultCounter, repairCounter } from './metrics';
import { every } from './periodic';
import { SERVED_EVERY_MS } from './measures/served-marks';
import type { LiveQueues } from './queues/versions/live-queues';
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

async function openDatabase({ env, resources, logger, demoPassword }: ComposeInput): Promise<Database> {
  const database = await createDatabase({
    address: resources.database,
    numberFormat: numberFormat(env),
    timeZone: env.TIME_ZONE,
    measures: {
      shortAbandonMs: env.SHORT_ABANDON_S * 1000,
      repeatWithinMs: env.REPEAT_CALL_DAYS * 86_400_000,
    },
    logger: logger.child({ room: 'db' }),
  });
  await database.migrate();
  if (demoPassword !== null) await database.seedDemo({ password: demoPassword, resetPasswords: true });
  return database;
}

/** The only place that builds anything. The order of construction is the architecture. */
export async function compose(input: ComposeInput): Promise<Kiloline> {
  const { env, resources, logger, demoPassword, callPageKey } = input;
  const database = await openDatabase(input);
  const redis = await createRedis({ address: resources.redis, logger: logger.child({ room: 'redis' }) });
  const stores = await createRedisStores(redis, { logger, prefix: `${env.REDIS_PREFIX}{acd:main}:` });
  const queues = await composeQueues({
    ...{ ...database, ...stores, isDemo: demoPassword !== null },
    packs: () => services.flow.packs.current(),
    logger: logger.child({ room: 'queues' }),
  });

  const switches = new Switches();
  const metrics = createMetrics({ ...stores, switches, recordingsDirs: dirsOf(resources), logger });
  // A name that survives a restart finds at once what the last process had not finished.
  const consumer = env.KILOLINE_INSTANCE ?? 'projector-1';
  const services = await composeServices({
    ...{ env, resources, database, stores, queues, metrics, consumer, logger },
    secretKey: input.secretKey,
    isDemo: demoPassword !== null,
    later: {
      dial: (agent, request) => rooms.actions.dial(agent, request),
      faxSwitches: () => eslSwitches.map((each) => each.fax),
      callbacks: { request: (wish) => rooms.callbacks.request({ ...wish, queueId: queueId(wish.queueId) }) },
    },
  });
  const leaving = composeLeaving({ stores, database, queues: queues.live, logger });
  const parts = {
    ...{ env, database, stores, switches, services, metrics, leaving, logger, queues: queues.live },
    listeningFiles: listeningFilesOf(resources, logger),
  };
  const rooms = callRooms(parts);
  const eslSwitches = composeSwitches({
    ...{ env, resources, stores, rooms, logger, faxListener: services.faxLines },
  });
  for (const each of eslSwitches) switches.add(each);

  const reads = (id: SwitchId) => rooms.switchboard.reads(id);
  const wallboard = composeWallboard({ ...parts, reads });
  const outbound = campaigns({ ...parts, rooms, consumer });
  const edge = composeHttp({
    apiKeys: services.apiKeys,
    leaving,
    moreRoutes: [
      ...services.routes,
      ...callRoutes(stores, rooms),
      ...[...wallboard.routes, ...outbound.routes],
      ...composeTeam({ rooms, stores, database, queues, logOut: (agentId) => edge.logOutAgent(agentId) }),
    ],
    ...{ env, resources, switches, stores },
    records: { ...database, queueFigures: () => stores.acd.queueFigures() },
    actions: rooms.actions,
    parked: () => rooms.parkingDesk.all(),
    centre: () => wallboard.centre.now(),
    onPhoneAlive: (agentId) => void rooms.acd.onPhoneAlive(agentId).catch(() => undefined),
    operations: {
      readiness: () => readiness({ database, redis, resources, switches, reads }),
      metrics,
    },
    ...{ callPageKey, logger: logger.child({ room: 'http' }) },
  });
  const inBackground = [...services.inBackground, () => wallboard.start(), () => outbound.start()];
  return running({ consumer, inBackground, edge, rooms, stores, redis, database, eslSwitches, logger });
}

const dirsOf = ({ switches }: Resources): readonly string[] =>
  switches.map(({ recordingsDir }) => recordingsDir);

const listeningFilesOf = ({ switches }: Resources, logger: Logger): ListeningFiles =>
  new ListeningFiles(new Map(switches.map(({ id, recordingsDir }) => [id, recordingsDir])), logger);

const campaigns = ({
  env,
  services,
  rooms,
  ...parts
}: CallRoomsParts & { readonly rooms: CallRooms; readonly consumer: string }): OutboundRoom =>
  composeOutbound({
    ...{
      ...parts,
      env,
      packs: services.flow.packs,
      ending: rooms.ending,
      outbound: rooms.outbound,
      workOrders: services.workOrders,
    },
    ...{ dialling: outboundSettings(env), numberFormat: numberFormat(env) },
  });

const callRoutes = (stores: RedisStores, rooms: CallRooms) => [
  ...acdRoutes(stores.acd),
  ...openCallbackRoutes(stores.callbacks, rooms.callbacks),
  ...parkingRoutes(rooms.parkingDesk),
  ...callWaitingRoutes(rooms.callWaiting),
];

const numberFormat = (env: Env): NumberFormat => ({
  region: env.NUMBER_REGION,
  areaCode: env.NUMBER_AREA_CODE ?? null,
});

const outboundSettings = (env: Env): OutboundSettings => ({
  hasTrunk: env.TRUNK_PROXY !== undefined,
  policy: dialPolicyOf(env),
  callerNumber: env.OUTBOUND_CALLER_NUMBER,
  ringTimeoutS: env.OUTBOUND_RING_TIMEOUT_S,
  wrapUpS: env.DIALLED_WRAP_UP_S,
  idleClock: env.DIALLED_IDLE_CLOCK,
  recording: env.DIALLED_RECORDING,
});

interface CallRoomsParts {
  readonly env: Env;
  readonly database: Database;
  readonly stores: RedisStores;
  readonly switches: Switches;
  readonly queues: LiveQueues;
  readonly services: Pick<Services, 'flow' | 'callbackTask' | 'workOrders'>;
  readonly metrics: Registry;
  readonly leaving: Leaving;
  readonly listeningFiles: ListeningFiles;
  readonly logger: Logger;
}

function callRooms({
  env,
  database,
  stores,
  switches,
  queues,
  services: { flow, callbackTask },
  metrics,
  leaving,
  listeningFiles,
  logger,
}: CallRoomsParts): CallRooms {
  return composeCalls({
    listeningFiles,
    stores,
    switches,
    customers: database.customers,
    orders: new CampaignOrders({ campaigns: database.campaigns, contacts: database.deskContacts }),
    sticky: database.stickyAgents,
    queueOf: (queueId) => queues.settingsOf(queueId),
    breakReasons: () => breakReasonsOf(queues),
    leaving,
    flow,
    callbacks: {
      numberKey: (number) => numberKey(number, numberFormat(env)) ?? number,
      makeTask: callbackTask,
    },
    dispositionCodes: async () => (await database.callHistory.dispositions()).map((each) => each.code),
    settings: {
      outbound: outboundSettings(env),
      fallbackS: env.FALLBACK_S,
      roundMs: ROUND_MS,
      onRepair: repairCounter(metrics),
      onRecordingFault: recordingFaultCounter(metrics),
      agentAwayS: env.AGENT_AWAY_S,
      showListeners: env.SHOW_LISTENERS,
      newId: randomUUID,
      logger: logger.child({ room: 'calls' }),
    },
  });
}

const breakReasonsOf = ({ config }: LiveQueues): ReturnType<BreakReasons> =>
  Object.keys(config.breakReasons).length > 0 ? config.breakReasons : defaultBreakReasons;

interface Built {
  readonly consumer: string;
  /** Begun with the rest; each answers with its stop. */
  readonly inBackground: Services['inBackground'];
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
const PRESENCE_MS = 1000;
const RENEW_GUARDS_MS = 15_000;
const COMFORT_MS = 1000;
/** Two of these pass before anything is mended. */
const ROUND_MS = 3000;

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
      const missAgents = () => rooms.away.tick((call) => rooms.switchboard.reads(call.switchId));
      stops.push(every(TICK_MS, 'agents away', missAgents, logger));
      stops.push(every(PRESENCE_MS, 'breaks', () => rooms.presence.tick(), logger));
      stops.push(every(COMFORT_MS, 'callbacks', () => rooms.callbacks.tick(), logger));
      const giveBack = () => rooms.waiting.tick((call) => rooms.switchboard.reads(call.switchId));
      stops.push(every(COMFORT_MS, 'waiting callers', giveBack, logger));
      const heedLimits = () => rooms.waiting.tickLimits((call) => rooms.switchboard.reads(call.switchId));
      stops.push(every(TICK_MS, 'limited waits', heedLimits, logger));
      const tellPositions = () => rooms.acd.tellPositions((call) => rooms.switchboard.reads(call.switchId));
      stops.push(every(COMFORT_MS, 'positions', tellPositions, logger));
      const mindParked = () => rooms.parking.tick((call) => rooms.switchboard.reads(call.switchId));
      stops.push(every(COMFORT_MS, 'parked callers', mindParked, logger));
      stops.push(
        every(SERVED_EVERY_MS, 'switches served', () => markServed(stores, rooms, eslSwitches), logger),
      );
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

/** What availability is measured by: this server reads these switches, is up to date and can command them. */
async function markServed(
  { servedMarks }: Pick<RedisStores, 'servedMarks'>,
  { switchboard }: Pick<CallRooms, 'switchboard'>,
  switches: readonly EslSwitch[],
): Promise<void> {
  for (const each of switches) if (switchboard.reads(each.id) && each.isUp()) await servedMarks.mark(each.id);
}
