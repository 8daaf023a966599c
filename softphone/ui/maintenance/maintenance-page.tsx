import { Tabs, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import { ApprovalRules } from './approval-rules';
import { Approvals } from './approvals';
import { ChangeHistory } from './change-history';
import { Tables } from './tables';

const tabs = ['history', 'approvals', 'tables', 'rules'] as const;

/** Who changed what and why, what waits for a second pair of eyes, and whole tables in and out. */
export function MaintenancePage({ user }: { user: UserView }) {
  const { t } = useTranslation();
  return (
    <main className="card page customer" aria-label={t('maintenance.heading')}>
      <Title order={1} size="h3" mb="xs">
        {t('maintenance.heading')}
      </Title>
      <Tabs defaultValue="history" keepMounted={false}>
        <Tabs.List aria-label={t('maintenance.tabs')}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab} data-testid={`maintenance-tab-${tab}`}>
              {t(`maintenance.tab-${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="history" pt="sm">
          <ChangeHistory />
        </Tabs.Panel>
        <Tabs.Panel value="approvals" pt="sm">
          <Approvals user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="tables" pt="sm">
          <Tables user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="rules" pt="sm">
          <ApprovalRules user={user} />
        </Tabs.Panel>
      </Tabs>
    </main>
  );
}
