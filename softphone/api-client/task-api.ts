import type {
  NewPersonalTask,
  PersonalTaskChange,
  PersonalTaskView,
} from '../../server/contract/personal-tasks';
import type { Http } from './http';

/** What the agent means to do. */
export const createTaskApi = (http: Http) => ({
  list: () => http.request<PersonalTaskView[]>('GET', '/tasks'),
  add: (task: NewPersonalTask) => http.request<PersonalTaskView>('POST', '/tasks', task),
  change: (taskId: string, change: PersonalTaskChange) =>
    http.request<PersonalTaskView>('PUT', `/tasks/${encodeURIComponent(taskId)}`, change),
});
