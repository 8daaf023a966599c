import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OrderSummary } from '../../../server/contract/tickets';
import { formatPhoneNumber } from '../../desk/phone-number';
import { groupSerial } from '../../desk/work-order-view';
import { useDisplay } from '../use-display';
import { hashOf, useRoute } from '../use-route';
import { DueClock, OrderStateSign, PrioritySign } from './order-signs';
import { useOrderNames } from './use-order-names';

export interface OrderSort {
  readonly by: 'due' | 'created' | 'priority' | 'updated';
  readonly direction: 'asc' | 'desc';
}

interface OrderTableProps {
  readonly orders: readonly OrderSummary[];
  readonly chosenId: string | null;
  readonly sort: OrderSort;
  readonly setSort: (sort: OrderSort) => void;
  /** Then the column of desks would say the same in every row. */
  readonly isOneDesk: boolean;
}

export function OrderTable({ orders, chosenId, sort, setSort, isOneDesk }: OrderTableProps) {
  const { t } = useTranslation();
  return (
    <Table
      className="records"
      highlightOnHover
      stickyHeader
      verticalSpacing={6}
      horizontalSpacing={8}
      aria-label={t('orders.list')}
      data-testid="orders-table"
    >
      <Table.Thead>
        <Table.Tr>
          <SortHead by="due" text={t('orders.due')} sort={sort} setSort={setSort} />
          <SortHead by="priority" text={t('orders.subject')} sort={sort} setSort={setSort} isDescending />
          <Table.Th>{t('orders.customer')}</Table.Th>
          <Table.Th>{isOneDesk ? t('orders.stage') : t('orders.desk')}</Table.Th>
          <Table.Th>{t('orders.state')}</Table.Th>
          <SortHead by="created" text={t('orders.created')} sort={sort} setSort={setSort} isDescending />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {orders.map((order) => (
          <OrderRow
            key={order.orderId}
            order={order}
            isChosen={order.orderId === chosenId}
            isOneDesk={isOneDesk}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function SortHead(props: {
  by: OrderSort['by'];
  text: string;
  sort: OrderSort;
  setSort: (sort: OrderSort) => void;
  /** Which way the first click sorts. */
  isDescending?: boolean;
}) {
  const { t } = useTranslation();
  const { by, text, sort, setSort, isDescending = false } = props;
  const isSorted = sort.by === by;
  const isUp = sort.direction === 'asc';
  const Arrow = isUp ? IconArrowUp : IconArrowDown;
  const next = isSorted ? !isUp : !isDescending;
  return (
    <Table.Th aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : 'none'}>
      <UnstyledButton
        className="sort-head"
        title={t('orders.sortBy', { column: by === 'priority' ? t('orders.priority') : text })}
        onClick={() => setSort({ by, direction: next ? 'asc' : 'desc' })}
        data-testid={`orders-sort-${by}`}
      >
        {text}
        {isSorted && <Arrow size={13} aria-hidden="true" />}
      </UnstyledButton>
    </Table.Th>
  );
}

function OrderRow({
  order,
  isChosen,
  isOneDesk,
}: {
  order: OrderSummary;
  isChosen: boolean;
  isOneDesk: boolean;
}) {
  const { t } = useTranslation();
  const { go } = useRoute();
  const display = useDisplay();
  const names = useOrderNames();
  const route = { page: 'work-orders', orderId: order.orderId } as const;
  const type = names.type(order.type);
  return (
    <Table.Tr
      className="order-row"
      aria-current={isChosen ? 'true' : undefined}
      onClick={() => go(route)}
      data-testid="order-row"
      data-serial={order.serial}
      data-state={order.state}
    >
      <Table.Td className="no-wrap">
        <DueClock order={order} />
      </Table.Td>
      <Table.Td className="cell-wide">
        <span className="cell-first">
          <a
            href={hashOf(route)}
            aria-label={t('orders.open', { serial: groupSerial(order.serial) })}
            className="digits order-serial"
            onClick={(event) => event.stopPropagation()}
          >
            {groupSerial(order.serial)}
          </a>
          <span className="cell-type">{type}</span>
          <PrioritySign priority={order.priority} />
        </span>
        {order.subject !== type && <span className="cell-second">{order.subject}</span>}
      </Table.Td>
      <Table.Td>
        <span className="cell-name">{order.customerName ?? '–'}</span>
        <span className="cell-second digits">{formatPhoneNumber(order.contactNumber ?? '')}</span>
      </Table.Td>
      <Table.Td className="no-wrap">
        {isOneDesk ? names.stage(order.type, order.stage) : names.desk(order.desk)}
        {!isOneDesk && <span className="cell-second">{names.stage(order.type, order.stage)}</span>}
      </Table.Td>
      <Table.Td className="no-wrap">
        <OrderStateSign state={order.state} />
        <span className="cell-second digits">{order.assigneeId ?? t('orders.nobody')}</span>
      </Table.Td>
      <Table.Td className="digits no-wrap cell-quiet">{display.date(order.createdAt)}</Table.Td>
    </Table.Tr>
  );
}
