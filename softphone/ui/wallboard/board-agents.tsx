import { Text } from '@mantine/core';
import { IconAntennaBarsOff, IconEar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BoardAgent } from '../../desk/board-view';
import { POOR_MOS } from '../../desk/board-view';
import { formatDuration } from '../../desk/duration';
import { useBreakReasons } from '../use-break-reasons';

/** More at once nobody reads; who is over a limit comes first. */
const SHOWN = 120;

export function BoardAgents({ agents, now }: { agents: readonly BoardAgent[]; now: number }) {
  const { t } = useTranslation();
  if (agents.length === 0) return <Text c="dimmed">{t('board.noAgents')}</Text>;
  return (
    <>
      <ul className="board-agents plain-list" data-testid="board-agents">
        {agents.slice(0, SHOWN).map((agent) => (
          <Agent key={agent.agentId} agent={agent} now={now} />
        ))}
      </ul>
      {agents.length > SHOWN && (
        <Text size="sm" c="dimmed" mt={8}>
          {t('board.more', { count: agents.length - SHOWN })}
        </Text>
      )}
    </>
  );
}

function Agent({ agent, now }: { agent: BoardAgent; now: number }) {
  const { t } = useTranslation();
  const { agentId, displayName, doing, severity, since, call, quality, supervisors } = agent;
  return (
    <li
      className="board-agent"
      data-testid="board-agent"
      data-agent={agentId}
      data-doing={doing}
      data-severity={severity}
    >
      <span className="board-agent-name">
        {displayName} <span className="digits board-dim">{agentId}</span>
      </span>
      <span className="digits board-agent-since">{formatDuration(now - since)}</span>
      <span className="board-agent-what">
        <What agent={agent} />
        {call?.queueName && <span className="board-dim"> · {call.queueName}</span>}
      </span>
      <span className="board-agent-signs">
        {supervisors.length > 0 && (
          <IconEar
            size={16}
            role="img"
            aria-label={supervisors.map(({ supervisor }) => supervisor.displayName).join(', ')}
          />
        )}
        {quality !== null && quality.mos < POOR_MOS && (
          <IconAntennaBarsOff
            size={16}
            role="img"
            aria-label={t('board.poor', { mos: quality.mos.toFixed(1) })}
          />
        )}
      </span>
    </li>
  );
}

function What({ agent }: { agent: BoardAgent }) {
  const { t } = useTranslation();
  const { nameOf } = useBreakReasons();
  const { doing, state, presence, reason, overdueAt, severity } = agent;
  if (doing === 'missing')
    return <>{t(presence === 'not-responding' ? 'status.not-responding' : 'team.elsewhere')}</>;
  if (state !== 'idle') return <>{t(`status.${state}`)}</>;
  if (doing === 'ready') return <>{t('team.free')}</>;
  const word = overdueAt !== null && severity === 'alarm' ? t('team.overdue') : t('status.break');
  return <>{reason === null ? word : `${word} · ${nameOf(reason)}`}</>;
}
