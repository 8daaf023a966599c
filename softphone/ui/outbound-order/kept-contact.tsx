import { Button, Group, Menu, Text } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptOrder, LeaveOrder } from '../../../server/contract/campaign-order';
import { formatDuration } from '../../desk/duration';
import { putOff } from '../../desk/task-view';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useNow } from '../use-now';
import { OrderCard } from './order-card';
import { useShowOwn } from './own-campaigns';

interface KeptContactProps {
  readonly order: KeptOrder;
  readonly isFree: boolean;
}

/** A contact to look at, and then to call or to leave; his record stands below. */
export function KeptContact({ order, isFree }: KeptContactProps) {
  return (
    <OrderCard order={order}>
      <Decision order={order} isFree={isFree} />
    </OrderCard>
  );
}

function Decision({ order, isFree }: KeptContactProps) {
  const { t } = useTranslation();
  const { api, actions } = useSoftphone();
  const show = useShowOwn();
  const call = useCommand(async () => {
    await actions.callContact(order.contactId).finally(show);
  });
  const leave = useCommand(async (left: LeaveOrder) => {
    await api.outboundOrders.leave(order.contactId, left).finally(show);
  });
  const later = (delay: '1h' | 'tomorrow') =>
    void leave.run({ how: 'later', until: putOff(delay, Date.now()) });
  return (
    <Group gap={8}>
      <Button
        color="go"
        leftSection={<IconPhone size={16} />}
        loading={call.pending}
        disabled={!isFree}
        onClick={() => void call.run()}
        data-testid="order-call"
      >
        {t('outboundOrder.call')}
      </Button>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button variant="default" disabled={leave.pending} data-testid="order-later">
            {t('outboundOrder.later')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => later('1h')} data-testid="order-later-1h">
            {t('outboundOrder.later-1h')}
          </Menu.Item>
          <Menu.Item onClick={() => later('tomorrow')} data-testid="order-later-tomorrow">
            {t('outboundOrder.later-tomorrow')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        disabled={leave.pending}
        onClick={() => void leave.run({ how: 'skip' })}
        data-testid="order-skip"
      >
        {t('outboundOrder.skip')}
      </Button>
      <Button
        variant="light"
        color="stop"
        disabled={leave.pending}
        onClick={() => void leave.run({ how: 'do-not-call' })}
        data-testid="order-never"
      >
        {t('outboundOrder.never')}
      </Button>
      <DialsItself order={order} isFree={isFree && !call.pending} dial={() => void call.run()} />
    </Group>
  );
}

/** Once, when the time has come and he is free. */
function DialsItself({ order, isFree, dial }: KeptContactProps & { readonly dial: () => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const hasDialled = useRef(false);
  const { dialsAt } = order;
  const isTime = dialsAt !== null && now >= dialsAt && now < order.keptUntil;
  useEffect(() => {
    if (!isTime || !isFree || hasDialled.current) return;
    hasDialled.current = true;
    dial();
  }, [isTime, isFree, dial]);
  return (
    <Text size="sm" c="dimmed" className="digits" role="timer" aria-live="off">
      {dialsAt === null
        ? t('outboundOrder.kept')
        : t('outboundOrder.dials', { left: formatDuration(Math.max(0, dialsAt - now)) })}
    </Text>
  );
}
