import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconFlagCheck,
  IconPhoneCheck,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../../server/contract/campaigns';
import type { CampaignAction } from '../../api-client/campaign-api';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { CopyDialog } from './copy-dialog';
import { TestCallDialog } from './test-call-dialog';
import { useLookAgain } from './use-campaigns';

/** Start, pause and the rest, as the campaign's state permits. */
export function CampaignActs({ view }: { view: CampaignView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const lookAgain = useLookAgain();
  const [asked, ask] = useState<'start' | 'finish' | 'copy' | 'test' | null>(null);
  const { campaignId, name } = view.campaign;
  const act = async (action: CampaignAction) => {
    await api.campaigns.act(campaignId, action);
    await lookAgain();
  };
  const command = useCommand(act);
  return (
    <>
      {view.state === 'running' && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlayerPause size={14} aria-hidden="true" />}
          loading={command.pending}
          onClick={() => void command.run('pause')}
          data-testid="campaign-pause"
        >
          {t('campaigns.pause')}
        </Button>
      )}
      {(view.state === 'draft' || view.state === 'paused') && (
        <Button
          size="compact-xs"
          leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
          loading={command.pending}
          disabled={view.progress.contacts === 0}
          onClick={() => (view.state === 'draft' ? ask('start') : void command.run('start'))}
          data-testid="campaign-start"
        >
          {t(view.state === 'draft' ? 'campaigns.start' : 'campaigns.goOn')}
        </Button>
      )}
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={t('campaigns.more', { name })} data-testid="campaign-menu">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhoneCheck size={16} />}
            onClick={() => ask('test')}
            data-testid="campaign-test"
          >
            {t('campaigns.test')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={16} />}
            onClick={() => ask('copy')}
            data-testid="campaign-copy"
          >
            {t('campaigns.copy')}
          </Menu.Item>
          {view.state !== 'done' && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconFlagCheck size={16} />}
                onClick={() => ask('finish')}
                data-testid="campaign-finish"
              >
                {t('campaigns.finish')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === 'copy' && <CopyDialog campaign={view.campaign} close={() => ask(null)} />}
      {asked === 'test' && <TestCallDialog campaign={view.campaign} close={() => ask(null)} />}
      {(asked === 'start' || asked === 'finish') && (
        <ConfirmDialog
          title={t(`campaigns.${asked}`)}
          question={t(`campaigns.${asked}What`, { name, count: view.progress.open })}
          button={t(`campaigns.${asked}`)}
          act={() => act(asked)}
          close={() => ask(null)}
        />
      )}
    </>
  );
}
