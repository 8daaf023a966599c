import { ActionIcon, Badge, Group, Menu, Text, Tooltip } from '@mantine/core';
import {
  IconClockPause,
  IconKeyboard,
  IconLogout,
  IconPlugConnectedX,
  IconUserCircle,
  IconWifi,
} from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import type { LinkState } from '../../api-client/event-socket';
import { AlertBell } from '../alerts/alert-bell';
import { Logo } from '../logo';
import { useDesk, useObservable, useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { AudioMenu } from './audio-menu';
import { PresenceControl } from '../presence/presence-control';
import { QueueCounts } from './queue-counts';
import { LanguageSwitch, ThemeSwitch } from './switches';

export function TopBar({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { shortcuts } = useUi();
  const takesCalls = user.agentId !== null;
  return (
    <header className="top-bar" aria-label="Kiloline">
      <Group gap={8} wrap="nowrap">
        <Logo />
        <Text fw={700} component="h1" fz="md">
          Kiloline
        </Text>
      </Group>
      {takesCalls && <PresenceControl />}
      <div className="top-bar-space" />
      {takesCalls && <QueueCounts />}
      <Group gap={2} wrap="nowrap">
        <LinkSign />
        {user.role !== 'agent' && <AlertBell />}
        {takesCalls && <AudioMenu />}
        {takesCalls && (
          <Tooltip label={`${t('keys.heading')} (?)`}>
            <ActionIcon size="lg" aria-label={t('keys.heading')} onClick={() => shortcuts.set(true)}>
              <IconKeyboard size={18} />
            </ActionIcon>
          </Tooltip>
        )}
        <LanguageSwitch />
        <ThemeSwitch />
        <AccountMenu user={user} />
      </Group>
    </header>
  );
}

const linkColors: Readonly<Record<LinkState, string>> = {
  up: 'go',
  connecting: 'gray',
  reconnecting: 'stop',
  off: 'gray',
};

/** Quiet while all is well; a sentence when it is not. */
function LinkSign() {
  const { t } = useTranslation();
  const link = useObservable(useSoftphone().events.state);
  const text = t(`link.${link}`);
  if (link !== 'up') {
    return (
      <Badge
        color={linkColors[link]}
        leftSection={<IconPlugConnectedX size={14} />}
        role="status"
        data-testid="link-state"
        data-state={link}
      >
        {text}
      </Badge>
    );
  }
  return (
    <Tooltip label={t('link.label', { state: text })}>
      <span
        className="link-sign"
        role="img"
        aria-label={t('link.label', { state: text })}
        data-testid="link-state"
        data-state={link}
      >
        <IconWifi size={18} />
      </span>
    </Tooltip>
  );
}

function AccountMenu({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { session, wrapUp, actions } = useSoftphone();
  const signOut = useCommand(
    useCallback(async () => {
      await wrapUp.savePresent();
      await session.signOut();
    }, [session, wrapUp]),
  );
  const logOutAfterwards = useCommand(actions.logOutAfterwards);
  const state = useDesk()?.agent.state ?? 'idle';
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('app.account')} data-testid="account-menu">
          <IconUserCircle size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.displayName} · {user.agentId ?? user.login}
        </Menu.Label>
        {state !== 'idle' && (
          <Menu.Item
            leftSection={<IconClockPause size={16} />}
            onClick={() => void logOutAfterwards.run()}
            data-testid="logout-afterwards"
          >
            {t('next.logOut')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => void signOut.run()}
          data-testid="logout"
        >
          {t('app.logout')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
