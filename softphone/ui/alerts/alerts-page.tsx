import { Tabs, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import { AlertList } from './alert-list';
import { AlertRules } from './alert-rules';

/** What there was to see to, and the rules that say so. */
export function AlertsPage({ user }: { user: UserView }) {
  const { t } = useTranslation();
  return (
    <main className="card page" aria-label={t('alerts.heading')}>
      <Title order={1} size="h3" mb="sm">
        {t('alerts.heading')}
      </Title>
      <Tabs defaultValue="alerts" className="page-tabs" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="alerts">{t('alerts.history')}</Tabs.Tab>
          <Tabs.Tab value="rules" data-testid="alerts-rules">
            {t('alerts.rules')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="alerts" className="page-scroll">
          <AlertList />
        </Tabs.Panel>
        <Tabs.Panel value="rules" className="page-scroll">
          <AlertRules mayChange={user.role === 'admin'} />
        </Tabs.Panel>
      </Tabs>
    </main>
  );
}
