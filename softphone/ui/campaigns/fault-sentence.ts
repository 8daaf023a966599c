import type { TFunction } from 'i18next';
import { faultAt, type Fault, type Faults } from '../../desk/campaign-draft';
import { campaignsZhCN } from '../../i18n/campaigns.zh-cn';

/** A fault in words; what only the server knows is told as it said it. */
export const faultSentence = (t: TFunction, { word, told = '' }: Fault): string =>
  t(`campaignFault.${word}`, { told });

/** Beside the field; null: nothing is wrong with it. */
export function errorAt(t: TFunction, faults: Faults, path: string): string | null {
  const fault = faultAt(faults, path);
  return fault === null ? null : faultSentence(t, fault);
}

type Field = keyof typeof campaignsZhCN.campaignField;
const isField = (field: string): field is Field => field in campaignsZhCN.campaignField;

/** A part of a campaign by the name it has in the form. */
export const fieldName = (t: TFunction, field: string): string =>
  isField(field) ? t(`campaignField.${field}`) : field;
