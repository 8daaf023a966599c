import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createDatabase, type Database } from '../../../db';
import type { LastingJobs, PlannedJob } from '../../../server/scheduling/lasting-jobs';
import { AlarmsService } from '../../../server/tickets/alarms.service';
import { OrderCatalog } from '../../../server/tickets/order-catalog';
import { OrderCreation } from '../../../server/tickets/order-creation';
import type { OrderStore } from '../../../server/tickets/order-store';
import { loadOrderConfig } from '../../../server/tickets/parse-order-config';
import type { NewTicket } from '../../../server/tickets/ticket-service';
import { WorkOrders } from '../../../server/tickets/work-orders.service';
import type { OrderActor } from '../../../server/tickets/work-order';
import { silentLogger } from '../../support/redis';
import type { TestAddress } from '../../support/postgres';

export const ALICE: OrderActor = { kind: 'agent', id: '1001' };
export const SUSAN: OrderActor = { kind: 'supervisor', id: '2001' };
export const FLOW = { kind: 'flow', id: '1000' } as const;

/** Monday, 23 November 2026, 10:00 in Shanghai. */
export const MONDAY_10 = Date.UTC(2026, 10, 23, 2, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface TestClock {
  now: number;
}

/** One server's work orders on a real database; jobs are kept in a map and done when told. */
export interface OrderBench {
  readonly address: TestAddress;
  readonly database: Database;
  readonly store: OrderStore;
  readonly orders: WorkOrders;
  readonly creation: OrderCreation;
  readonly alarms: AlarmsService;
  readonly planned: Map<string, PlannedJob>;
  readonly clock: TestClock;
  ticket(type: string, more?: Partial<NewTicket>): Promise<{ orderId: string; serial: string }>;
  close(): Promise<void>;
}

export const testDigest = (text: string): string =>
  createHmac('sha256', 'test key').update(text).digest('hex');

export const pack1000 = (): OrderCatalog =>
  new OrderCatalog(new Map([['1000', loadOrderConfig(join(__dirname, '../../../server/ivr/packs/1000'))!]]));

export async function orderBench(
  address: TestAddress,
  options: { readonly clock?: TestClock; readonly jobs?: LastingJobs } = {},
): Promise<OrderBench> {
  const database = await createDatabase({ address, logger: silentLogger });
  await database.migrate();
  const { clock = { now: MONDAY_10 } } = options;
  const now = () => clock.now;
  const store = database.workOrders(testDigest);
  const catalog = pack1000();
  const planned = new Map<string, PlannedJob>();
  const jobs = options.jobs ?? mapJobs(planned);
  const announce = () => undefined;
  // The two need one another: what is created has alarms, and an alarm may create.
  const planAlarms: AlarmsService['plan'] = (list) => alarms.plan(list);
  const creation = new OrderCreation({
    store,
    catalog,
    digest: testDigest,
    newId: randomUUID,
    now,
    planAlarms,
    announce,
  });
  const alarms = new AlarmsService({ store, catalog, creation, jobs, now, announce, logger: silentLogger });
  const orders = new WorkOrders({
    store,
    catalog,
    creation,
    people: {
      customer: () => Promise.resolve(null),
    },
    calls: { of: () => Promise.resolve(null) },
    returnCalls: { dial: () => Promise.resolve(randomUUID() as never) },
    blobs: { put: () => Promise.reject(new Error('none')), get: () => Promise.resolve(null) },
    planAlarms,
    announce,
    now,
  });
  return {
    address,
    database,
    store,
    orders,
    creation,
    alarms,
    planned,
    clock,
    ticket: (type, more = {}) =>
      creation.create({
        type,
        requestId: randomUUID(),
        createdBy: FLOW,
        contactNumber: '02163330001',
        ...more,
      }),
    close: () => database.close(),
  };
}

function mapJobs(planned: Map<string, PlannedJob>): LastingJobs {
  return {
    plan: (job) => Promise.resolve(void planned.set(job.id, job)),
    cancel: (_kind, id) => Promise.resolve(void planned.delete(id)),
    handle: () => undefined,
  };
}
