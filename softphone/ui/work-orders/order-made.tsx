import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCircleCheck, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '../../../server/contract/tickets';
import { groupSerial } from '../../desk/work-order-view';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useRoute } from '../use-route';
import { DueClock } from './order-signs';
import { useOrderNames } from './use-order-names';

interface OrderMadeProps {
  readonly order: OrderDetail;
  readonly callId: string | null;
  readonly close: () => void;
  readonly again: () => void;
}

/** The serial number, large enough to be read out; or the machine says it to the caller. */
export function OrderMade({ order, callId, close, again }: OrderMadeProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { go } = useRoute();
  const names = useOrderNames();
  const call = useDesk()?.call;
  const speak = useCommand(async () => {
    if (callId === null) return;
    await api.orders.speakSerial(callId, order.serial);
    notifications.show({ color: 'go', message: t('newOrder.spoken') });
  });
  const isTalking = call?.callId === callId && call.state === 'talking';
  return (
    <div className="order-made" role="status" data-testid="order-made" data-order-id={order.orderId}>
      <IconCircleCheck size={36} stroke={1.4} aria-hidden="true" />
      <Text fw={600}>
        {t('newOrder.made')} · {names.type(order.type)}
      </Text>
      <Text size="sm" c="dimmed">
        {t('newOrder.serial')}
      </Text>
      <p className="order-made-serial digits" data-testid="made-serial" data-serial={order.serial}>
        {groupSerial(order.serial)}
      </p>
      <DueClock order={order} />
      {callId !== null && (
        <Button
          mt="sm"
          leftSection={<IconVolume size={18} />}
          disabled={!isTalking}
          loading={speak.pending}
          onClick={() => void speak.run()}
          data-testid="speak-serial"
        >
          {t('newOrder.speak')}
        </Button>
      )}
      <Group gap={8} mt="xs">
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            close();
            go({ page: 'work-orders', orderId: order.orderId });
          }}
          data-testid="open-made-order"
        >
          {t('newOrder.open')}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={again}>
          {t('newOrder.another')}
        </Button>
      </Group>
    </div>
  );
}
