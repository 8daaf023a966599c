import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { useCodes } from '../use-codes';

/** One line of facts for the first seconds of a call: what he owes, what he waits for, where he is. */
export function CustomerGlance({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const codes = useCodes();
  const isOverdue = customer.latestBills.some(({ status }) => status === 'overdue');
  const next = customer.openOrders.flatMap(({ promisedDate }) => promisedDate ?? []).sort()[0];
  return (
    <dl className="facts">
      <div data-testid="customer-balance" data-overdue={isOverdue}>
        <dt>{t('record.balance')}</dt>
        <dd className={isOverdue ? 'digits fact-stop' : 'digits'}>
          {customer.balanceDue > 0 ? codes.money(customer.balanceDue) : t('record.nothingDue')}
          {isOverdue && <span className="fact-note"> · {t('record.overdue')}</span>}
        </dd>
      </div>
      <div data-testid="customer-open-orders">
        <dt>{t('record.openOrders')}</dt>
        <dd className="digits">
          {customer.openOrders.length}
          {next !== undefined && (
            <span className="fact-note"> · {t('record.promised', { day: codes.day(next) })}</span>
          )}
        </dd>
      </div>
      {customer.contractNumber !== null && (
        <div>
          <dt>{t('customer.contract')}</dt>
          <dd className="digits">{customer.contractNumber}</dd>
        </div>
      )}
      {customer.address !== null && (
        <div>
          <dt>{t('customer.address')}</dt>
          <dd>{customer.address}</dd>
        </div>
      )}
    </dl>
  );
}
