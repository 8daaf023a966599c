import { IconMessage2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../softphone-context';

/** What the queue has its agents say to this caller. */
export function CallScript() {
  const { t } = useTranslation();
  const call = useDesk()?.call;
  if (!call?.script || call.state === 'ended') return null;
  return (
    <section className="call-script" aria-label={t('callScript.heading')} data-testid="call-script">
      <IconMessage2 size={16} aria-hidden="true" />
      <p lang={call.language}>{call.script}</p>
    </section>
  );
}
