import type { Registry } from 'prom-client';
import type { Database } from '../db';
import type { Callback } from './acd/callback-store';
import { dayOfAgent } from './agents/agent-days';
import type { PackCatalog } from './ivr/pack-catalog';
import type { FaxListener, FaxSwitch } from './calls/fax-switch';
import { composeConnectors } from './compose-connectors';
import { composeCrm } from './compose-crm';
import { composeFax } from './compose-fax';
import { composeIntegration } from './compose-integration';
import { composeFlow, type FlowParts } from './compose-ivr';
import { composeJobs } from './compose-jobs';
import { composeMaintenance } from './compose-maintenance';
import { composePacks } from './compose-packs';
import type { QueuesRoom } from './compose-queues';
import { composeQuality } from './compose-quality';
import { composeRecordings } from './compose-recordings';
import { composeSelfService } from './compose-selfservice';
import { composeSounds } from './compose-sounds';
import { composeTexts } from './compose-texts';
import { composeTracing } from './compose-tracing';
import { composeTickets, type TicketsInput, type TicketsRoom } from './compose-tickets';
import type { Env } from './config/env';
import type { DeskFigures } from './contract/tickets';
import type { Route } from './http';
import { openPersonalTaskRoutes } from './compose-personal-tasks';
import { composeReports } from './compose-reports';
import { agentDayRoute } from './http/routes/agent-day-route';
import { textRoutes } from './http/routes/text-routes';
import { timelineRoute } from './http/routes/timeline-route';
import type { ApiKeys } from './integration/api-keys';
import { nodeNames } from './ivr/node-names';
import type { Logger } from './logging';
import { eventCounter } from './metrics';
import type { RedisStores } from './redis';
import type { LastingJobs } from './scheduling/lasting-jobs';
import type { Resources } from './resources';
import type { Callbacks } from './selfservice/ports';
import type { DebtOfCall } from './selfservice/debt';
import type { TicketService } from './tickets/ticket-service';

export type Stop = () => Promise<void>;

/** What the rooms of the service line stand on. */
export interface Ground {
  readonly env: Env;
  readonly resources: Resources;
  readonly database: Database;
  readonly stores: RedisStores;
  readonly queues: QueuesRoom;
  readonly metrics: Registry;
  readonly secretKey: string;
  /** The demo's data are wanted. */
  readonly isDemo: boolean;
  /** This server's name among those that read the events. */
  readonly consumer: string;
  readonly logger: Logger;
  /** Rooms that are built after these, and on them. */
  readonly later: {
    readonly dial: TicketsInput['dial'];
    readonly faxSwitches: () => readonly FaxSwitch[];
    readonly callbacks: Callbacks;
  };
}

export interface Services {
  readonly flow: FlowParts;
  readonly faxLines: FaxListener;
  readonly apiKeys: ApiKeys;
  /** An order for whoever is to see to a callback that was given up. */
  readonly callbackTask: (callback: Callback) => Promise<void>;
  /** Makes work orders for other rooms, and knows their types. */
  readonly workOrders: Pick<TicketsRoom, 'tickets' | 'orders'>;
  /** What lies at each desk, for the wall board. */
  readonly orderFigures: () => Promise<readonly DeskFigures[]>;
  readonly jobs: LastingJobs;
  readonly routes: readonly Route[];
  /** Begun in this order; each answers with its stop. */
  readonly inBackground: readonly (() => Stop | Promise<Stop>)[];
}

/** The rooms behind the calls: business system, work orders, fax, self-service, packs, sounds, other systems. */
export async function composeServices(ground: Ground): Promise<Services> {
  const { env, database, stores, queues, secretKey, consumer, logger } = ground;
  const office = await composeBackOffice(ground);
  const line = await composeServiceLine(ground, office);
  const integration = composeIntegration({
    env,
    records: database,
    events: stores.events,
    jobs: office.jobs,
    secretKey,
    consumer,
    logger: logger.child({ room: 'integration' }),
  });
  const { connectors, texts, tickets, fax, jobs } = office;
  const { selfService, packs, sounds, flow } = line;
  const maintenance = composeMaintenance({
    maintenance: database.maintenance,
    library: () => sounds.library,
    jobs,
    logger: logger.child({ room: 'maintenance' }),
  });
  const reports = composeReports(ground, jobs, logger.child({ room: 'reports' }));
  const ofTalks = composeOfTalks(ground, jobs, packs.catalog);
  return {
    flow,
    faxLines: fax.lines,
    callbackTask: (callback) => callbackTask(tickets.tickets, callback),
    apiKeys: integration.apiKeys,
    jobs,
    workOrders: tickets,
    orderFigures: () => tickets.orders.figures(null),
    routes: [
      ...composeCrm(database),
      agentDayRoute(dayOfAgent(database.agentDays, env.TIME_ZONE)),
      timelineRoute({ calls: database.callHistory, nodeName: nodeNames(() => flow.packs) }),
      ...openPersonalTaskRoutes(database, stores.events),
      ...textRoutes({ texts: texts.texts, serials: tickets.serialTexts }),
      ...[
        ...[queues, maintenance, tickets, packs, sounds, connectors, selfService, fax, integration],
        ...ofTalks,
        reports,
      ].flatMap((room) => room.routes),
    ],
    inBackground: [
      ...composeTracing({ env, database, jobs, consumer, events: stores.events }),
      () => stores.events.follow(eventCounter(ground.metrics)),
      ...[
        ...[queues, sounds, maintenance, tickets, texts, packs, connectors, selfService, fax, integration],
        ...ofTalks,
        reports,
      ].map((room) => () => room.start()),
      // Last: by now every room has said what it does.
      () => {
        jobs.start();
        return () => jobs.stop();
      },
    ],
  };
}

/** What becomes of talks afterwards. */
function composeOfTalks(
  { env, resources, database, stores, queues, metrics, logger }: Ground,
  jobs: LastingJobs,
  packs: PackCatalog,
) {
  const { events } = stores;
  return [
    composeRecordings({
      ...{ env, database, jobs, events, resources, metrics, packs, queues: queues.live },
      logger: logger.child({ room: 'recordings' }),
    }),
    composeQuality({
      ...{ env, database, jobs, events, queueIds: () => queues.live.queueIds() },
      logger: logger.child({ room: 'quality' }),
    }),
  ];
}

async function composeBackOffice(ground: Ground) {
  const { env, resources, database, stores, metrics, secretKey, isDemo, logger, later } = ground;
  const jobs = composeJobs(env, resources, logger.child({ room: 'jobs' }));
  const connectors = composeConnectors({
    env,
    ownBusinessSystem: database.businessSystem,
    records: database,
    jobs,
    secretKey,
    metrics,
    logger: logger.child({ room: 'connectors' }),
  });
  if (isDemo) await connectors.seedDemoCards();
  const shared = { env, database, calls: stores.calls, events: stores.events, jobs };
  const texts = composeTexts({
    ...{ env, jobs, metrics, isDemo },
    store: database.texts,
    events: stores.events,
    logger: logger.child({ room: 'texts' }),
  });
  const tickets = composeTickets({
    ...shared,
    texting: texts.texting,
    dial: later.dial,
    secretKey,
    logger: logger.child({ room: 'tickets' }),
  });
  const fax = composeFax({
    ...shared,
    tickets: tickets.tickets,
    switches: later.faxSwitches,
    logger: logger.child({ room: 'fax' }),
  });
  return { connectors, jobs, texts, tickets, fax };
}

async function composeServiceLine(
  { env, database, stores, queues, secretKey, isDemo, logger, later }: Ground,
  { connectors, tickets, fax }: Awaited<ReturnType<typeof composeBackOffice>>,
) {
  const sounds = composeSounds({
    env,
    packs: () => flow.packs.current(),
    records: database.maintenance.soundRecords,
    logger: logger.child({ room: 'sounds' }),
  });
  const selfService = composeSelfService({
    env,
    database,
    business: connectors.business,
    payment: connectors.payment,
    debtOfCall: debtOfCall({ env, database, stores }),
    tickets: tickets.tickets,
    fax: fax.sending,
    serialTexts: tickets.serialTexts,
    queueRoom: {
      roomIn: (queueId) => queues.roomIn(queueId),
      isRecorded: (queueId) => (queues.live.settingsOf(queueId)?.recording ?? 'off') !== 'off',
    },
    callbacks: later.callbacks,
    library: () => sounds.library,
    secretKey,
    logger: logger.child({ room: 'selfservice' }),
  });
  const packs = await composePacks({
    env,
    store: database.packs,
    events: stores.events,
    queues: () => queues.live.queueIds(),
    services: selfService.services.map(({ spec }) => spec),
    useOrderTypes: (configs) => tickets.useTypes(configs),
    library: () => sounds.library,
    logger: logger.child({ room: 'packs' }),
  });
  // After the packs, whose types the demo's orders have.
  if (isDemo) await tickets.seedDemo();
  const flow: FlowParts = composeFlow({ secretKey, packs: packs.catalog, services: selfService.services });
  return { sounds, selfService, packs, flow };
}

/** Where bills are another system's, campaigns find nobody by them. */
const debtOfCall =
  ({ env, database, stores }: Pick<Ground, 'env' | 'database' | 'stores'>): DebtOfCall =>
  async (callId) => {
    const attempt = env.BUSINESS_SYSTEM === 'own' ? (await stores.calls.get(callId))?.attempt : null;
    const billId = attempt ? await database.contactSources.billOf(attempt.contactId) : null;
    return billId === null ? null : database.businessSystem.debt(billId);
  };

/** Once for each callback, however often it is asked for. */
async function callbackTask(tickets: TicketService, callback: Callback): Promise<void> {
  const { callbackId, queueId, ofCallId, customerId, language } = callback;
  await tickets.create({
    requestId: `callback.${callbackId}`,
    type: 'callback',
    createdBy: { kind: 'system', id: 'callback' },
    ...(ofCallId === null ? {} : { callId: ofCallId }),
    customerId,
    language,
    contactNumber: callback.dialled,
    subject: callback.topic ?? '',
    fields: { queue: queueId },
  });
}
