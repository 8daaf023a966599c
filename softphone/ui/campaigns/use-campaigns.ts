import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSoftphone } from '../softphone-context';

/** Figures move while calls are placed. */
export const LIVE_MS = 3000;

export function useDialling() {
  const { api } = useSoftphone();
  return useQuery({
    queryKey: ['dialling'],
    queryFn: api.campaigns.dialling,
    refetchInterval: LIVE_MS,
  }).data;
}

/** After something was done: everything of campaigns is asked for anew. */
export function useLookAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['campaigns'] }),
      queries.invalidateQueries({ queryKey: ['dialling'] }),
    ]);
  };
}
