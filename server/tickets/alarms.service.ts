import { customerId as toCustomerId } from '../contract/ids';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import { decideAlarm } from './decide-alarm';
import type { OrderCatalog } from './order-catalog';
import { alarmTimes, type OrderCreation } from './order-creation';
import type { Alarm, Decision, NewOrder, OrderStore, PlannedAlarm } from './order-store';
import type { OrderActor, WorkOrder } from './work-order';

interface AlarmsDeps {
  readonly store: OrderStore;
  readonly catalog: OrderCatalog;
  readonly creation: Pick<OrderCreation, 'draft'>;
  readonly jobs: LastingJobs;
  readonly now: () => number;
  readonly announce: () => void;
  readonly logger: Logger;
}

export const ALARM_JOB = 'order-alarm';
/** Jobs are planned this far ahead; what is due later is planned by a later look at the table. */
const HORIZON_MS = 10 * 24 * 3_600_000;
const PAGE = 500;
const SYSTEM: OrderActor = { kind: 'system', id: 'promise-clock' };

/**
 * Alarms stand in the database; a job in Redis only says when to look. A job that is early, late, doubled or lost
 * does no harm: whether an alarm rings is decided under the lock of its order, by what the table says.
 *
 *   table ──plan──► job ──due──► ring(alarmId) ──► rang | not due yet: planned again | gone
 *     └──── reconcile, at the start and every minute: what is due rings, what is not has its job ────┘
 */
export class AlarmsService {
  readonly #deps: AlarmsDeps;

  constructor(deps: AlarmsDeps) {
    this.#deps = deps;
  }

  /** Before the jobs are started. */
  declare(): void {
    this.#deps.jobs.handle(ALARM_JOB, async (_data, { id }) => {
      await this.ring(id);
    });
  }

  /** Never throws: a job that cannot be planned now is planned by the next reconciliation. */
  plan(alarms: readonly PlannedAlarm[]): void {
    const { jobs, logger, now } = this.#deps;
    const ahead = alarms.filter(({ dueAt }) => dueAt <= now() + HORIZON_MS);
    void Promise.all(
      ahead.map(({ alarmId, dueAt }) => jobs.plan({ kind: ALARM_JOB, id: alarmId, dueAt, data: {} })),
    ).catch((error: unknown) => logger.warn({ reason: describeError(error) }, 'alarm not planned'));
  }

  /** @throws OperationalError database-unavailable: try again */
  async ring(alarmId: string): Promise<'rang' | 'not-due' | 'gone'> {
    const { store, now, announce } = this.#deps;
    const at = now();
    const rung = await store.ring(alarmId, at, (order, alarm) => this.#decide(order, alarm, at));
    if (rung === 'not-due' || rung === 'gone') return rung;
    this.plan(rung.alarms);
    announce();
    return 'rang';
  }

  /**
   * Rings what is due and plans what is not, from the table alone: after a restart, a lost Redis or a clock that was
   * set. Returns how many rang.
   */
  async reconcile(): Promise<number> {
    const { store, now } = this.#deps;
    let rang = 0;
    for (;;) {
      const at = now();
      const planned = await store.plannedAlarms(at + HORIZON_MS, PAGE);
      const due = planned.filter(({ dueAt }) => dueAt <= at);
      for (const { alarmId } of due) if ((await this.ring(alarmId)) === 'rang') rang += 1;
      this.plan(planned.filter(({ dueAt }) => dueAt > at));
      // The earliest come first: a page that is not all due holds everything that is.
      if (due.length < planned.length || planned.length < PAGE) return rang;
    }
  }

  #decide(order: WorkOrder, alarm: Alarm, now: number): Decision {
    const type = this.#deps.catalog.of(order);
    const rung = decideAlarm(order, alarm, type, now);
    const followUp =
      rung.isBreach && type?.breachType ? this.#returnCallTask(order, type.breachType, alarm.run) : null;
    return {
      order: { ...rung.order, updatedAt: now },
      actor: SYSTEM,
      at: now,
      events: rung.events,
      alarms: type ? alarmTimes(rung.order.clock, type) : 'keep',
      ...(followUp === null ? {} : { followUp }),
    };
  }

  /** Somebody must tell the customer why there is no answer yet. */
  #returnCallTask(order: WorkOrder, taskType: string, run: number): NewOrder {
    const type = this.#deps.catalog.forNew(taskType, order.pack);
    return this.#deps.creation.draft(
      {
        type: taskType,
        pack: order.pack,
        requestId: `breach-${order.orderId}-${String(run)}`,
        createdBy: { kind: 'system', id: 'promise-clock' },
        customerName: order.customerName,
        contactName: order.contactName,
        contactNumber: order.contactNumber,
        lineNumber: order.lineNumber,
        contractNumber: order.contractNumber,
        subject: `${order.serial} ${order.subject}`.slice(0, 200),
        language: order.language,
        priority: 'high',
        parentOrderId: order.orderId,
        ...(order.customerId === null ? {} : { customerId: toCustomerId(order.customerId) }),
      },
      type,
    );
  }
}
