import type { EntityManager } from 'typeorm';
import type { NumberFormat } from '../../server/crm/number-matching';
import { factsOf, FACTS, FIRST_HASH, hashOf, sealOf, type Digest } from '../../server/tickets/audit-chain';
import { newsOf } from '../../server/tickets/order-news';
import type {
  AlarmTime,
  Decision,
  NewOrder,
  PlannedAlarm,
  StoredOrder,
} from '../../server/tickets/order-store';
import { serialOf } from '../../server/tickets/serial';
import { UserError } from '../../server/errors';
import { WorkOrder, WorkOrderAttachment, WorkOrderCall, WorkOrderEvent, WorkOrderNews } from '../entities';
import { cleaned, toColumns, toOrder } from './work-order-rows';

interface ChainEnd {
  readonly events: number;
  readonly hash: string;
}

interface WriterDeps {
  readonly digest: Digest;
  readonly numberFormat: NumberFormat;
}

/** Carries out decisions within a transaction that somebody else begins and ends. */
export class WorkOrderWriter {
  readonly #deps: WriterDeps;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
  }

  /** The day's counter is locked from here to the end of the transaction: its numbers have no gap. */
  async insert(manager: EntityManager, { requestId, contents, day, build }: NewOrder): Promise<StoredOrder> {
    const known = requestId === null ? null : await manager.findOneBy(WorkOrder, { requestId });
    if (known) return this.repeated(known, contents);
    const rows = await manager.query<{ orders: number }[]>(
      `INSERT INTO work_order_days (day, orders) VALUES ($1, 1)
       ON CONFLICT (day) DO UPDATE SET orders = work_order_days.orders + 1 RETURNING orders`,
      [day],
    );
    const decision = cleaned(build(serialOf(day, rows[0]?.orders ?? 1)));
    await manager.insert(WorkOrder, {
      ...toColumns(decision.order, this.#deps.numberFormat),
      requestId,
      requestContents: contents,
      events: 0,
      chainSeal: '',
    });
    return this.carryOut(manager, decision, { events: 0, hash: FIRST_HASH });
  }

  /** @throws UserError conflict */
  repeated(row: WorkOrder, contents: string): StoredOrder {
    if (row.requestContents !== contents)
      throw new UserError('conflict', 'This request id was used for another work order.');
    return { order: toOrder(row), alarms: [], isNew: false };
  }

  /** The order's row must be locked. */
  async update(manager: EntityManager, row: WorkOrder, decision: Decision): Promise<StoredOrder> {
    const last = await manager.findOneBy(WorkOrderEvent, { orderId: row.orderId, seq: row.events });
    return this.carryOut(manager, cleaned(decision), { events: row.events, hash: last?.hash ?? FIRST_HASH });
  }

  private async carryOut(manager: EntityManager, decision: Decision, from: ChainEnd): Promise<StoredOrder> {
    const { order, at, actor, alarms, call, attachment, followUp } = decision;
    const { orderId } = order;
    const { events, hash } = await this.#append(manager, decision, from);
    await manager.update(
      WorkOrder,
      { orderId },
      {
        ...toColumns(order, this.#deps.numberFormat),
        events,
        chainSeal: sealOf(orderId, events, hash, this.#deps.digest),
      },
    );
    const planned = alarms === 'keep' ? [] : await setAlarms(manager, orderId, alarms);
    if (call) {
      await manager
        .createQueryBuilder()
        .insert()
        .into(WorkOrderCall)
        .values({ ...call, orderId, at: new Date(at) })
        .orIgnore()
        .execute();
    }
    if (attachment)
      await manager.insert(WorkOrderAttachment, {
        ...attachment,
        orderId,
        addedAt: new Date(at),
        addedBy: actor,
      });
    const followed = followUp ? await this.insert(manager, followUp) : null;
    return { order, alarms: [...planned, ...(followed?.alarms ?? [])], isNew: true };
  }

  async #append(
    manager: EntityManager,
    { order, actor, at, events }: Decision,
    from: ChainEnd,
  ): Promise<ChainEnd> {
    const after = factsOf(order, this.#deps.digest);
    let { events: seq, hash } = from;
    for (const event of events) {
      seq += 1;
      const link = {
        orderId: order.orderId,
        seq,
        at,
        actor,
        type: event.type,
        data: { ...event.data, [FACTS]: after },
      };
      const previousHash = hash;
      hash = hashOf(link, previousHash, this.#deps.digest);
      await manager.insert(WorkOrderEvent, { ...link, at: new Date(at), previousHash, hash });
      await manager.insert(WorkOrderNews, { event: { ...newsOf(order, event, actor, seq) } });
    }
    return { events: seq, hash };
  }
}

/** What has rung stays as it is; what is not named any more never rings. */
async function setAlarms(
  manager: EntityManager,
  orderId: string,
  alarms: readonly AlarmTime[],
): Promise<readonly PlannedAlarm[]> {
  const names = alarms.map(({ run, kind, step }) => `${String(run)}/${kind}/${String(step)}`);
  await manager.query(
    `UPDATE work_order_alarms SET state = 'cancelled'
     WHERE order_id = $1 AND state = 'planned' AND NOT (run::text || '/' || kind || '/' || step::text) = ANY($2)`,
    [orderId, names],
  );
  // One statement: the day's counter may be locked meanwhile.
  const rows = await manager.query<{ alarm_id: string; due_at: Date | null }[]>(
    `INSERT INTO work_order_alarms (order_id, run, kind, step, due_at, state)
     SELECT $1, run, kind, step, due_at, 'planned'
     FROM unnest($2::int[], $3::text[], $4::int[], $5::timestamptz[]) AS wanted (run, kind, step, due_at)
     ON CONFLICT (order_id, run, kind, step) DO UPDATE SET due_at = EXCLUDED.due_at
       WHERE work_order_alarms.state = 'planned'
     RETURNING alarm_id, due_at`,
    [
      orderId,
      alarms.map(({ run }) => run),
      alarms.map(({ kind }) => kind),
      alarms.map(({ step }) => step),
      alarms.map(({ dueAt }) => (dueAt === null ? null : new Date(dueAt))),
    ],
  );
  return rows.flatMap((row) => (row.due_at ? [{ alarmId: row.alarm_id, dueAt: row.due_at.getTime() }] : []));
}
