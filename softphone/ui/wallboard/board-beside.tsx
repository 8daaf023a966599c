import { Badge, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CentreOrders, CentreSwitch, IvrPlace } from '../../../server/contract/wallboard';
import { trunkSeverity } from '../../desk/board-view';

/** Callers in flows, by where they are. */
export function BoardFlows({ places }: { places: readonly IvrPlace[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const most = Math.max(1, ...places.map(({ calls }) => calls));
  return (
    <section className="card board-side" aria-label={t('board.flows')}>
      <Title order={2} size="h5">
        {t('board.flows')}
      </Title>
      {places.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('board.noFlows')}
        </Text>
      )}
      <ul className="plain-list">
        {places.map(({ packId, node, title, calls }) => (
          <li key={`${packId}/${node}`} className="board-place" data-testid="board-place">
            <span>
              {title?.[language] ?? node} <span className="board-dim">{packId}</span>
            </span>
            <span className="digits">{calls}</span>
            <span className="board-place-bar" style={{ width: `${String((calls / most) * 100)}%` }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const switchColors = { 'in-use': 'go', standby: 'gray', down: 'stop' } as const;

export function BoardSwitches({ switches }: { switches: readonly CentreSwitch[] }) {
  const { t } = useTranslation();
  return (
    <section className="card board-side" aria-label={t('board.switches')}>
      <Title order={2} size="h5">
        {t('board.switches')}
      </Title>
      <ul className="plain-list">
        {switches.map(({ switchId, state, calls, inbound, outbound, tried, failed }) => (
          <li key={switchId} className="board-switch" data-state={state} data-testid="board-switch">
            <span>{switchId}</span>
            <Badge color={switchColors[state]}>{t(`board.switch-${state}`)}</Badge>
            <span className="digits board-switch-calls" title={t('board.inOut', { inbound, outbound })}>
              {calls} <span className="board-dim">{t('board.calls')}</span>
              <span className="board-dim">
                {' '}
                ↓{inbound} ↑{outbound}
              </span>
            </span>
            {failed > 0 && (
              <span
                className="board-trunk"
                data-testid="board-trunk-failed"
                data-severity={trunkSeverity({ tried, failed })}
                title={t('board.trunkFailedWhat')}
              >
                {t('board.trunkFailed', { failed, tried })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Work orders near or past their promise, by desk. */
export function BoardOrders({ orders }: { orders: readonly CentreOrders[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const columns = ['live', 'dueSoon', 'overdue'] as const;
  return (
    <section className="card board-side" aria-label={t('board.orders')}>
      <Title order={2} size="h5">
        {t('board.orders')}
      </Title>
      <table className="board-orders">
        <thead>
          <tr>
            <th>{t('board.desk')}</th>
            {columns.map((column) => (
              <th key={column}>{t(`board.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {orders.map((desk) => (
            <tr key={desk.desk}>
              <td>{desk.names[language]}</td>
              {columns.map((column) => (
                <td key={column} className="digits" data-severity={severityOf(column, desk[column])}>
                  {desk[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const severityOf = (column: string, count: number): string =>
  count === 0 || column === 'live' ? 'fine' : column === 'overdue' ? 'alarm' : 'late';
