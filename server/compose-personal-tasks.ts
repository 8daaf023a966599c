import type { Database } from '../db';
import { PersonalTasks } from './agents/personal-tasks';
import type { EventStream } from './events/event-stream';
import { personalTaskRoutes } from './http/routes/personal-task-routes';
import type { Route } from './http';

/** What agents mean to do. */
export function openPersonalTaskRoutes(
  { personalTasks, users }: Pick<Database, 'personalTasks' | 'users'>,
  events: EventStream,
): Route[] {
  return personalTaskRoutes(
    new PersonalTasks({
      ...{ store: personalTasks, events, now: () => new Date() },
      isAgent: async (agentId) => (await users.agents()).some((each) => each.agentId === agentId),
    }),
  );
}
