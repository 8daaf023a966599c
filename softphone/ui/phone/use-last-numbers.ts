import { useQuery } from '@tanstack/react-query';
import { lastNumbers } from '../../desk/last-numbers';
import { useDesk, useObservable, useSoftphone } from '../softphone-context';

/** What this agent dialled last, on whatever computer. */
export function useLastNumbers(): readonly string[] {
  const { api, dialled } = useSoftphone();
  const agentId = useDesk()?.agent.agentId;
  const here = useObservable(dialled);
  // The same question as the list of recent calls asks.
  const { data } = useQuery({
    queryKey: ['calls', { agentId }],
    queryFn: () => api.calls({ agentId: agentId ?? '', pageSize: 30 }),
    enabled: agentId !== undefined,
  });
  return lastNumbers(here, data?.items ?? []);
}
