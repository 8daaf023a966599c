import { Badge, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';
import { hashOf } from '../use-route';

/** His work orders, newest first; each opens on the page of work orders. */
export function CustomerWorkOrders({ customerId }: { customerId: string }) {
  const { t, i18n } = useTranslation();
  const { api } = useSoftphone();
  const display = useDisplay();
  const types = useQuery({ queryKey: ['work-order-types'], queryFn: api.orders.types, staleTime: Infinity });
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const typeName = (id: string) => types.data?.types.find((type) => type.id === id)?.names[language] ?? id;
  return (
    <PagedList
      queryKey={['work-orders', 'of-customer', customerId]}
      load={(paging) => api.orders.list({ ...paging, customerId })}
      pageSize={12}
      empty={t('record.noWorkOrders')}
    >
      {(orders) => (
        <Table verticalSpacing={5} horizontalSpacing={8} aria-label={t('record.tab-workOrders')}>
          <Table.Tbody>
            {orders.map((order) => (
              <Table.Tr key={order.orderId} data-testid="customer-work-order">
                <Table.Td className="digits no-wrap">
                  <a className="number-link" href={hashOf({ page: 'work-orders', orderId: order.orderId })}>
                    {order.serial}
                  </a>
                </Table.Td>
                <Table.Td>{typeName(order.type)}</Table.Td>
                <Table.Td>{order.subject}</Table.Td>
                <Table.Td>
                  <Badge color={order.overdue ? 'stop' : order.closedAt === null ? 'brand' : 'gray'}>
                    {order.closedAt === null ? t('record.live') : t('record.closed')}
                  </Badge>
                </Table.Td>
                <Table.Td className="no-wrap" c="dimmed">
                  {display.date(order.createdAt)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
}
