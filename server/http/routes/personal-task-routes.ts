import { z } from 'zod';
import { agentNumberSchema } from '../../contract/agent-number';
import {
  newPersonalTaskSchema,
  personalTaskChangeSchema,
  personalTaskSchema,
  type NewPersonalTask,
  type PersonalTaskChange,
  type PersonalTaskView,
} from '../../contract/personal-tasks';
import type { Role } from '../../contract/rest';
import { route, type Route } from '../route';

interface TaskUser {
  readonly login: string;
  readonly agentId: string | null;
  readonly isSupervisor: boolean;
}

interface TaskLists {
  list(user: TaskUser, agentId: string | null): Promise<PersonalTaskView[]>;
  add(user: TaskUser, task: NewPersonalTask): Promise<PersonalTaskView>;
  change(user: TaskUser, taskId: string, change: PersonalTaskChange): Promise<PersonalTaskView>;
}

const userOf = (session: {
  readonly login: string;
  readonly agentId: string | null;
  readonly role: Role;
}): TaskUser => ({
  login: session.login,
  agentId: session.agentId,
  isSupervisor: session.role !== 'agent',
});

/** An agent's own list of what he means to do. */
export const personalTaskRoutes = (tasks: TaskLists): Route[] => [
  route({
    method: 'get',
    path: '/tasks',
    summary:
      'Your tasks: the open ones by when they are due, and those done within a day; of a supervisor, also an agent’s',
    access: 'user',
    query: z.object({
      agentId: agentNumberSchema.optional(),
    }),
    response: z.array(personalTaskSchema),
    handler: ({ session, query: { agentId } }) => tasks.list(userOf(session), agentId ?? null),
  }),
  route({
    method: 'post',
    path: '/tasks',
    summary: 'Write down a task; a supervisor may do so for an agent',
    access: 'user',
    body: newPersonalTaskSchema,
    response: personalTaskSchema,
    handler: ({ session, body }) => tasks.add(userOf(session), body),
  }),
  route({
    method: 'put',
    path: '/tasks/:taskId',
    summary: 'Done, put off, or other words',
    access: 'user',
    params: z.object({ taskId: z.uuid() }),
    body: personalTaskChangeSchema,
    response: personalTaskSchema,
    handler: ({ session, params: { taskId }, body }) => tasks.change(userOf(session), taskId, body),
  }),
];
