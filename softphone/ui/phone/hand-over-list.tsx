import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconArrowForwardUp, IconPhoneCall, IconUser, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { canConsult, canTransfer, type HandOverRow } from '../../desk/hand-over-view';
import { formatPhoneNumber } from '../../desk/phone-number';
import { Elapsed } from '../elapsed';

interface HandOverListProps {
  readonly rows: readonly HandOverRow[];
  readonly chosen: number;
  readonly pending: boolean;
  readonly ask: (row: HandOverRow) => void;
  readonly handOver: (row: HandOverRow) => void;
}

export function HandOverList({ rows, chosen, ...acts }: HandOverListProps) {
  const { t } = useTranslation();
  return (
    // A grid, for its rows have buttons, which options of a list may not have.
    <div className="hand-over" id="hand-over-list" role="grid" aria-label={t('handOver.found')}>
      {rows.map((row, index) => (
        <Row key={row.key} row={row} isChosen={index === chosen} {...acts} />
      ))}
    </div>
  );
}

function Row({
  row,
  isChosen,
  pending,
  ask,
  handOver,
}: Omit<HandOverListProps, 'rows' | 'chosen'> & { row: HandOverRow; isChosen: boolean }) {
  const { t } = useTranslation();
  const title = titleOf(row);
  return (
    <div
      id={`hand-over-${row.key}`}
      role="row"
      aria-selected={isChosen}
      className={isChosen ? 'hand-over-row hand-over-chosen' : 'hand-over-row'}
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: 'nearest' });
      }}
      data-testid="hand-over-row"
      data-key={row.key}
    >
      <KindIcon kind={row.kind} />
      <div className="hand-over-name" role="gridcell">
        <Text size="sm" fw={500} truncate className={row.kind === 'number' && !row.name ? 'digits' : ''}>
          {title}
        </Text>
        <What row={row} />
      </div>
      <div className="hand-over-acts" role="gridcell">
        <Tooltip label={t('handOver.ask')}>
          <ActionIcon
            variant="filled"
            color="go"
            disabled={pending || !canConsult(row)}
            aria-label={t('handOver.askWho', { who: title })}
            onClick={() => ask(row)}
            data-testid="consult-ring"
          >
            <IconPhoneCall size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip
          label={row.kind === 'agent' && row.mayWait ? t('callWaiting.waits') : t('handOver.transfer')}
        >
          <ActionIcon
            variant="light"
            color="brand"
            disabled={pending || !canTransfer(row)}
            aria-label={t('handOver.transferTo', { who: title })}
            onClick={() => handOver(row)}
            data-testid="transfer"
          >
            <IconArrowForwardUp size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}

const titleOf = (row: HandOverRow): string =>
  row.kind === 'number' && row.name === '' ? formatPhoneNumber(row.number) : row.name;

function What({ row }: { row: HandOverRow }) {
  const { t } = useTranslation();
  switch (row.kind) {
    case 'agent':
      return (
        <Text size="xs" className={`colleague-${row.state}`} data-testid="colleague-state">
          {t(`handOver.state-${row.state}`)} <Elapsed since={row.since} />
        </Text>
      );
    case 'queue':
      return (
        <Text size="xs" c="dimmed">
          {t('handOver.queue', { waiting: row.waiting, ready: row.agentsReady })}
        </Text>
      );
    case 'number':
      return (
        <Text size="xs" c="dimmed" className="digits">
          {row.name === '' ? t('handOver.outside') : formatPhoneNumber(row.number)}
        </Text>
      );
  }
}

function KindIcon({ kind }: { kind: HandOverRow['kind'] }) {
  if (kind === 'agent') return <IconUser size={18} aria-hidden="true" />;
  if (kind === 'queue') return <IconUsersGroup size={18} aria-hidden="true" />;
  return <IconPhoneCall size={18} aria-hidden="true" />;
}
