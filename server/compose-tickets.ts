import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Database } from '../db';
import type { CallStore } from './calls/call-store';
import { customerNumber } from './calls/own-call';
import type { Env } from './config/env';
import { createFileBlobStore } from './connectors/file-blob-store';
import {
  agentId as toAgentId,
  customerId as toCustomerId,
  type AgentId,
  type CallId,
  type CustomerId,
} from './contract/ids';
import type { EventStream } from './events/event-stream';
import { workOrderRoutes } from './http/routes/work-order-routes';
import type { Route } from './http';
import type { Logger } from './logging';
import { every } from './periodic';
import type { LastingJobs } from './scheduling/lasting-jobs';
import { createSecretBox } from './secrets';
import { AlarmsService } from './tickets/alarms.service';
import { seedDemoOrders } from './tickets/demo-orders';
import { OrderCatalog } from './tickets/order-catalog';
import { OrderCreation } from './tickets/order-creation';
import { OrderNewsFeed } from './tickets/order-news-feed';
import type { OrderConfig } from './tickets/order-config';
import type { CallFacts, OrderPeople, Texting } from './tickets/ports';
import { SerialTexts } from './tickets/serial-texts';
import { WorkOrders } from './tickets/work-orders.service';
import { describeError } from './errors';

export interface TicketsInput {
  readonly env: Env;
  readonly database: Pick<Database, 'workOrders' | 'workOrderNews' | 'customers' | 'callHistory'>;
  readonly calls: Pick<CallStore, 'get'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly jobs: LastingJobs;
  readonly texting: Texting;
  /** As the desk dials; asked when it is needed: the calls are built after this. */
  readonly dial: (
    agentId: AgentId,
    request: { readonly number: string; readonly customerId: string | null },
  ) => Promise<{ readonly callId: CallId }>;
  readonly secretKey: string;
  readonly logger: Logger;
}

export interface TicketsRoom {
  /** For flows and other rooms: makes orders and says how far they are. */
  readonly tickets: OrderCreation;
  readonly orders: WorkOrders;
  readonly serialTexts: SerialTexts;
  readonly routes: readonly Route[];
  /** The types and desks there are from now on, by pack; the first pack's types are the default. None until then. */
  useTypes(configs: ReadonlyMap<string, OrderConfig>): void;
  /** Some orders to look at; safe to repeat. */
  seedDemo(): Promise<void>;
  /** Rings what is due, hands news on. Answers with the stop. Before the jobs are started. */
  start(): () => Promise<void>;
}

/** Alarms whose job was lost ring this much late at most. */
const RECONCILE_MS = 60_000;
/** News that could not be handed on at once. */
const NEWS_MS = 2000;

export function composeTickets(input: TicketsInput): TicketsRoom {
  const { env, database, jobs, events, logger } = input;
  const digest = (text: string): string => chain.digest(text);
  const chain = createSecretBox(input.secretKey, 'work-order-chain');
  const store = database.workOrders(digest);
  const catalog = new OrderCatalog(new Map());
  const now = Date.now;
  const feed = new OrderNewsFeed({ box: database.workOrderNews, events, logger });
  const announce = (): void => feed.announce();
  const planAlarms: AlarmsService['plan'] = (list) => alarms.plan(list);
  const creation = new OrderCreation({
    ...{ store, catalog, digest, now, planAlarms, announce },
    newId: randomUUID,
  });
  const alarms = new AlarmsService({ store, catalog, creation, jobs, now, announce, logger });
  const orders = new WorkOrders({
    store,
    catalog,
    creation,
    people: peopleOf(database),
    calls: callFacts(input),
    returnCalls: {
      dial: async (agentId, number, customerId) =>
        (await input.dial(toAgentId(agentId), { number, customerId })).callId,
    },
    blobs: createFileBlobStore(resolve(join(env.KILOLINE_RUN_DIR, 'attachments'))),
    planAlarms,
    announce,
    now,
  });
  alarms.declare();
  return {
    tickets: creation,
    orders,
    serialTexts: new SerialTexts({ store, catalog, texting: input.texting }),
    useTypes: (configs) => catalog.replace(configs),
    routes: workOrderRoutes({ orders, progress: creation }),
    seedDemo: () => seedDemoOrders(orders),
    start: () => {
      const reconcile = async (): Promise<void> => {
        await alarms.reconcile();
      };
      reconcile().catch((error: unknown) =>
        logger.warn({ reason: describeError(error) }, 'alarms not reconciled'),
      );
      const stops = [
        every(RECONCILE_MS, 'order-alarms', reconcile, logger),
        every(NEWS_MS, 'order-news', () => feed.handOn(), logger),
      ];
      return async () => {
        await Promise.all(stops.map((stop) => stop()));
        await feed.idle();
      };
    },
  };
}

function peopleOf({ customers }: TicketsInput['database']): OrderPeople {
  return {
    customer: (id) => factsOfCustomer(customers, id),
  };
}

async function factsOfCustomer(customers: TicketsInput['database']['customers'], id: CustomerId) {
  const card = await customers.card(id);
  return (
    card && {
      customerId: id,
      customerName: card.name,
      ...(card.contractNumber === null ? {} : { contractNumber: card.contractNumber }),
    }
  );
}

/** A call in progress is in Redis, one that is over in the database. */
function callFacts({ calls, database }: TicketsInput): CallFacts {
  return {
    of: async (callId) => {
      const live = await calls.get(callId);
      const call = live ?? (await database.callHistory.get(callId));
      if (!call) return null;
      const number = customerNumber(call);
      const customer =
        call.customerId === null
          ? null
          : await factsOfCustomer(database.customers, toCustomerId(call.customerId));
      return {
        ...customer,
        contactNumber: number,
        lineNumber: number,
        ...(live ? { language: live.language, contactName: live.callerName || null } : {}),
      };
    },
  };
}
