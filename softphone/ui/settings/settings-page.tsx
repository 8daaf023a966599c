import { Tabs, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import { ApiKeys } from './api-keys';
import { Audit } from './audit';
import { Outages } from './outages';
import { Passwords } from './passwords';
import { RecordingLog } from './recording-log';
import { TextMessages } from './text-messages';
import { Users } from './users';
import { Webhooks } from './webhooks';

const parts = {
  passwords: Passwords,
  outages: Outages,
  texts: TextMessages,
  recordings: RecordingLog,
  audit: Audit,
  users: Users,
  keys: ApiKeys,
  webhooks: Webhooks,
} as const;
type Part = keyof typeof parts;

/** What supervisors settle for callers, and administrators for other systems. */
export function SettingsPage({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const shown: readonly Part[] =
    user.role === 'admin'
      ? ['passwords', 'outages', 'texts', 'users', 'keys', 'webhooks', 'recordings', 'audit']
      : ['passwords', 'outages', 'texts', 'recordings', 'audit'];
  return (
    <main className="card page" aria-label={t('settings.heading')} data-testid="settings-page">
      <Title order={2} size="h4" mb={8}>
        {t('settings.heading')}
      </Title>
      <Tabs defaultValue="passwords" keepMounted={false} className="page-tabs">
        <Tabs.List aria-label={t('settings.tabs')}>
          {shown.map((part) => (
            <Tabs.Tab key={part} value={part} data-testid={`settings-${part}`}>
              {t(`settings.tab-${part}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((part) => {
          const Panel = parts[part];
          return (
            <Tabs.Panel key={part} value={part} className="page-scroll" pt="sm">
              <Panel />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </main>
  );
}
