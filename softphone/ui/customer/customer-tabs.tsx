import { Center, Loader, Tabs } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { CallList } from '../call-list';
import { CustomerOverview } from './customer-overview';

const CustomerBills = lazy(() =>
  import('./customer-accounts').then(({ CustomerBills: component }) => ({ default: component })),
);
const CustomerServiceOrders = lazy(() =>
  import('./customer-accounts').then(({ CustomerServiceOrders: component }) => ({ default: component })),
);
const CustomerWorkOrders = lazy(() =>
  import('./customer-work-orders').then(({ CustomerWorkOrders: component }) => ({ default: component })),
);
const CustomerNotes = lazy(() =>
  import('./customer-notes').then(({ CustomerNotes: component }) => ({ default: component })),
);

const tabs = ['overview', 'bills', 'orders', 'workOrders', 'calls', 'notes'] as const;

/** All of a customer, one subject at a time; what needs asking is asked when its tab is opened. */
export function CustomerTabs({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const { customerId } = customer;
  return (
    <Tabs defaultValue="overview" keepMounted={false} mt="sm" data-testid="customer-tabs">
      <Tabs.List aria-label={t('record.tabs')}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab} px={10} py={7} data-testid={`customer-tab-${tab}`}>
            {t(`record.tab-${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Suspense fallback={<Waiting />}>
        <Tabs.Panel value="overview" pt="xs">
          <CustomerOverview customer={customer} />
        </Tabs.Panel>
        <Tabs.Panel value="bills" pt="xs">
          <CustomerBills customerId={customerId} />
        </Tabs.Panel>
        <Tabs.Panel value="orders" pt="xs">
          <CustomerServiceOrders customerId={customerId} />
        </Tabs.Panel>
        <Tabs.Panel value="workOrders" pt="xs">
          <CustomerWorkOrders customerId={customerId} />
        </Tabs.Panel>
        <Tabs.Panel value="calls" pt="xs">
          <CallList
            calls={customer.recentCalls}
            empty={t('customer.noCalls')}
            label={t('customer.recentCalls')}
            testId="customer-call"
            about="agent"
          />
        </Tabs.Panel>
        <Tabs.Panel value="notes" pt="xs">
          <CustomerNotes customerId={customerId} />
        </Tabs.Panel>
      </Suspense>
    </Tabs>
  );
}

function Waiting() {
  return (
    <Center p="md" role="status">
      <Loader size="sm" />
    </Center>
  );
}
