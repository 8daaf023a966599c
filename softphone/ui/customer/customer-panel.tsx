import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import { IconSearch, IconUserQuestion, IconUserSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk } from '../../../server/contract/rest';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useCallerNumber, useCallView } from '../phone/use-call-view';
import { QueueTable } from '../queues/queue-table';
import { useDesk } from '../softphone-context';
import { useRoute } from '../use-route';
import { CustomerCardView } from './customer-card';

/** Who is calling: one card, a choice of several, or that nobody is known by this number. */
export function CustomerPanel() {
  const { t } = useTranslation();
  const desk = useDesk();
  const view = useCallView();
  const hasCall = desk?.call != null || ('call' in view && view.name !== 'wrap-up');
  return (
    <main className="column" aria-label={t('customer.heading')}>
      <section className="card customer">
        {desk && desk.customers.length > 0 && desk.call ? (
          <Matches key={desk.call.callId} customers={desk.customers} />
        ) : hasCall ? (
          <Unknown />
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
      <CustomerCardView customer={chosen} />
    </>
  );
}

function Unknown() {
  const { t } = useTranslation();
  const number = useCallerNumber(useCallView());
  const { go } = useRoute();
  return (
    <div className="empty" data-testid="customer-unknown">
      <IconUserQuestion size={40} stroke={1.3} aria-hidden="true" />
      <Title order={2} size="h4">
        {t('customer.unknown')}
      </Title>
      <Text c="dimmed">
        {number === ''
          ? t('customer.anonymousText')
          : t('customer.unknownText', { number: formatPhoneNumber(number) })}
      </Text>
      <Button
        variant="light"
        leftSection={<IconSearch size={16} />}
        onClick={() => go({ page: 'customers', customerId: null })}
      >
        {t('customer.search')}
      </Button>
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
