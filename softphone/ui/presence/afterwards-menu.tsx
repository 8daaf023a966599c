import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconLogout, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { afterwards } from '../../desk/presence-view';
import { useDesk, useSoftphone } from '../softphone-context';
import { useBreakReasons } from '../use-break-reasons';
import { useCommand } from '../use-command';
import { BreakItems } from './break-items';
import { useNextWord } from './use-next-word';

/** Beside the work that has to be done first: what to be when it is. */
export function AfterwardsMenu() {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const agent = useDesk()?.agent;
  const reasons = useBreakReasons();
  const word = useNextWord();
  const ready = useCommand(actions.ready);
  const logOut = useCommand(actions.logOutAfterwards);
  if (!agent) return null;
  return (
    <Menu position="bottom-end" width={250} onOpen={reasons.refresh}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size={14} />}
          loading={ready.pending || logOut.pending}
          data-testid="afterwards"
        >
          {t('next.choose', { what: word(afterwards(agent)) })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('next.label')}</Menu.Label>
        <Menu.Item
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => void ready.run()}
          data-testid="afterwards-ready"
        >
          {t('presence.ready')}
        </Menu.Item>
        <BreakItems view={reasons} />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => void logOut.run()}
          data-testid="afterwards-log-out"
        >
          {t('next.to-logged-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
