import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useObservable, useSoftphone, useUi } from '../softphone-context';

/** He is ready, and something of the check should be better. */
export function PreflightBanner() {
  const { t } = useTranslation();
  const ui = useUi();
  const { preflight } = useSoftphone();
  const isShown = useObservable(preflight.warned);
  const { lines } = useObservable(preflight.state);
  const worst = lines.find(({ verdict }) => verdict === 'warn');
  if (!isShown || worst?.why == null) return null;
  return (
    <div
      className="banner banner-wait"
      role="status"
      data-testid="preflight-warning"
      data-check={worst.check}
    >
      <IconAlertTriangle size={20} aria-hidden="true" />
      <Text fw={500}>{t(`preflight.${worst.check}-${worst.why}`)}</Text>
      <Button size="sm" variant="default" onClick={() => ui.preflight.set(true)}>
        {t('preflight.details')}
      </Button>
      <Button size="sm" variant="default" onClick={() => preflight.warned.set(false)}>
        {t('app.close')}
      </Button>
    </div>
  );
}
