/** An outage as it is typed, and as the server takes it. */
import type { OutageView } from '../../server/contract/self-service';

export interface OutageDraft {
  readonly areaCode: string;
  readonly numberPrefix: string;
  readonly textZh: string;
  readonly textEn: string;
  /** As an input of kind datetime-local has it, by the browser's own clock; '': not known. */
  readonly until: string;
}

export const emptyOutage: OutageDraft = {
  areaCode: '',
  numberPrefix: '',
  textZh: '',
  textEn: '',
  until: '',
};

export const outageToForm = ({ areaCode, numberPrefix, texts, until }: OutageView): OutageDraft => ({
  areaCode: areaCode ?? '',
  numberPrefix: numberPrefix ?? '',
  textZh: texts['zh-CN'] ?? '',
  textEn: texts['en-US'] ?? '',
  until: until === null ? '' : localMinute(new Date(until)),
});

export interface OutageRequest {
  readonly areaCode: string | null;
  readonly numberPrefix: string | null;
  readonly texts: OutageView['texts'];
  readonly until: string | null;
}

/** null while the place or the text is missing. People write area codes with their 0; the server wants none. */
export function outageRequest(draft: OutageDraft): OutageRequest | null {
  const areaCode = draft.areaCode.trim().replace(/^0/, '');
  const numberPrefix = draft.numberPrefix.replace(/[\s-]/g, '');
  const texts = {
    ...(draft.textZh.trim() === '' ? {} : { 'zh-CN': draft.textZh.trim() }),
    ...(draft.textEn.trim() === '' ? {} : { 'en-US': draft.textEn.trim() }),
  };
  const isPlaced = areaCode !== '' || numberPrefix !== '';
  const isNumeric = /^\d{0,5}$/.test(areaCode) && /^\d{0,15}$/.test(numberPrefix);
  if (!isPlaced || !isNumeric || Object.keys(texts).length === 0) return null;
  return {
    areaCode: areaCode === '' ? null : areaCode,
    numberPrefix: numberPrefix === '' ? null : numberPrefix,
    texts,
    until: draft.until === '' ? null : new Date(draft.until).toISOString(),
  };
}

const two = (value: number) => String(value).padStart(2, '0');

const localMinute = (at: Date): string =>
  `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
