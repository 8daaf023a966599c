import { ActionIcon, Indicator, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { hashOf } from '../use-route';
import { useOpenAlerts } from './use-open-alerts';

/** How many alerts are open, and the way to them. */
export function AlertBell() {
  const { t } = useTranslation();
  const { total } = useOpenAlerts();
  const label = t('alerts.bell', { count: total });
  return (
    <Tooltip label={label}>
      <Indicator color="stop" label={total} size={16} offset={6} disabled={total === 0}>
        <ActionIcon
          component="a"
          href={hashOf({ page: 'alerts' })}
          size="lg"
          aria-label={label}
          data-testid="alert-bell"
          data-count={total}
        >
          <IconBell size={18} />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  );
}
