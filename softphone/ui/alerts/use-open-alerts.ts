import { useQuery } from '@tanstack/react-query';
import type { AlertView } from '../../../server/contract/alerts';
import { useSoftphone } from '../softphone-context';

/** More at once are a disaster that nobody reads one by one. */
const MOST = 50;

/** Alerts that are not over, the newest first. Events of them make it look again. */
export function useOpenAlerts(): { readonly alerts: readonly AlertView[]; readonly total: number } {
  const { api } = useSoftphone();
  const { data } = useQuery({
    queryKey: ['alerts', 'open'],
    queryFn: () => api.alerts.list({ open: true, pageSize: MOST }),
    staleTime: 0,
  });
  return { alerts: data?.items ?? [], total: data?.total ?? 0 };
}
