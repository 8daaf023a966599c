import type { NewPersonalTask, PersonalTaskChange, PersonalTaskView } from '../contract/personal-tasks';
import { UserError } from '../errors';
import type { EventStream } from '../events/event-stream';

export interface StoredTask extends Omit<PersonalTaskView, 'customer'> {
  readonly customerId: string | null;
}

/** What is undefined stays as it is. */
export interface StoredChange {
  readonly text?: string | undefined;
  readonly dueAt?: string | null | undefined;
  readonly doneAt?: string | null | undefined;
}

/** Lasting. */
export interface PersonalTaskStore {
  /** Open ones by when they are due, then those done since then; at most `limit`. */
  ofAgent(agentId: string, doneSince: Date, limit: number): Promise<PersonalTaskView[]>;
  get(taskId: string): Promise<PersonalTaskView | null>;
  /** False: there is one with this id already. */
  add(task: StoredTask): Promise<boolean>;
  change(taskId: string, change: StoredChange): Promise<void>;
}

interface PersonalTasksDeps {
  readonly store: PersonalTaskStore;
  readonly events: Pick<EventStream, 'append'>;
  readonly isAgent: (agentId: string) => Promise<boolean>;
  readonly now: () => Date;
}

/** Who asks. */
export interface TaskUser {
  readonly login: string;
  /** null: a login without a desk. */
  readonly agentId: string | null;
  readonly isSupervisor: boolean;
}

const MOST = 200;
const DONE_SHOWN_MS = 24 * 3_600_000;

/** An agent's list is his own; supervisors see those of others, and write things down for them. */
export class PersonalTasks {
  readonly #deps: PersonalTasksDeps;

  constructor(deps: PersonalTasksDeps) {
    this.#deps = deps;
  }

  /** @throws UserError not-permitted */
  async list(user: TaskUser, agentId: string | null): Promise<PersonalTaskView[]> {
    const whose = mayFor(user, agentId);
    const since = new Date(this.#deps.now().getTime() - DONE_SHOWN_MS);
    return this.#deps.store.ofAgent(whose, since, MOST);
  }

  /** @throws UserError not-permitted, not-found: there is no such agent */
  async add(user: TaskUser, task: NewPersonalTask): Promise<PersonalTaskView> {
    const { store, now, isAgent } = this.#deps;
    const agentId = mayFor(user, task.agentId);
    if (agentId !== user.agentId && !(await isAgent(agentId)))
      throw new UserError('not-found', 'There is no agent with this number.');
    const createdAt = now().toISOString();
    const isNew = await store.add({ ...task, agentId, doneAt: null, createdBy: user.login, createdAt });
    const made = await this.#mine(user, task.taskId);
    if (isNew) await this.#tell(made, 'added', user);
    return made;
  }

  /** @throws UserError not-found, not-permitted */
  async change(user: TaskUser, taskId: string, change: PersonalTaskChange): Promise<PersonalTaskView> {
    const before = await this.#mine(user, taskId);
    const { done, ...set } = change;
    const doneAt =
      done === undefined ? undefined : done ? (before.doneAt ?? this.#deps.now().toISOString()) : null;
    await this.#deps.store.change(taskId, { ...set, ...(doneAt === undefined ? {} : { doneAt }) });
    const after = await this.#mine(user, taskId);
    await this.#tell(after, done === undefined ? 'changed' : done ? 'done' : 'reopened', user);
    return after;
  }

  async #mine(user: TaskUser, taskId: string): Promise<PersonalTaskView> {
    const task = await this.#deps.store.get(taskId);
    if (!task) throw new UserError('not-found', 'This task does not exist.');
    mayFor(user, task.agentId);
    return task;
  }

  #tell({ taskId, agentId }: PersonalTaskView, what: string, { login }: TaskUser): Promise<void> {
    return this.#deps.events.append({ type: 'task.changed', agentId, data: { taskId, what, by: login } });
  }
}

/** Whose list it is. @throws UserError not-permitted */
function mayFor(user: TaskUser, agentId: string | null): string {
  const whose = agentId ?? user.agentId;
  if (whose === null || (whose !== user.agentId && !user.isSupervisor))
    throw new UserError('not-permitted', 'This is another agent’s list.');
  return whose;
}
