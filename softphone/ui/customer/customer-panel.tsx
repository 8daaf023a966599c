import { Button, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { IconLink, IconUserPlus, IconUserQuestion, IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard, Desk } from '../../../server/contract/rest';
import { formatPhoneNumber } from '../../desk/phone-number';
import { CallOrder } from '../outbound-order/call-order';
import { OwnCampaigns, useOwnCampaigns } from '../outbound-order/own-campaigns';
import { useCallerNumber, useCallView } from '../phone/use-call-view';
import { QueueTable } from '../queues/queue-table';
import { useDesk, useSoftphone } from '../softphone-context';
import { useRoute } from '../use-route';
import { CallScript } from './call-script';
import { CallerLearnt } from './caller-learnt';
import { CustomerCardView } from './customer-card';
import { useFreshCustomer } from './use-customer';

const NewCustomerDialog = lazy(() =>
  import('./new-customer-dialog').then(({ NewCustomerDialog: component }) => ({ default: component })),
);
const LinkCustomerDialog = lazy(() =>
  import('./link-customer-dialog').then(({ LinkCustomerDialog: component }) => ({ default: component })),
);

/** Who is calling: one card, a choice of several, or that nobody is known by this number. */
export function CustomerPanel() {
  const { t } = useTranslation();
  const desk = useDesk();
  const view = useCallView();
  const own = useOwnCampaigns();
  const keptCustomerId = own?.order?.customerId ?? null;
  const isInternal = desk?.call?.direction === 'internal';
  const hasCall = !isInternal && (desk?.call != null || ('call' in view && view.name !== 'wrap-up'));
  return (
    <main className="column" aria-label={t('customer.heading')}>
      <CallOrder />
      {own && <OwnCampaigns own={own} />}
      <section className="card customer">
        <CallScript />
        <CallerLearnt />
        {desk && desk.customers.length > 0 && desk.call ? (
          <Matches key={desk.call.callId} customers={desk.customers} />
        ) : hasCall ? (
          <Unknown />
        ) : keptCustomerId !== null ? (
          <KeptCustomer key={keptCustomerId} customerId={keptCustomerId} />
        ) : (
          <Nobody />
        )}
      </section>
    </main>
  );
}

function Matches({ customers }: { customers: Desk['customers'] }) {
  const { t } = useTranslation();
  const [chosenId, choose] = useState<string | null>(null);
  const chosen = customers.find(({ customerId }) => customerId === chosenId) ?? customers[0];
  if (!chosen) return null;
  return (
    <>
      {customers.length > 1 && (
        <div className="matches">
          <Text size="sm" fw={500} mb={6}>
            {t('customer.matches', { count: customers.length })}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={t('customer.matchTabs')}
            value={chosen.customerId}
            onChange={choose}
            data={customers.map(({ customerId, name }) => ({ value: customerId, label: name }))}
            data-testid="customer-matches"
          />
        </div>
      )}
      <CallersCard key={chosen.customerId} customer={chosen} />
    </>
  );
}

function CallersCard({ customer }: { customer: CustomerCard }) {
  return <CustomerCardView customer={useFreshCustomer(customer)} />;
}

/** Whom a campaign is about to have him call. */
function KeptCustomer({ customerId }: { customerId: string }) {
  const { api } = useSoftphone();
  const customer = useQuery({
    queryKey: ['customer', customerId],
    queryFn: () => api.customer(customerId),
  }).data;
  return customer ? <CustomerCardView customer={customer} /> : null;
}

/** Nobody has this number: make a customer of him, or give the number to whom he says he is. */
function Unknown() {
  const { t } = useTranslation();
  const number = useCallerNumber(useCallView());
  const hasNumber = /\d/.test(number);
  const [open, setOpen] = useState<'new' | 'link' | null>(null);
  const { go } = useRoute();
  const close = () => setOpen(null);
  return (
    <div className="empty" data-testid="customer-unknown">
      <IconUserQuestion size={40} stroke={1.3} aria-hidden="true" />
      <Title order={2} size="h4">
        {t('customer.unknown')}
      </Title>
      <Text c="dimmed">
        {hasNumber
          ? t('customer.unknownText', { number: formatPhoneNumber(number) })
          : t('customer.anonymousText')}
      </Text>
      <Group gap={8} justify="center">
        <Button
          variant="light"
          leftSection={<IconUserPlus size={16} />}
          onClick={() => setOpen('new')}
          data-testid="customer-create"
        >
          {t('record.newHeading')}
        </Button>
        <Button
          variant="default"
          leftSection={hasNumber ? <IconLink size={16} /> : <IconUserSearch size={16} />}
          onClick={() => (hasNumber ? setOpen('link') : go({ page: 'customers', customerId: null }))}
          data-testid="customer-link"
        >
          {hasNumber ? t('record.linkKnown') : t('customer.search')}
        </Button>
      </Group>
      <Suspense fallback={null}>
        {open === 'new' && <NewCustomerDialog number={hasNumber ? number : ''} close={close} />}
        {open === 'link' && <LinkCustomerDialog number={number} close={close} />}
      </Suspense>
    </div>
  );
}

function Nobody() {
  const { t } = useTranslation();
  return (
    <div className="empty">
      <IconUserSearch size={40} stroke={1.3} aria-hidden="true" />
      <Text c="dimmed">{t('customer.none')}</Text>
      <div className="queue-table">
        <QueueTable />
      </div>
    </div>
  );
}
