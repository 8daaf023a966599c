import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { PersonalTaskChange, PersonalTaskView } from '../../../server/contract/personal-tasks';
import { useSoftphone } from '../softphone-context';

const EVERY_MS = 60_000;

/** An agent's tasks, one's own unless he is named; changes of other tabs come by events, and the interval is for those that were lost. */
export function useTasks(agentId: string | null = null): readonly PersonalTaskView[] | undefined {
  const { api } = useSoftphone();
  return useQuery({
    queryKey: ['tasks', agentId],
    queryFn: () => api.tasks.list(agentId),
    refetchInterval: EVERY_MS,
  }).data;
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
