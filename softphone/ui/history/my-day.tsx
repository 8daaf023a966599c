import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../desk/duration';
import { useSoftphone } from '../softphone-context';

const REFRESH_MS = 60_000;

/** The agent's own figures of the day. */
export function MyDay({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data } = useQuery({
    queryKey: ['calls', { dayOf: agentId }],
    queryFn: api.myDay,
    refetchInterval: REFRESH_MS,
  });
  if (!data) return null;
  const figures = [
    ['answered', String(data.answered)],
    ['dialled', String(data.dialled)],
    ['handling', data.handlingMs === null ? '–' : formatDuration(data.handlingMs)],
    ['onCall', formatDuration(data.onCallMs)],
    ['wrapUp', formatDuration(data.wrapUpMs)],
    ['ready', formatDuration(data.readyMs)],
    ['break', formatDuration(data.breakMs)],
  ] as const;
  return (
    <dl className="my-day" aria-label={t('myDay.heading')} data-testid="my-day">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`myDay.${name}`)}</dt>
          <dd className="digits" data-testid={`my-day-${name}`}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
