import type { DataSource, EntityManager } from 'typeorm';
import type { AttachmentView, AuditResult, DeskFigures } from '../../server/contract/tickets';
import type { Page } from '../../server/contract/rest';
import { candidates, type NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import { factsOf, verifyChain, type Digest } from '../../server/tickets/audit-chain';
import type {
  Alarm,
  Decision,
  NewOrder,
  OrderFilter,
  OrderRecord,
  OrderStore,
  PlannedAlarm,
  StoredOrder,
} from '../../server/tickets/order-store';
import type { WorkOrder as Order } from '../../server/tickets/work-order';
import { withDatabaseErrors } from '../database-error';
import {
  User,
  WorkOrder,
  WorkOrderAlarm,
  WorkOrderAttachment,
  WorkOrderCall,
  WorkOrderEvent,
} from '../entities';
import { isUuid } from '../projection/event-fields';
import { deskFigures, selectOrders } from './work-order-queries';
import { toEventView, toLink, toOrder } from './work-order-rows';
import { WorkOrderWriter } from './work-order-writer';

export interface WorkOrderRepositoryDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  /** Keyed with the installation's secret. */
  readonly digest: Digest;
}

const SAME_REQUEST = 'work_orders_request_id_key';

export class WorkOrderRepository implements OrderStore {
  readonly #deps: WorkOrderRepositoryDeps;
  readonly #writer: WorkOrderWriter;

  constructor(deps: WorkOrderRepositoryDeps) {
    this.#deps = deps;
    this.#writer = new WorkOrderWriter(deps);
  }

  create(order: NewOrder): Promise<StoredOrder> {
    return withDatabaseErrors(async () => {
      try {
        return await this.#transaction((manager) => this.#writer.insert(manager, order));
      } catch (error) {
        // Two servers with one request: the other was first, and its order is the answer.
        if (constraintOf(error) !== SAME_REQUEST || order.requestId === null) throw error;
        const row = await this.#manager.findOneByOrFail(WorkOrder, { requestId: order.requestId });
        return this.#writer.repeated(row, order.contents);
      }
    });
  }

  change(orderId: string, decide: (order: Order) => Decision | null): Promise<StoredOrder> {
    return withDatabaseErrors(() =>
      this.#transaction(async (manager) => {
        const row = await locked(manager, orderId);
        if (!row) throw new UserError('not-found', 'There is no such work order.');
        const order = toOrder(row);
        const decision = decide(order);
        return decision ? this.#writer.update(manager, row, decision) : { order, alarms: [], isNew: false };
      }),
    );
  }

  ring(
    alarmId: string,
    now: number,
    decide: (order: Order, alarm: Alarm) => Decision,
  ): Promise<StoredOrder | 'not-due' | 'gone'> {
    if (!isUuid(alarmId)) return Promise.resolve('gone');
    return withDatabaseErrors(() =>
      this.#transaction(async (manager) => {
        const seen = await manager.findOneBy(WorkOrderAlarm, { alarmId });
        // The order first, as everybody does: its lock decides what may still ring.
        const row = seen && (await locked(manager, seen.orderId));
        const alarm = row && (await manager.findOneBy(WorkOrderAlarm, { alarmId }));
        if (!row || alarm?.state !== 'planned' || alarm.run !== row.clockRun) return 'gone';
        if (alarm.dueAt === null || alarm.dueAt.getTime() > now) return 'not-due';
        await manager.update(WorkOrderAlarm, { alarmId }, { state: 'rung', rungAt: new Date(now) });
        const { orderId, kind, step, run, dueAt } = alarm;
        const rung = { alarmId, orderId, kind, step, run, dueAt: dueAt.getTime() };
        return this.#writer.update(manager, row, decide(toOrder(row), rung));
      }),
    );
  }

  plannedAlarms(until: number, limit: number): Promise<readonly PlannedAlarm[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#manager
        .createQueryBuilder(WorkOrderAlarm, 'alarm')
        .where(`alarm.state = 'planned' AND alarm.dueAt < :until`, { until: new Date(until) })
        .orderBy('alarm.dueAt', 'ASC')
        .limit(limit)
        .getMany();
      return rows.map(({ alarmId, dueAt }) => ({ alarmId, dueAt: dueAt?.getTime() ?? 0 }));
    });
  }

  find(orderId: string): Promise<Order | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#manager.findOneBy(WorkOrder, { orderId });
      return row && toOrder(row);
    });
  }

  record(orderId: string): Promise<OrderRecord | null> {
    return withDatabaseErrors(() =>
      this.#snapshot(async (manager) => {
        const row = await manager.findOneBy(WorkOrder, { orderId });
        if (!row) return null;
        const events = await manager.find(WorkOrderEvent, { where: { orderId }, order: { seq: 'ASC' } });
        const calls = await manager.find(WorkOrderCall, {
          where: { orderId },
          order: { at: 'ASC', callId: 'ASC' },
        });
        const attachments = await manager.find(WorkOrderAttachment, {
          where: { orderId },
          order: { addedAt: 'ASC', attachmentId: 'ASC' },
        });
        return {
          order: toOrder(row),
          events: events.map(toEventView),
          calls: calls.map(({ callId, purpose, at, agentId, recordingId }) => ({
            callId,
            purpose,
            at: at.toISOString(),
            agentId,
            recordingId,
          })),
          attachments: attachments.map(toAttachment),
        };
      }),
    );
  }

  bySerial(serial: string): Promise<Order | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#manager.findOneBy(WorkOrder, { serial });
      return row && toOrder(row);
    });
  }

  byLine(lineNumber: string, limit: number): Promise<readonly Order[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#manager
        .createQueryBuilder(WorkOrder, 'o')
        .where(`(o.lineKey = ANY(:keys) OR o.lineNumber = :lineNumber)`, {
          keys: candidates(lineNumber, this.#deps.numberFormat),
          lineNumber,
        })
        .andWhere(`o.state NOT IN ('closed', 'cancelled')`)
        .orderBy('o.createdAt', 'DESC')
        .limit(limit)
        .getMany();
      return rows.map(toOrder);
    });
  }

  list(filter: OrderFilter): Promise<Page<Order>> {
    return withDatabaseErrors(async () => {
      const { rows, total } = await selectOrders(this.#manager, filter, this.#deps.numberFormat);
      return { items: rows.map(toOrder), total, page: filter.page, pageSize: filter.pageSize };
    });
  }

  figures(agentId: string | null, now: number): Promise<readonly Omit<DeskFigures, 'names'>[]> {
    return withDatabaseErrors(() => deskFigures(this.#manager, agentId, now));
  }

  audit(orderId: string): Promise<AuditResult | null> {
    return withDatabaseErrors(() =>
      this.#snapshot(async (manager) => {
        const row = await manager.findOneBy(WorkOrder, { orderId });
        if (!row) return null;
        const links = await manager.find(WorkOrderEvent, { where: { orderId }, order: { seq: 'ASC' } });
        const { digest } = this.#deps;
        const head = {
          orderId,
          events: row.events,
          seal: row.chainSeal,
          facts: factsOf(toOrder(row), digest),
        };
        return verifyChain(links.map(toLink), head, digest);
      }),
    );
  }

  attachment(orderId: string, attachmentId: string): Promise<AttachmentView | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#manager.findOneBy(WorkOrderAttachment, { orderId, attachmentId });
      return row && toAttachment(row);
    });
  }

  isAgent(agentId: string): Promise<boolean> {
    return withDatabaseErrors(() => this.#manager.existsBy(User, { agentId, disabled: false }));
  }

  get #manager(): EntityManager {
    return this.#deps.dataSource.manager;
  }

  #transaction<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.#deps.dataSource.transaction(work);
  }

  /** An order and its parts as they were at one moment. */
  #snapshot<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.#deps.dataSource.transaction('REPEATABLE READ', work);
  }
}

const locked = (manager: EntityManager, orderId: string): Promise<WorkOrder | null> =>
  manager.findOne(WorkOrder, { where: { orderId }, lock: { mode: 'pessimistic_write' } });

const toAttachment = (row: WorkOrderAttachment): AttachmentView => ({
  attachmentId: row.attachmentId,
  name: row.name,
  mediaType: row.mediaType,
  bytes: row.bytes,
  sha256: row.sha256,
  addedAt: row.addedAt.toISOString(),
  addedBy: row.addedBy,
});

/** Of a refused statement; by shape, since drivers differ. */
function constraintOf(error: unknown): string | null {
  const driver =
    typeof error === 'object' && error !== null && 'driverError' in error ? error.driverError : null;
  const name =
    typeof driver === 'object' && driver !== null && 'constraint' in driver ? driver.constraint : null;
  return typeof name === 'string' ? name : null;
}
