import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../../server/contract/campaigns';
import { campaignsZhCN } from '../../i18n/campaigns.zh-cn';
import { worded } from '../../desk/review-view';
import { useCodes } from '../use-codes';

type MarkWord = keyof typeof campaignsZhCN.mark;
const usual = Object.keys(campaignsZhCN.mark) as MarkWord[];

/** Marks every campaign may have, in words; others as they are written. */
export function useUsualMark(): (mark: string) => string {
  const { t } = useTranslation();
  return (mark) => {
    const isUsual = usual.find((each) => each === mark);
    return isUsual === undefined ? mark : t(`mark.${isUsual}`);
  };
}

/** Marks that occur in a campaign, in words: the campaign's own first, then those of every campaign, then the flow's. */
export function useOrderedMarks({ campaign, progress }: Pick<CampaignView, 'campaign' | 'progress'>) {
  const usualWord = useUsualMark();
  const { language } = useCodes();
  const own = new Map(campaign.marks.map(({ mark, label }) => [mark, worded(label, language) || mark]));
  const known = [...new Set([...own.keys(), ...usual, ...Object.keys(progress.marks)])];
  const word = (mark: string): string => own.get(mark) ?? usualWord(mark);
  return { known, word };
}
