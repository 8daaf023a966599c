import { Button, Group, Menu } from '@mantine/core';
import { IconCoffee, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { agentStatus, breakReasons, type AgentStatus } from '../../desk/presence-view';
import { Elapsed } from '../elapsed';
import { useDesk, useSoftphone } from '../softphone-context';
import { askToNotify } from '../use-attention';
import { useCommand } from '../use-command';

const statusColors: Readonly<Record<AgentStatus['name'], string>> = {
  ready: 'go',
  break: 'wait',
  'not-responding': 'stop',
  'logged-out': 'gray',
  offered: 'wait',
  'on-call': 'brand',
  'wrap-up': 'wait',
};

/** What the agent is doing and since when, and the two buttons that change it. */
export function PresenceControl() {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const desk = useDesk();
  const ready = useCommand(actions.ready);
  const rest = useCommand(actions.takeBreak);
  const presence = desk?.agent.presence;
  return (
    <Group gap={8} wrap="nowrap" role="group" aria-label={t('presence.label')}>
      <StatusSign />
      <Button.Group>
        <Button
          size="xs"
          color="go"
          variant={presence === 'ready' ? 'filled' : 'default'}
          aria-pressed={presence === 'ready'}
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
        <Menu position="bottom-start" width={170}>
          <Menu.Target>
            <Button
              size="xs"
              color="wait"
              variant={presence === 'break' ? 'filled' : 'default'}
              aria-pressed={presence === 'break'}
              leftSection={<IconCoffee size={14} />}
              loading={rest.pending}
              disabled={!desk}
              data-testid="presence-break"
            >
              {t('presence.break')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('presence.breakWhy')}</Menu.Label>
            {breakReasons.map((reason) => (
              <Menu.Item key={reason} onClick={() => void rest.run(reason)} data-testid={`break-${reason}`}>
                {t(`presence.break-${reason}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
    </Group>
  );
}

function StatusSign() {
  const { t } = useTranslation();
  const agent = useDesk()?.agent;
  if (!agent) return null;
  const status = agentStatus(agent);
  return (
    <div
      className={`status status-${statusColors[status.name]}`}
      data-testid="agent-state"
      data-presence={agent.presence}
      data-state={agent.state}
      data-reachable={agent.reachable}
    >
      <span className="status-dot" aria-hidden="true" />
      <span role="status">
        {status.name === 'break' ? <BreakText reason={agent.reason} /> : t(`status.${status.name}`)}
      </span>
      <Elapsed since={status.since} />
    </div>
  );
}

function BreakText({ reason }: { reason: string | null }) {
  const { t } = useTranslation();
  if (reason === null || reason === '') return t('status.break');
  const known = breakReasons.find((one) => one === reason);
  return `${t('presence.break')} · ${known ? t(`presence.break-${known}`) : reason}`;
}
