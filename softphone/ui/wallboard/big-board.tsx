import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CentreSwitch } from '../../../server/contract/wallboard';
import { isBelowGoal, percent, type Board, type BoardQueue } from '../../desk/board-view';
import { formatDuration } from '../../desk/duration';
import { useOpenAlerts } from '../alerts/use-open-alerts';
import { BoardTotals } from './board-totals';
import { MembersBar } from './members-bar';
import { SeverityWord } from './severity-word';

const TILES = 8;
/** How long a page of tiles stays when there are more. */
const PAGE_MS = 10_000;

interface BigBoardProps {
  readonly board: Board;
  readonly switches: readonly CentreSwitch[];
  readonly now: number;
  readonly leave: () => void;
}

/** For a screen on the wall: few things, large enough to be read from five metres. Pages turn by themselves. */
export function BigBoard({ board, switches, now, leave }: BigBoardProps) {
  const { t, i18n } = useTranslation();
  const alerts = useOpenAlerts().total;
  const pages = Math.max(1, Math.ceil(board.queues.length / TILES));
  const page = Math.floor(now / PAGE_MS) % pages;
  const shown = board.queues.slice(page * TILES, (page + 1) * TILES);
  const down = switches.filter(({ state }) => state === 'down');
  const clock = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <main className="big-board" aria-label={t('board.heading')} data-testid="big-board">
      <header>
        <h1>{t('board.heading')}</h1>
        {down.length > 0 && (
          <span className="big-down" role="alert">
            {t('board.switch-down')}: {down.map(({ switchId }) => switchId).join(', ')}
          </span>
        )}
        {alerts > 0 && (
          <span className="big-down" role="status" data-testid="big-alerts">
            {t('alerts.bell', { count: alerts })}
          </span>
        )}
        {pages > 1 && <span>{t('board.page', { page: page + 1, pages })}</span>}
        <span className="digits">{clock.format(now)}</span>
        <ActionIcon size="xl" aria-label={t('board.leaveBig')} onClick={leave} data-testid="leave-big">
          <IconX size={28} />
        </ActionIcon>
      </header>
      <BoardTotals totals={board.totals} now={now} />
      <ul className="big-queues plain-list" data-count={shown.length}>
        {shown.map((queue) => (
          <Tile key={queue.queueId} queue={queue} now={now} />
        ))}
      </ul>
    </main>
  );
}

function Tile({ queue, now }: { queue: BoardQueue; now: number }) {
  const { t } = useTranslation();
  return (
    <li className="big-queue" data-severity={queue.severity} data-testid="big-queue">
      <span className="big-name">
        {queue.name} <SeverityWord severity={queue.severity} />
      </span>
      <span
        className="big-waiting digits"
        aria-label={`${t('board.waiting')} ${String(queue.waiting)}`}
        role="img"
      >
        {queue.waiting}
      </span>
      <span className="big-longest digits">
        {queue.longestSince === null ? '–' : formatDuration(now - queue.longestSince)}
      </span>
      <span className="big-level digits" data-below={isBelowGoal(queue)}>
        {t('board.level')} {percent(queue.serviceLevelNow)}
        <span className="board-dim">
          {t('board.today')} {percent(queue.today?.serviceLevel ?? null)}
        </span>
      </span>
      <MembersBar queue={queue} />
    </li>
  );
}
