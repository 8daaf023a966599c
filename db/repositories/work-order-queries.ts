import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { DeskFigures } from '../../server/contract/tickets';
import { candidates, type NumberFormat } from '../../server/crm/number-matching';
import { SOON_MS, type OrderFilter } from '../../server/tickets/order-store';
import { WorkOrder } from '../entities';
import { cleanText } from '../projection/stored-event';
import { containsPattern } from './like-pattern';
import { rankOf } from './work-order-rows';

type Select = SelectQueryBuilder<WorkOrder>;

export async function selectOrders(
  manager: EntityManager,
  filter: OrderFilter,
  format: NumberFormat,
): Promise<{ readonly rows: WorkOrder[]; readonly total: number }> {
  const select = manager.createQueryBuilder(WorkOrder, 'o');
  narrow(select, filter);
  narrowByNumber(select, filter, format);
  narrowByText(select, filter);
  const total = await select.getCount();
  const rows = await sorted(select, filter)
    .offset((filter.page - 1) * filter.pageSize)
    .limit(filter.pageSize)
    .getMany();
  return { rows, total };
}

function narrow(select: Select, filter: OrderFilter): void {
  const { desk, states, type, assigneeId, priority, due, customerId, callId, serial, now } = filter;
  if (desk !== undefined) select.andWhere('o.desk = :desk', { desk });
  if (states !== undefined) select.andWhere('o.state = ANY(:states)', { states });
  if (type !== undefined) select.andWhere('o.type = ANY(:type)', { type });
  if (assigneeId === null) select.andWhere('o.assigneeId IS NULL');
  else if (assigneeId !== undefined) select.andWhere('o.assigneeId = :assigneeId', { assigneeId });
  if (priority !== undefined) select.andWhere('o.priority = :priority', { priority: rankOf(priority) });
  if (customerId !== undefined) select.andWhere('o.customerId = :customerId', { customerId });
  if (callId !== undefined)
    select.andWhere(
      'o.orderId IN (SELECT linked.order_id FROM work_order_calls linked WHERE linked.call_id = :callId)',
      { callId },
    );
  if (serial !== undefined) select.andWhere('o.serial = :serial', { serial });
  if (due === undefined) return;
  select.andWhere(`o.clockState = 'running'`);
  if (due === 'overdue') select.andWhere('o.dueAt < :now', { now: new Date(now) });
  else
    select.andWhere('o.dueAt BETWEEN :now AND :soon', { now: new Date(now), soon: new Date(now + SOON_MS) });
}

function narrowByNumber(select: Select, { number }: OrderFilter, format: NumberFormat): void {
  if (number === undefined || number.trim() === '') return;
  const keys = candidates(number, format);
  select.andWhere('(o.contactKey = ANY(:keys) OR o.lineKey = ANY(:keys))', { keys });
}

function narrowByText(select: Select, { search }: OrderFilter): void {
  if (search === undefined || search === '') return;
  const pattern = containsPattern(cleanText(search));
  const columns = ['subject', 'text', 'result', 'customerName', 'contactName', 'serial'];
  select.andWhere(`(${columns.map((column) => `o.${column} ILIKE :pattern`).join(' OR ')})`, { pattern });
}

/** What is most pressing first, unless asked the other way round; the serial makes pages stable. */
function sorted(select: Select, { sort, direction }: OrderFilter): Select {
  const order = direction === 'asc' ? 'ASC' : 'DESC';
  const columns = { due: 'o.dueAt', created: 'o.createdAt', updated: 'o.updatedAt', priority: 'o.priority' };
  select.orderBy(columns[sort], order, 'NULLS LAST');
  if (sort === 'priority') select.addOrderBy('o.dueAt', 'ASC', 'NULLS LAST');
  if (sort === 'due') select.addOrderBy('o.priority', 'DESC');
  return select.addOrderBy('o.serial', 'ASC');
}

export async function deskFigures(
  manager: EntityManager,
  agentId: string | null,
  now: number,
): Promise<readonly Omit<DeskFigures, 'names'>[]> {
  return manager.query<Omit<DeskFigures, 'names'>[]>(
    `SELECT desk,
       count(*) FILTER (WHERE state = 'open')::int AS open,
       count(*) FILTER (WHERE assignee_id = $1)::int AS mine,
       count(*)::int AS live,
       count(*) FILTER (WHERE clock_state = 'running' AND due_at BETWEEN $2 AND $3)::int AS "dueSoon",
       count(*) FILTER (WHERE clock_state = 'running' AND due_at < $2)::int AS overdue
     FROM work_orders WHERE state NOT IN ('closed', 'cancelled') GROUP BY desk ORDER BY desk`,
    [agentId, new Date(now), new Date(now + SOON_MS)],
  );
}
