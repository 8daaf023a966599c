import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown, IconPhoneOutgoing } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MicrophoneError } from '../../app/call-actions';
import type { MoveName, OrderDetail } from '../../../server/contract/tickets';
import { moveFields, movesOf } from '../../desk/work-order-view';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand, useShowError } from '../use-command';
import { MoveForm } from './move-form';
import { useOrderChanged } from './use-change-order';

/** So many buttons stand in a row; the rarer ones are in the menu behind them. */
const shownButtons = 2;

/** What may be done with the order now: one big step on, the others beside it. */
export function OrderMoves({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const showError = useShowError();
  const queries = useQueryClient();
  const changed = useOrderChanged();
  const [asked, ask] = useState<MoveName | null>(null);
  const { next, others } = movesOf(order);
  const move = async (name: MoveName, body: unknown): Promise<void> => {
    try {
      changed(await api.orders.move(order.orderId, name, body));
      ask(null);
    } catch (error) {
      // Somebody else was faster: show what the order has become.
      void queries.invalidateQueries({ queryKey: ['order', order.orderId] });
      showError(error);
    }
  };
  const start = (name: MoveName): void => {
    if (moveFields[name].length === 0) void move(name, {});
    else ask(name);
  };
  if (asked !== null && order.moves.includes(asked)) {
    return <MoveForm key={asked} move={asked} order={order} submit={move} cancel={() => ask(null)} />;
  }
  if (next === null && others.length === 0) return null;
  return (
    <Group gap={8} mb="sm" data-testid="order-moves">
      {next && (
        <Button size="xs" onClick={() => start(next)} data-testid={`move-${next}`}>
          {t(`orderMove.${next}`)}
        </Button>
      )}
      <ReturnCallButton order={order} />
      {others.slice(0, shownButtons).map((name) => (
        <Button
          key={name}
          size="xs"
          variant="default"
          onClick={() => start(name)}
          data-testid={`move-${name}`}
        >
          {t(`orderMove.${name}`)}
        </Button>
      ))}
      {others.length > shownButtons && <MoreMoves moves={others.slice(shownButtons)} start={start} />}
    </Group>
  );
}

function MoreMoves({ moves, start }: { moves: readonly MoveName[]; start: (move: MoveName) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size={14} />}
          data-testid="more-moves"
        >
          {t('order.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {moves.map((name) => (
          <Menu.Item
            key={name}
            {...(name === 'cancel' ? { color: 'stop' } : {})}
            onClick={() => start(name)}
            data-testid={`move-${name}`}
          >
            {t(`orderMove.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Dials the contact through the desk's own phone; the call is on the order's record. */
function ReturnCallButton({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { api, audio, phone, dialFailure } = useSoftphone();
  const desk = useDesk();
  const call = useCommand(async () => {
    if (!(await audio.microphone.open())) throw new MicrophoneError('no microphone');
    phone.clear();
    dialFailure.set(null);
    await api.orders.returnCall(order.orderId);
  });
  const isOver = order.state === 'closed' || order.state === 'cancelled';
  if (!desk || isOver || order.contactNumber === null) return null;
  const isFree = desk.call === null && desk.agent.state === 'idle';
  return (
    <Button
      size="xs"
      variant="light"
      color="go"
      leftSection={<IconPhoneOutgoing size={15} />}
      disabled={!isFree}
      loading={call.pending}
      onClick={() => void call.run()}
      data-testid="return-call"
    >
      {t('order.returnCall')}
    </Button>
  );
}
