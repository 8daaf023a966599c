import { Center, Group, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '../../../server/contract/tickets';
import { groupSerial } from '../../desk/work-order-view';
import { errorSentence } from '../error-sentence';
import { SideDrawer } from '../side-drawer';
import { useSoftphone } from '../softphone-context';
import { OrderAttachments } from './order-attachments';
import { OrderFacts } from './order-facts';
import { OrderMoves } from './order-moves';
import { DueClock, OrderStateSign, PrioritySign } from './order-signs';
import { OrderTexts } from './order-texts';
import { OrderTimeline } from './order-timeline';
import { useOrderNames } from './use-order-names';

export function OrderDrawer({ orderId, close }: { orderId: string; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data, error } = useQuery({
    queryKey: ['order', orderId],
    queryFn: () => api.orders.get(orderId),
    refetchInterval: 20_000,
  });
  return (
    <SideDrawer
      title={data ? <DrawerTitle order={data} /> : t('orders.heading')}
      width={560}
      close={close}
      classNames={{ title: 'grow', body: 'order-body' }}
      testId="order-drawer"
    >
      {data ? (
        <Detail order={data} />
      ) : error ? (
        <Text role="alert" data-testid="error-message">
          {errorSentence(t, error)}
        </Text>
      ) : (
        <Center h={200}>
          <Loader size="sm" />
        </Center>
      )}
    </SideDrawer>
  );
}

function DrawerTitle({ order }: { order: OrderDetail }) {
  const names = useOrderNames();
  return (
    <Group gap={10} wrap="nowrap">
      <span className="digits order-title-serial" data-testid="order-serial">
        {groupSerial(order.serial)}
      </span>
      <span className="order-title-type">{names.type(order.type)}</span>
      <PrioritySign priority={order.priority} />
    </Group>
  );
}

function Detail({ order }: { order: OrderDetail }) {
  return (
    <article data-testid="order-detail" data-order-id={order.orderId} data-state={order.state}>
      <Group gap={12} mb={10}>
        <OrderStateSign state={order.state} />
        <DueClock order={order} />
      </Group>
      <OrderMoves order={order} />
      <OrderFacts order={order} />
      <OrderAttachments order={order} />
      <OrderTexts order={order} />
      <OrderTimeline order={order} />
    </article>
  );
}
