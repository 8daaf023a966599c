import { Button, Text } from '@mantine/core';
import { IconMoonStars } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useObservable, useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';

/** The browser or the computer had put this page to sleep: an agent who waits should know why nothing rang. */
export function SleptBanner() {
  const { t } = useTranslation();
  const { date } = useDisplay();
  const { sleep } = useSoftphone();
  const slept = useObservable(sleep);
  if (slept === null) return null;
  const at = (ms: number) => date(new Date(ms).toISOString());
  return (
    <div className="banner banner-wait" role="status" data-testid="slept">
      <IconMoonStars size={20} aria-hidden="true" />
      <Text fw={500}>{t('voice.slept', { from: at(slept.from), until: at(slept.until) })}</Text>
      <Button size="sm" variant="default" onClick={() => sleep.set(null)}>
        {t('app.close')}
      </Button>
    </div>
  );
}
