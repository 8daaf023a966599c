import { useTranslation } from 'react-i18next';
import type { OrderMark, SaidMark } from '../../../server/contract/campaign-order';
import { worded } from '../../desk/review-view';
import { campaignsZhCN } from '../../i18n/campaigns.zh-cn';
import { useCodes } from '../use-codes';

const usual = Object.keys(campaignsZhCN.mark) as (keyof typeof campaignsZhCN.mark)[];

/** What a mark is called here, with its date. */
export function useMarkWord(marks: readonly OrderMark[]): (said: SaidMark) => string {
  const { t } = useTranslation();
  const { language } = useCodes();
  return ({ mark, date }) => {
    const own = worded(marks.find((each) => each.mark === mark)?.label ?? {}, language);
    const isUsual = usual.find((each) => each === mark);
    const word = own || (isUsual === undefined ? mark : t(`mark.${isUsual}`));
    return date === null ? word : `${word} · ${date}`;
  };
}
