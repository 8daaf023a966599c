import { Text } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../elapsed';
import { hashOf } from '../use-route';
import { AcknowledgeButton } from './acknowledge-button';
import { useAlertWords } from './use-alert-words';
import { useOpenAlerts } from './use-open-alerts';

/** The newest alert nobody sees to yet, across the whole desk. */
export function AlertBanner() {
  const { t } = useTranslation();
  const words = useAlertWords();
  const waiting = useOpenAlerts().alerts.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  const [alert] = waiting;
  if (!alert) return null;
  return (
    <div className="banner banner-stop" role="alert" data-testid="alert-banner">
      <IconBellRinging size={20} aria-hidden="true" />
      <Text fw={500}>
        {alert.name} · {words.of(alert)} · {words.measure(alert.measure)}{' '}
        {words.figure(alert.measure, alert.value)}
      </Text>
      <Elapsed since={Date.parse(alert.raisedAt)} />
      <AcknowledgeButton alert={alert} size="sm" />
      {waiting.length > 1 && (
        <a className="banner-link" href={hashOf({ page: 'alerts' })}>
          {t('alerts.more', { count: waiting.length - 1 })}
        </a>
      )}
    </div>
  );
}
