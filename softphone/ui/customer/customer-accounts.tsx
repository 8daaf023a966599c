import { Badge, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BillView, ServiceOrderView } from '../../../server/contract/customer-data';
import { NumberLink } from './number-link';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';

const billColors = { open: 'brand', overdue: 'stop', paid: 'go' } as const;
const pageSize = 12;

export function CustomerBills({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  return (
    <PagedList
      queryKey={['customer', customerId, 'bills']}
      load={(paging) => api.records.bills(customerId, paging)}
      pageSize={pageSize}
      empty={t('record.noBills')}
    >
      {(bills) => <BillTable bills={bills} />}
    </PagedList>
  );
}

function BillTable({ bills }: { bills: readonly BillView[] }) {
  const { t } = useTranslation();
  const codes = useCodes();
  return (
    <Table verticalSpacing={5} horizontalSpacing={8} aria-label={t('record.tab-bills')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('record.month')}</Table.Th>
          <Table.Th>{t('record.billKind')}</Table.Th>
          <Table.Th>{t('record.line')}</Table.Th>
          <Table.Th ta="right">{t('record.amount')}</Table.Th>
          <Table.Th>{t('record.due')}</Table.Th>
          <Table.Th>{t('record.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bills.map((bill) => (
          <Table.Tr key={bill.billId} data-testid="customer-bill" data-status={bill.status}>
            <Table.Td className="digits no-wrap">{bill.month}</Table.Td>
            <Table.Td className="no-wrap">{t(`record.kind-${bill.kind}`)}</Table.Td>
            <Table.Td className="digits">
              {bill.lineNumber === null ? (
                bill.contractNumber
              ) : (
                <NumberLink number={bill.lineNumber} customerId={null} />
              )}
            </Table.Td>
            <Table.Td className="digits no-wrap" ta="right">
              {codes.money(bill.amount)}
            </Table.Td>
            <Table.Td className="no-wrap">{codes.day(bill.dueDate)}</Table.Td>
            <Table.Td>
              <Badge color={billColors[bill.status]}>{t(`record.bill-${bill.status}`)}</Badge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

export function CustomerServiceOrders({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  return (
    <PagedList
      queryKey={['customer', customerId, 'service-orders']}
      load={(paging) => api.records.serviceOrders(customerId, paging)}
      pageSize={pageSize}
      empty={t('record.noOrders')}
    >
      {(orders) => <ServiceOrderTable orders={orders} />}
    </PagedList>
  );
}

function ServiceOrderTable({ orders }: { orders: readonly ServiceOrderView[] }) {
  const { t } = useTranslation();
  const codes = useCodes();
  return (
    <Table verticalSpacing={5} horizontalSpacing={8} aria-label={t('record.tab-orders')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('record.orderNumber')}</Table.Th>
          <Table.Th>{t('record.orderType')}</Table.Th>
          <Table.Th>{t('record.line')}</Table.Th>
          <Table.Th>{t('record.stage')}</Table.Th>
          <Table.Th>{t('record.promisedDay')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {orders.map((order) => (
          <Table.Tr key={order.orderId} data-testid="customer-order" data-open={order.isOpen}>
            <Table.Td className="digits">{order.orderNumber}</Table.Td>
            <Table.Td>{codes.orderType(order.type)}</Table.Td>
            <Table.Td className="digits">
              {order.lineNumber !== null && <NumberLink number={order.lineNumber} customerId={null} />}
            </Table.Td>
            <Table.Td>
              <Badge color={order.isOpen ? 'brand' : 'gray'}>{codes.orderStage(order.stage)}</Badge>
            </Table.Td>
            <Table.Td className="no-wrap">
              {order.promisedDate === null ? '–' : codes.day(order.promisedDate)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
