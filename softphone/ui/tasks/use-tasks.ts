import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { PersonalTaskChange, PersonalTaskView } from '../../../server/contract/personal-tasks';
import { useSoftphone } from '../softphone-context';

const EVERY_MS = 60_000;

/** The agent's tasks; changes of other tabs come by events, and the interval is for those that were lost. */
export function useTasks(): readonly PersonalTaskView[] | undefined {
  const { api } = useSoftphone();
  return useQuery({ queryKey: ['tasks'], queryFn: api.tasks.list, refetchInterval: EVERY_MS }).data;
}

/** Changes a task, and shows the lists as they are then. */
export function useChangeTask(): (taskId: string, change: PersonalTaskChange) => Promise<void> {
  const { api } = useSoftphone();
  const queries = useQueryClient();
  return async (taskId, change) => {
    await api.tasks.change(taskId, change);
    await queries.invalidateQueries({ queryKey: ['tasks'] });
  };
}
