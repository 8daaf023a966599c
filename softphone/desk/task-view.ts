import type { PersonalTaskView } from '../../server/contract/personal-tasks';

export type TaskTone = 'done' | 'overdue' | 'soon' | 'later' | 'whenever';

const SOON_MS = 15 * 60_000;

/** How a task stands at this moment, Unix ms. */
export function taskTone(
  { dueAt, doneAt }: Pick<PersonalTaskView, 'dueAt' | 'doneAt'>,
  now: number,
): TaskTone {
  if (doneAt !== null) return 'done';
  if (dueAt === null) return 'whenever';
  const left = Date.parse(dueAt) - now;
  if (left <= 0) return 'overdue';
  return left <= SOON_MS ? 'soon' : 'later';
}

export const delays = ['10min', '1h', 'tomorrow'] as const;
export type Delay = (typeof delays)[number];

const MORNING = 9;

/** When a task that is put off is due: from now, or tomorrow morning where the agent sits. */
export function putOff(delay: Delay, now: number): string {
  if (delay === '10min') return new Date(now + 10 * 60_000).toISOString();
  if (delay === '1h') return new Date(now + 3_600_000).toISOString();
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING, 0, 0, 0);
  return morning.toISOString();
}

/** Of a field for date and time, which knows no zone: the agent's own. null: empty, or no moment at all. */
export function dueFrom(field: string): string | null {
  const at = new Date(field);
  return field === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Due, and not told of yet: a task that was put off is told of again. */
export function dueNews(
  tasks: readonly PersonalTaskView[],
  told: ReadonlySet<string>,
  now: number,
): readonly PersonalTaskView[] {
  return tasks.filter((task) => taskTone(task, now) === 'overdue' && !told.has(newsKey(task)));
}

export const newsKey = ({ taskId, dueAt }: PersonalTaskView): string => `${taskId} ${String(dueAt)}`;
