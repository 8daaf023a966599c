import type { TFunction } from 'i18next';
import { ApiError } from '../api-client/api-error';
import { zhCN } from '../i18n/zh-cn';

type KnownCode = Exclude<keyof typeof zhCN.errors, 'heading'>;

const isKnown = (code: string): code is KnownCode => code in zhCN.errors && code !== 'heading';

/** What went wrong, as a sentence in the person's language; never the code. */
export function errorSentence(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return t('errors.unknown', { errorId: '–' });
  if (isKnown(error.code) && error.code !== 'unknown') return t(`errors.${error.code}`, { ...error.details });
  return t('errors.unknown', { errorId: error.errorId ?? '–' });
}
