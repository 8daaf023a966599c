import { Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { obstacleOf, refusalOf, type Obstacle } from '../../desk/presence-view';
import { useDesk, useObservable, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { useNow } from '../use-now';

const mild: readonly Obstacle[] = ['not-reachable', 'phone-in-other-tab', 'overdue', 'audio-away'];

/** Why no calls come, across the whole desk: an agent must not sit ready in silence. */
export function ObstacleBanner() {
  const { t } = useTranslation();
  const { phone, actions, keeper } = useSoftphone();
  const registration = useObservable(phone.registration);
  const obstacle = obstacleOf(useDesk(), registration, useNow());
  const ready = useCommand(actions.ready);
  if (obstacle === null) return null;
  return (
    <div
      className={mild.includes(obstacle) ? 'banner banner-wait' : 'banner banner-stop'}
      role="alert"
      data-testid="obstacle"
      data-obstacle={obstacle}
    >
      <IconAlertTriangle size={20} aria-hidden="true" />
      <Text fw={500}>
        <ObstacleText obstacle={obstacle} />
      </Text>
      {(obstacle === 'not-responding' || obstacle === 'overdue') && (
        <Button
          size={obstacle === 'overdue' ? 'sm' : 'md'}
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

function ObstacleText({ obstacle }: { obstacle: Obstacle }) {
  const { t } = useTranslation();
  const { date } = useDisplay();
  const registration = useObservable(useSoftphone().phone.registration);
  const agent = useDesk()?.agent;
  const at = (ms: number) => date(new Date(ms).toISOString());
  if (obstacle === 'not-responding' && agent)
    return t(`obstacle.${refusalOf(agent)}`, { time: at(agent.presenceSince), count: agent.missedInARow });
  if (obstacle === 'overdue') return t('obstacle.overdue', { time: at(agent?.breakUntil ?? 0) });
  const attempt = registration.name === 'reconnecting' ? registration.attempt : 1;
  return t(`obstacle.${obstacle}`, { attempt });
}
