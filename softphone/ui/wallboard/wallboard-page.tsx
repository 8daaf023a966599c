import { Alert, Button, Center, Group, Loader, Text, Title } from '@mantine/core';
import { IconMaximize } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CentrePicture } from '../../../server/contract/wallboard';
import { boardOf } from '../../desk/board-view';
import { useObservable, useSoftphone } from '../softphone-context';
import { useCentre } from '../use-centre';
import { useDisplay } from '../use-display';
import { useNow } from '../use-now';
import { BigBoard } from './big-board';
import { BoardAgents } from './board-agents';
import { BoardFlows, BoardOrders, BoardSwitches } from './board-beside';
import { BoardFilterFields } from './board-filter';
import { BoardQueues } from './board-queues';
import { BoardTotals } from './board-totals';
import { useBigScreen } from './use-big-screen';
import { useBoardFilter } from './use-board-filter';
import './wallboard.css';

/** How the centre stands, at a glance: what is over a limit comes first and stands out. */
export function WallboardPage() {
  const { t } = useTranslation();
  const picture = useCentre();
  if (picture) return <Standing picture={picture} />;
  return (
    <Center className="card page" role="status">
      <Loader size="sm" mr="sm" />
      <Text c="dimmed">{t('board.loading')}</Text>
    </Center>
  );
}

function Standing({ picture }: { picture: CentrePicture }) {
  const { t } = useTranslation();
  const now = useNow();
  const { filter, change } = useBoardFilter();
  const screen = useBigScreen();
  const board = useMemo(() => boardOf(picture, filter, now), [picture, filter, now]);
  if (screen.isBig)
    return <BigBoard board={board} switches={picture.switches} now={now} leave={screen.leave} />;
  return (
    <main className="page board" aria-label={t('board.heading')} data-testid="wallboard">
      <Group className="board-head" gap="sm">
        <Title order={1} size="h3">
          {t('board.heading')}
        </Title>
        <div className="grow" />
        <BoardFilterFields picture={picture} filter={filter} change={change} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMaximize size={16} />}
          onClick={screen.enter}
          data-testid="big-screen"
        >
          {t('board.big')}
        </Button>
      </Group>
      <Stale at={picture.at} />
      <BoardTotals totals={board.totals} now={now} />
      <div className="board-body">
        <div className="board-main">
          <section className="card" aria-label={t('board.queues')}>
            <BoardQueues queues={board.queues} now={now} />
          </section>
          <section className="card" aria-label={t('board.agents')}>
            <BoardAgents agents={board.agents} now={now} />
          </section>
        </div>
        <aside className="board-aside" aria-label={t('board.flows')}>
          <BoardFlows places={picture.ivr} />
          <BoardSwitches switches={picture.switches} />
          <BoardOrders orders={picture.orders} />
        </aside>
      </div>
    </main>
  );
}

/** A board that stands still must not look alive. */
function Stale({ at }: { at: number }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const link = useObservable(useSoftphone().events.state);
  if (link === 'up') return null;
  return (
    <Alert color="stop" p="xs" role="status">
      {t('board.stale', { at: display.date(new Date(at).toISOString()) })}
    </Alert>
  );
}
