import { Button, Group, Pagination, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import { searchOf } from '../../desk/work-order-view';
import { errorSentence } from '../error-sentence';
import { useDesk, useSoftphone, useUi } from '../softphone-context';
import { useRoute } from '../use-route';
import { DeskTabs } from './desk-tabs';
import { OrderDrawer } from './order-drawer';
import { noFilters, OrderFilters, type Filters } from './order-filters';
import { OrderTable, type OrderSort } from './order-table';

const pageSize = 25;
/** Colleagues work on the same lists; their moves show within this. */
const refreshMs = 20_000;

/** What lies at the desks, the most pressing first; one order opens beside the list. */
export function WorkOrdersPage({ user, orderId }: { user: UserView; orderId: string | null }) {
  const { t } = useTranslation();
  const { go } = useRoute();
  const [view, setView] = useState(user.agentId === null ? 'all' : 'mine');
  const [filters, setFilters] = useState<Filters>(noFilters);
  const [sort, setSort] = useState<OrderSort>({ by: 'due', direction: 'asc' });
  const [page, setPage] = useState(1);
  const list = useOrders({ view, filters, sort, page });
  /** Anything that changes what is listed begins at its first page. */
  const first =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setPage(1);
    };
  const pages = list.data ? Math.ceil(list.data.total / pageSize) : 0;
  return (
    <main className="card page" aria-label={t('orders.heading')} data-testid="work-orders-page">
      <Group justify="space-between" mb={8}>
        <Title order={2} size="h4">
          {t('orders.heading')}
        </Title>
        <NewOrderButton />
      </Group>
      <DeskTabs view={view} choose={first(setView)} isAgent={user.agentId !== null} refreshMs={refreshMs} />
      <OrderFilters filters={filters} change={first(setFilters)} isMine={view === 'mine'} />
      {list.error && (
        <Text role="alert" data-testid="error-message">
          {errorSentence(t, list.error)}
        </Text>
      )}
      <div className="page-scroll">
        <OrderTable
          orders={list.data?.items ?? []}
          chosenId={orderId}
          sort={sort}
          setSort={first(setSort)}
          isOneDesk={view !== 'mine' && view !== 'all'}
        />
      </div>
      <Group justify="space-between" mt={8} mih={26}>
        {list.data && (
          <Text size="xs" c="dimmed" role="status" data-testid="orders-total">
            {list.data.total === 0
              ? t('orders.empty')
              : list.data.isTotalCapped
                ? t('orders.totalCapped', { count: list.data.total })
                : t('orders.total', { count: list.data.total })}
          </Text>
        )}
        {pages > 1 && (
          <Pagination
            size="xs"
            total={pages}
            value={page}
            onChange={setPage}
            getControlProps={(control) => ({
              'aria-label': control === 'previous' ? t('orders.previous') : t('orders.next'),
            })}
            getItemProps={(number) => ({ 'aria-label': t('orders.page', { page: number }) })}
          />
        )}
      </Group>
      {orderId !== null && (
        <OrderDrawer
          key={orderId}
          orderId={orderId}
          close={() => go({ page: 'work-orders', orderId: null })}
        />
      )}
    </main>
  );
}

function useOrders(shown: { view: string; filters: Filters; sort: OrderSort; page: number }) {
  const { api } = useSoftphone();
  const { view, filters, sort, page } = shown;
  const [typed] = useDebouncedValue(filters.typed, 250);
  const search = {
    ...(view === 'mine' ? { assignee: 'me' } : view === 'all' ? {} : { desk: view }),
    ...(view !== 'mine' && filters.assignee ? { assignee: filters.assignee } : {}),
    ...searchOf(typed),
    ...(filters.state === null ? {} : { state: filters.state }),
    ...(filters.type === null ? {} : { type: filters.type }),
    ...(filters.due === null ? {} : { due: filters.due }),
    sort: sort.by,
    direction: sort.direction,
    page,
    pageSize,
  };
  return useQuery({
    queryKey: ['orders', search],
    queryFn: () => api.orders.list(search),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
}

function NewOrderButton() {
  const { t } = useTranslation();
  const { newOrder } = useUi();
  const desk = useDesk();
  return (
    <Button
      size="xs"
      leftSection={<IconPlus size={16} />}
      onClick={() => newOrder.set({ callId: desk?.call?.callId ?? null, customerId: null })}
      data-testid="new-order"
    >
      {t('orders.new')}
    </Button>
  );
}
