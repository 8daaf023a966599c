import { useQuery } from '@tanstack/react-query';
import { useSoftphone } from '../softphone-context';

/** Campaigns by the names they have now. */
export function useCampaignNames(isNeeded = true): readonly { campaignId: string; name: string }[] {
  const { api } = useSoftphone();
  const { data } = useQuery({
    queryKey: ['campaigns', 'list'],
    queryFn: api.campaigns.list,
    enabled: isNeeded,
  });
  return data?.map(({ campaign: { campaignId, name } }) => ({ campaignId, name })) ?? [];
}
