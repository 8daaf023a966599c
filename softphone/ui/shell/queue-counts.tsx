import { Group, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../elapsed';
import { useObservable, useSoftphone } from '../softphone-context';

/** Who is waiting, at a glance; the longest wait only where somebody waits. */
export function QueueCounts() {
  const { t } = useTranslation();
  const queues = useObservable(useSoftphone().queues);
  return (
    <Group gap={6} wrap="nowrap" component="ul" className="queue-counts" aria-label={t('queues.heading')}>
      {queues.slice(0, 4).map((queue) => {
        const text = t('queues.waitingCount', { name: queue.name, count: queue.waiting });
        return (
          <Tooltip
            key={queue.queueId}
            label={`${text} · ${t('queues.agentsReady')} ${String(queue.agentsReady)}`}
          >
            <li
              className={queue.waiting > 0 ? 'queue-count queue-count-busy' : 'queue-count'}
              data-testid={`queue-${queue.queueId}`}
            >
              <span className="queue-count-name">{queue.name}</span>
              <b className="digits">{queue.waiting}</b>
              {queue.waiting > 0 && queue.longestSince !== null && <Elapsed since={queue.longestSince} />}
            </li>
          </Tooltip>
        );
      })}
    </Group>
  );
}
