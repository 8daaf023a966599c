import { Button, Group, Menu } from '@mantine/core';
import { IconCoffee, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { afterwards } from '../../desk/presence-view';
import { useDesk, useSoftphone } from '../softphone-context';
import { askToNotify } from '../use-attention';
import { useBreakReasons } from '../use-break-reasons';
import { useCommand } from '../use-command';
import { BreakItems } from './break-items';
import { NextSign } from './next-sign';
import { StatusSign } from './status-sign';

/** What the agent is doing and since when, and the two buttons that change it, or what he will be when he is done. */
export function PresenceControl() {
  const { t } = useTranslation();
  const desk = useDesk();
  const busy = desk !== null && desk.agent.state !== 'idle';
  const chosen = desk && afterwards(desk.agent).presence;
  return (
    <Group gap={8} wrap="nowrap" role="group" aria-label={t('presence.label')}>
      <StatusSign />
      <NextSign />
      <Button.Group aria-label={busy ? t('next.label') : t('presence.label')}>
        <ReadyButton isChosen={chosen === 'ready'} />
        <BreakButton isChosen={chosen === 'break'} busy={busy} />
      </Button.Group>
    </Group>
  );
}

function ReadyButton({ isChosen }: { isChosen: boolean }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const desk = useDesk();
  const ready = useCommand(actions.ready);
  return (
    <Button
      size="xs"
      color="go"
      variant={isChosen ? 'filled' : 'default'}
      aria-pressed={isChosen}
      leftSection={<IconPlayerPlay size={14} />}
      loading={ready.pending}
      disabled={!desk}
      onClick={() => {
        askToNotify();
        void ready.run();
      }}
      data-testid="presence-ready"
    >
      {t('presence.ready')}
    </Button>
  );
}

function BreakButton({ isChosen, busy }: { isChosen: boolean; busy: boolean }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const reasons = useBreakReasons();
  return (
    <Menu position="bottom-start" width={240} onOpen={reasons.refresh}>
      <Menu.Target>
        <Button
          size="xs"
          color="wait"
          variant={isChosen ? 'filled' : 'default'}
          aria-pressed={isChosen}
          leftSection={<IconCoffee size={14} />}
          disabled={!desk}
          data-testid="presence-break"
        >
          {t('presence.break')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{busy ? t('presence.breakAfterwards') : t('presence.breakWhy')}</Menu.Label>
        <BreakItems view={reasons} />
      </Menu.Dropdown>
    </Menu>
  );
}
