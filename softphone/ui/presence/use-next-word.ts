import { useTranslation } from 'react-i18next';
import type { Desk } from '../../../server/contract/rest';
import { useBreakReasons } from '../use-break-reasons';

type Chosen = Pick<Desk['agent'], 'presence' | 'reason'>;

/** A word for what somebody is or will be: a break by its reason. */
export function useNextWord(): (chosen: Chosen) => string {
  const { t } = useTranslation();
  const { nameOf } = useBreakReasons();
  return ({ presence, reason }) =>
    presence === 'break' && reason !== null ? nameOf(reason) : t(`next.to-${presence}`);
}
