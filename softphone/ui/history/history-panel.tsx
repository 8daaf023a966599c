import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CallList } from '../call-list';
import { useSoftphone } from '../softphone-context';
import { MyDay } from './my-day';

export function HistoryPanel({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data } = useQuery({
    queryKey: ['calls', { agentId }],
    queryFn: () => api.calls({ agentId, pageSize: 30 }),
  });
  return (
    <section className="card history" aria-label={t('history.heading')}>
      <h2 className="section-title section-title-first">{t('myDay.heading')}</h2>
      <MyDay agentId={agentId} />
      <h2 className="section-title section-title-first">{t('history.heading')}</h2>
      {data && (
        <CallList
          calls={data.items}
          empty={t('history.empty')}
          label={t('history.heading')}
          testId="history-item"
          about="customer"
        />
      )}
    </section>
  );
}
