import type {
  NewPersonalTask,
  PersonalTaskChange,
  PersonalTaskView,
} from '../../server/contract/personal-tasks';
import type { Http } from './http';
import { query } from './query';

/** What the agent means to do. */
export const createTaskApi = (http: Http) => ({
  /** null: one's own. */
  list: (agentId: string | null) =>
    http.request<PersonalTaskView[]>('GET', `/tasks${query(agentId === null ? {} : { agentId })}`),
  add: (task: NewPersonalTask) => http.request<PersonalTaskView>('POST', '/tasks', task),
  change: (taskId: string, change: PersonalTaskChange) =>
    http.request<PersonalTaskView>('PUT', `/tasks/${encodeURIComponent(taskId)}`, change),
});
