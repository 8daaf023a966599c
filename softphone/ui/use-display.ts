import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CallSummary, DispositionView } from '../../server/contract/rest';
import { zhCN } from '../i18n/zh-cn';
import { useObservable, useSoftphone } from './softphone-context';

export function useDispositions(): readonly DispositionView[] {
  const { api } = useSoftphone();
  return useQuery({ queryKey: ['dispositions'], queryFn: api.dispositions, staleTime: Infinity }).data ?? [];
}

/** Names of things the server gives by code, in the language of the screen. */
export function useDisplay() {
  const { t, i18n } = useTranslation();
  const { queues } = useSoftphone();
  const known = useObservable(queues);
  const dispositions = useDispositions();
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  return {
    disposition: (code: string) =>
      dispositions.find((disposition) => disposition.code === code)?.names[language] ?? code,
    queue: (queueId: string | null) =>
      queueId === null ? '' : (known.find((queue) => queue.queueId === queueId)?.name ?? queueId),
    // A pack may name topics of its own, which it words for people already.
    topic: (topic: string) => (topic in zhCN.topic ? t(`topic.${topic as keyof typeof zhCN.topic}`) : topic),
    failure: (cause: string) =>
      cause in zhCN.failure ? t(`failure.${cause as keyof typeof zhCN.failure}`) : t('failure.other'),
    date: (iso: string) => formatDate(iso, language),
  };
}

function formatDate(iso: string, language: string): string {
  const date = new Date(iso);
  const today = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(today ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date);
}

export const outcomeColors: Readonly<Record<CallSummary['outcome'], string>> = {
  'in-progress': 'brand',
  answered: 'go',
  abandoned: 'stop',
  'self-served': 'gray',
  'not-reached': 'wait',
  lost: 'stop',
};
