import { Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { obstacleOf } from '../../desk/presence-view';
import { useDesk, useObservable, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** Why no calls come, across the whole desk: an agent must not sit ready in silence. */
export function ObstacleBanner() {
  const { t } = useTranslation();
  const { phone, actions, keeper } = useSoftphone();
  const registration = useObservable(phone.registration);
  const obstacle = obstacleOf(useDesk(), registration);
  const ready = useCommand(actions.ready);
  if (obstacle === null) return null;
  const attempt = registration.name === 'reconnecting' ? registration.attempt : 1;
  const serious = obstacle !== 'not-reachable' && obstacle !== 'phone-in-other-tab';
  return (
    <div
      className={serious ? 'banner banner-stop' : 'banner banner-wait'}
      role="alert"
      data-testid="obstacle"
      data-obstacle={obstacle}
    >
      <IconAlertTriangle size={20} aria-hidden="true" />
      <Text fw={500}>{t(`obstacle.${obstacle}`, { attempt })}</Text>
      {obstacle === 'not-responding' && (
        <Button
          size="md"
          color="go"
          leftSection={<IconPlayerPlay size={18} />}
          loading={ready.pending}
          onClick={() => void ready.run()}
          data-testid="presence-ready-again"
        >
          {t('presence.readyAgain')}
        </Button>
      )}
      {obstacle === 'phone-in-other-tab' && (
        <Button size="sm" onClick={keeper.takeHere} data-testid="phone-take-here">
          {t('obstacle.useHere')}
        </Button>
      )}
    </div>
  );
}
