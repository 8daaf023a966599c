import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CustomerCard } from '../../../server/contract/rest';
import { useSoftphone } from '../softphone-context';

/** The card that came with the call, and its newer self once something was written on it. */
export function useFreshCustomer(known: CustomerCard): CustomerCard {
  const { api } = useSoftphone();
  const { data } = useQuery({
    queryKey: ['customer', known.customerId],
    queryFn: () => api.customer(known.customerId),
    initialData: known,
  });
  return data.version >= known.version ? data : known;
}

/** After a change: every list and card that shows him, and the desk when he is on the line. */
export function useCustomerChanged(): (customerId: string) => Promise<void> {
  const queries = useQueryClient();
  const { api, desk, session } = useSoftphone();
  return useCallback(
    async (customerId) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['customer', customerId] }),
        queries.invalidateQueries({ queryKey: ['customers'] }),
      ]);
      const state = session.state.get();
      if (state.name === 'in' && state.user.agentId !== null && desk.desk.get()?.call) {
        desk.offer(await api.desk());
      }
    },
    [queries, api, desk, session],
  );
}
