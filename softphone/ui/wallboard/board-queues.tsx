import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isBelowGoal, percent, type BoardQueue } from '../../desk/board-view';
import { formatDuration } from '../../desk/duration';
import { MembersBar } from './members-bar';
import { SeverityWord } from './severity-word';

/** Every queue in a row, the worst first. */
export function BoardQueues({ queues, now }: { queues: readonly BoardQueue[]; now: number }) {
  const { t } = useTranslation();
  return (
    <Table className="board-table" data-testid="board-queues" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('board.queue')}</Table.Th>
          <Table.Th ta="right">{t('board.waiting')}</Table.Th>
          <Table.Th ta="right">{t('board.longest')}</Table.Th>
          <Table.Th ta="right">{t('board.estimate')}</Table.Th>
          <Table.Th ta="right">{t('board.levelNow')}</Table.Th>
          <Table.Th ta="right">{t('board.levelToday')}</Table.Th>
          <Table.Th ta="right">{t('board.answeredOf')}</Table.Th>
          <Table.Th ta="right">{t('board.abandoned')}</Table.Th>
          <Table.Th ta="right">{t('board.marks')}</Table.Th>
          <Table.Th className="board-members-column">{t('board.members')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {queues.map((queue) => (
          <Table.Tr
            key={queue.queueId}
            data-testid="board-queue"
            data-queue={queue.queueId}
            data-severity={queue.severity}
          >
            <Table.Td>
              <span className="board-name">{queue.name}</span>
              <SeverityWord severity={queue.severity} />
            </Table.Td>
            <Table.Td ta="right" className="digits board-waiting" data-testid="board-queue-waiting">
              {queue.waiting}
            </Table.Td>
            <Table.Td
              ta="right"
              className="digits board-longest"
              title={t('board.goal', { seconds: queue.answerWithinS })}
            >
              {queue.longestSince === null ? '–' : formatDuration(now - queue.longestSince)}
            </Table.Td>
            <Table.Td ta="right" className="no-wrap">
              {queue.estimateMinutes === null ? '–' : t('board.minutes', { count: queue.estimateMinutes })}
            </Table.Td>
            <Table.Td
              ta="right"
              className="digits board-level"
              data-below={isBelowGoal(queue)}
              title={t('board.levelGoal', {
                share: percent(queue.serviceLevelGoal),
                seconds: queue.answerWithinS,
              })}
            >
              {percent(queue.serviceLevelNow)}
            </Table.Td>
            <Table.Td ta="right" className="digits">
              {percent(queue.today?.serviceLevel ?? null)}
            </Table.Td>
            <Table.Td ta="right" className="digits no-wrap" data-testid="board-queue-answered">
              {queue.today === null
                ? '–'
                : `${String(queue.today.answered)} / ${String(queue.today.offered)}`}
            </Table.Td>
            <Table.Td ta="right" className="digits">
              {queue.today?.abandoned ?? '–'}
            </Table.Td>
            <Marks today={queue.today} />
            <Table.Td>
              <MembersBar queue={queue} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** How satisfied callers were today, and how many of those who were asked said so. */
function Marks({ today }: Pick<BoardQueue, 'today'>) {
  const { t } = useTranslation();
  const { asked = 0, marked = 0, averageMark = null } = today ?? {};
  return (
    <Table.Td
      ta="right"
      className="digits no-wrap"
      title={t('board.marksOf', { asked, marked })}
      data-testid="board-queue-marks"
    >
      {asked === 0 ? '–' : `${averageMark?.toFixed(1) ?? '–'} · ${percent(marked / asked)}`}
    </Table.Td>
  );
}
