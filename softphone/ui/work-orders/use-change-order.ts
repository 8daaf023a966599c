import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { OrderDetail } from '../../../server/contract/tickets';

/** Shows an order as the server answered it, and has the lists it may stand in asked for again. */
export function useOrderChanged(): (order: OrderDetail) => void {
  const queries = useQueryClient();
  return useCallback(
    (order) => {
      queries.setQueryData(['order', order.orderId], order);
      for (const list of ['orders', 'order-desks', 'order-audit', 'customer-orders']) {
        void queries.invalidateQueries({ queryKey: [list] });
      }
    },
    [queries],
  );
}
