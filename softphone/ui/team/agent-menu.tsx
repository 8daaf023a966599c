import { ActionIcon, Menu } from '@mantine/core';
import {
  IconChecklist,
  IconCoffee,
  IconDots,
  IconLogout,
  IconMessage,
  IconPlayerPlay,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresenceRequest } from '../../../server/contract/rest';
import type { TeamMember } from '../../../server/contract/supervision';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { AgentTasks } from '../tasks/agent-tasks';
import { useBreakReasons } from '../use-break-reasons';
import { useCommand } from '../use-command';
import { AssignmentDialog } from './assignment-dialog';
import { MessageDialog } from './message-dialog';

/** What a supervisor does with an agent besides listening. */
export function AgentMenu({ member }: { member: TeamMember }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [asked, ask] = useState<'message' | 'tasks' | 'assign' | 'log-out' | null>(null);
  const close = () => ask(null);
  const { agentId, displayName } = member;
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('teamActs.more', { name: displayName })}
            data-testid="agent-menu"
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <PresenceItems member={member} />
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconMessage size={16} />}
            onClick={() => ask('message')}
            data-testid="agent-message"
          >
            {t('teamActs.message')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconChecklist size={16} />}
            onClick={() => ask('tasks')}
            data-testid="agent-tasks-open"
          >
            {t('teamActs.tasks')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUsersGroup size={16} />}
            onClick={() => ask('assign')}
            data-testid="agent-assign"
          >
            {t('teamActs.assign')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={16} />}
            className="item-stop"
            onClick={() => ask('log-out')}
            data-testid="agent-log-out"
          >
            {t('teamActs.logOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'message' && <MessageDialog to={{ agentId, displayName }} close={close} />}
      {asked === 'tasks' && <AgentTasks agentId={agentId} name={displayName} close={close} />}
      {asked === 'assign' && <AssignmentDialog agentId={agentId} displayName={displayName} close={close} />}
      {asked === 'log-out' && (
        <ConfirmDialog
          title={displayName}
          question={t('teamActs.logOutWhat', { name: displayName })}
          button={t('app.logout')}
          act={() => api.team.setPresence(agentId, { presence: 'logged-out' })}
          close={close}
        />
      )}
    </>
  );
}

function PresenceItems({ member: { agentId, presence, reason, state } }: { member: TeamMember }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { reasons, nameOf } = useBreakReasons();
  const set = useCommand((request: PresenceRequest) => api.team.setPresence(agentId, request));
  const isBusy = state !== 'idle';
  return (
    <>
      {isBusy && <Menu.Label>{t('teamActs.afterwards')}</Menu.Label>}
      <Menu.Item
        leftSection={<IconPlayerPlay size={16} />}
        disabled={presence === 'ready' && !isBusy}
        onClick={() => void set.run({ presence: 'ready' })}
        data-testid="agent-ready"
      >
        {t('teamActs.ready')}
      </Menu.Item>
      {(reasons ?? []).map((each) => (
        <Menu.Item
          key={each.reason}
          leftSection={<IconCoffee size={16} />}
          disabled={presence === 'break' && reason === each.reason && !isBusy}
          onClick={() => void set.run({ presence: 'break', reason: each.reason })}
          data-testid={`agent-break-${each.reason}`}
        >
          {t('teamActs.breakFor', { reason: nameOf(each.reason) })}
        </Menu.Item>
      ))}
    </>
  );
}
