import type { TFunction } from 'i18next';
import { ApiError } from '../api-client/api-error';
import { handOverZhCN } from '../i18n/hand-over.zh-cn';
import { zhCN } from '../i18n/zh-cn';

type KnownCode = Exclude<keyof typeof zhCN.errors, 'heading'>;

const isKnown = (code: string): code is KnownCode => code in zhCN.errors && code !== 'heading';

/** What went wrong, as a sentence in the person's language; never the code. */
export function errorSentence(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return t('errors.unknown', { errorId: '–' });
  if (error.code === 'colleague-busy') return t(`errors.${error.code}`, { what: whatHeIs(t, error) });
  if (isKnown(error.code) && error.code !== 'unknown') return t(`errors.${error.code}`, { ...error.details });
  return t('errors.unknown', { errorId: error.errorId ?? '–' });
}

type ColleagueWord = Extract<keyof typeof handOverZhCN.handOver, `state-${string}`>;

/** Why a colleague cannot take a call. */
function whatHeIs(t: TFunction, { details }: ApiError): string {
  const state = details['state'];
  const word = `state-${state === 'unreachable' ? 'away' : String(state)}`;
  const isWord = (each: string): each is ColleagueWord => each in handOverZhCN.handOver;
  return t(`handOver.${isWord(word) ? word : 'state-on-call'}`);
}
