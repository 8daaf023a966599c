import { useQuery } from '@tanstack/react-query';
import type { QualityVersion } from '../../../server/contract/quality-config';
import { useSoftphone } from '../softphone-context';

/** The score cards that hold; null: not yet. For reviewers. */
export function useQualityConfig(): QualityVersion | null {
  const { api } = useSoftphone();
  return useQuery({ queryKey: ['quality-config'], queryFn: api.quality.config }).data ?? null;
}
