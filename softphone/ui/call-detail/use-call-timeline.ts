import { useQuery } from '@tanstack/react-query';
import type { CallDetail } from '../../../server/contract/rest';
import type { CallTimeline } from '../../../server/contract/timeline';
import { useSoftphone } from '../softphone-context';

const SOON_MS = 5000;

/** The call as lanes; null: not yet. While the call goes on it is asked for again and again. */
export function useCallTimeline(call: Pick<CallDetail, 'callId' | 'timeline'>): CallTimeline | null {
  const { api } = useSoftphone();
  const { data } = useQuery({
    queryKey: ['call', call.callId, 'timeline', call.timeline.length],
    queryFn: () => api.callTimeline(call.callId),
    refetchInterval: ({ state }) => (state.data?.isOver === false ? SOON_MS : false),
    // With another step it is another query: the picture stays until it is there.
    placeholderData: (before, query) => (query?.queryKey[1] === call.callId ? before : undefined),
  });
  return data ?? null;
}
