import type { DataSource } from 'typeorm';
import type { PersonalTaskStore, StoredChange, StoredTask } from '../../server/agents/personal-tasks';
import type { PersonalTaskView } from '../../server/contract/personal-tasks';
import { withDatabaseErrors } from '../database-error';
import { PersonalTask } from '../entities';

export class PersonalTaskRepository implements PersonalTaskStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  ofAgent(agentId: string, doneSince: Date, limit: number): Promise<PersonalTaskView[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#withCustomer()
        .where('task.agent_id = :agentId AND (task.done_at IS NULL OR task.done_at >= :doneSince)', {
          agentId,
          doneSince,
        })
        .orderBy('task.done_at', 'DESC', 'NULLS FIRST')
        .addOrderBy('task.due_at', 'ASC', 'NULLS LAST')
        .addOrderBy('task.created_at')
        .limit(limit)
        .getMany();
      return rows.map(viewOf);
    });
  }

  get(taskId: string): Promise<PersonalTaskView | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#withCustomer().where('task.task_id = :taskId', { taskId }).getOne();
      return row && viewOf(row);
    });
  }

  add(task: StoredTask): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const inserted = await this.#dataSource.manager
        .createQueryBuilder()
        .insert()
        .into(PersonalTask)
        .values({ ...task, ...datesOf(task), createdAt: new Date(task.createdAt) })
        .orIgnore()
        .returning('task_id')
        .execute();
      const rows: unknown = inserted.raw;
      return Array.isArray(rows) && rows.length > 0;
    });
  }

  change(taskId: string, change: StoredChange): Promise<void> {
    return withDatabaseErrors(async () => {
      const set = { ...(change.text === undefined ? {} : { text: change.text }), ...datesOf(change) };
      if (Object.keys(set).length > 0) await this.#dataSource.manager.update(PersonalTask, { taskId }, set);
    });
  }

  #withCustomer() {
    return this.#dataSource.manager
      .createQueryBuilder(PersonalTask, 'task')
      .leftJoin('task.customer', 'customer')
      .addSelect(['customer.customerId', 'customer.name']);
  }
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

function datesOf({ dueAt, doneAt }: StoredChange) {
  return {
    ...(dueAt === undefined ? {} : { dueAt: dateOf(dueAt) }),
    ...(doneAt === undefined ? {} : { doneAt: dateOf(doneAt) }),
  };
}

const viewOf = (row: PersonalTask): PersonalTaskView => ({
  taskId: row.taskId,
  agentId: row.agentId,
  text: row.text,
  dueAt: row.dueAt?.toISOString() ?? null,
  doneAt: row.doneAt?.toISOString() ?? null,
  customer: row.customer ? { customerId: row.customer.customerId, name: row.customer.name } : null,
  callId: row.callId,
  orderId: row.orderId,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
});
