import { useTranslation } from 'react-i18next';
import { agentStatus, type AgentStatus } from '../../desk/presence-view';
import { Elapsed } from '../elapsed';
import { useDesk } from '../softphone-context';
import { useBreakReasons } from '../use-break-reasons';
import { useNow } from '../use-now';

const statusColors: Readonly<Record<AgentStatus['name'], string>> = {
  ready: 'go',
  break: 'wait',
  overdue: 'stop',
  'not-responding': 'stop',
  'logged-out': 'gray',
  offered: 'wait',
  'on-call': 'brand',
  'wrap-up': 'wait',
  supervising: 'brand',
};

export function StatusSign() {
  const { t } = useTranslation();
  const { nameOf } = useBreakReasons();
  const now = useNow();
  const agent = useDesk()?.agent;
  if (!agent) return null;
  const status = agentStatus(agent, now);
  const onBreak = status.name === 'break' || status.name === 'overdue';
  const word =
    status.name === 'break' && agent.reason !== null ? t('presence.break') : t(`status.${status.name}`);
  return (
    <div
      className={`status status-${statusColors[status.name]}`}
      data-testid="agent-state"
      data-presence={agent.presence}
      data-reason={agent.reason ?? ''}
      data-state={agent.state}
      data-reachable={agent.reachable}
      data-overdue={status.name === 'overdue'}
    >
      <span className="status-dot" aria-hidden="true" />
      <span role="status">
        {onBreak && agent.reason !== null ? `${word} · ${nameOf(agent.reason)}` : word}
      </span>
      <Elapsed since={status.since} />
    </div>
  );
}
