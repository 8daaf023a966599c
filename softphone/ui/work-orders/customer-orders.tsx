import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupSerial } from '../../desk/work-order-view';
import { useSoftphone } from '../softphone-context';
import { hashOf } from '../use-route';
import { DueClock, OrderStateSign } from './order-signs';
import { useOrderNames } from './use-order-names';

/** The most pressing ones; all of them have a tab of their own. */
const shown = 3;

/** The customer's work orders that are not finished; nothing when there are none. */
export function CustomerOrders({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const names = useOrderNames();
  const { data } = useQuery({
    queryKey: ['customer-orders', customerId],
    queryFn: () => api.orders.list({ customerId, state: 'live', pageSize: shown }),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <h3 className="section-title section-title-first">
        {t('newOrder.forCustomer')} <span className="digits">{data.total}</span>
      </h3>
      <ul className="plain-list customer-orders" aria-label={t('newOrder.forCustomer')}>
        {data.items.map((order) => (
          <li key={order.orderId}>
            <a
              className="customer-order"
              href={hashOf({ page: 'work-orders', orderId: order.orderId })}
              data-testid="customer-order"
              data-serial={order.serial}
            >
              <span className="digits order-serial">{groupSerial(order.serial)}</span>
              <span className="grow customer-order-subject">
                {names.type(order.type)}
                <span className="cell-quiet"> {names.desk(order.desk)}</span>
              </span>
              <DueClock order={order} />
              <OrderStateSign state={order.state} />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
