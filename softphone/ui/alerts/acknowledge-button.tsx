import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AlertView } from '../../../server/contract/alerts';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** I see to it: everybody reads who. */
export function AcknowledgeButton({ alert, size }: { alert: AlertView; size: 'sm' | 'compact-xs' }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const acknowledge = useCommand(async () => {
    await api.alerts.acknowledge(alert.alertId);
    await queries.invalidateQueries({ queryKey: ['alerts'] });
  });
  return (
    <Button
      size={size}
      color="stop"
      loading={acknowledge.pending}
      onClick={() => void acknowledge.run()}
      aria-label={`${t('alerts.acknowledge')}: ${alert.name}`}
      data-testid="alert-acknowledge"
    >
      {t('alerts.acknowledge')}
    </Button>
  );
}
