import { Badge } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { learntView } from '../../desk/learnt-view';
import { workOrdersZhCN } from '../../i18n/work-orders.zh-cn';
import { useDesk } from '../softphone-context';

/** One line above the customer: his way through the menus, what he proved and what he typed. */
export function CallerLearnt() {
  const { t } = useTranslation();
  const view = learntView(useDesk()?.call?.learnt);
  if (!view) return null;
  return (
    <dl className="learnt" aria-label={t('learnt.heading')} data-testid="caller-learnt">
      {view.keys.length > 0 && (
        <div>
          <dt>{t('learnt.keys')}</dt>
          <dd className="digits">{view.keys.join(' › ')}</dd>
        </div>
      )}
      {view.verified.map((account) => (
        <div key={account}>
          <dt className="for-screen-readers">{t('learnt.verified')}</dt>
          <dd>
            <Badge color="go" leftSection={<IconShieldCheck size={13} />} title={t('learnt.verified')}>
              {account}
            </Badge>
          </dd>
        </div>
      ))}
      {view.entries.map(({ name, value }) => (
        <div key={name}>
          {/* A pack's own names stand as they are written there. */}
          <dt>{`var-${name}` in workOrdersZhCN.learnt ? t(`learnt.var-${name}`) : name}</dt>
          <dd className="digits">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
