import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OfferedReasonView } from '../../server/contract/rest';
import { useSoftphone } from './softphone-context';

export interface BreakReasonsView {
  readonly reasons: readonly OfferedReasonView[] | undefined;
  readonly isError: boolean;
  /** A reason by its id, in the language of the screen; as it is when it is configured no more. */
  readonly nameOf: (reason: string) => string;
  /** How many places are taken changes with every colleague. */
  readonly refresh: () => void;
}

export function useBreakReasons(): BreakReasonsView {
  const { api } = useSoftphone();
  const { i18n } = useTranslation();
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const { data, isError, refetch } = useQuery({ queryKey: ['break-reasons'], queryFn: api.breakReasons });
  return {
    reasons: data,
    isError,
    nameOf: (reason) => data?.find((each) => each.reason === reason)?.names[language] ?? reason,
    refresh: () => void refetch(),
  };
}
