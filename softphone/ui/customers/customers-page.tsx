import { ActionIcon, Center, Group, Loader, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserPlus, IconUserSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerSummary } from '../../../server/contract/rest';
import { formatPhoneNumber } from '../../desk/phone-number';
import { CustomerCardView } from '../customer/customer-card';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { Pages } from '../paged-list';
import { hashOf, useRoute } from '../use-route';

const NewCustomerDialog = lazy(() =>
  import('../customer/new-customer-dialog').then(({ NewCustomerDialog: component }) => ({
    default: component,
  })),
);

/** Finds customers; the chosen one's card stands beside the list. */
export function CustomersPage({ customerId }: { customerId: string | null }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const [settled] = useDebouncedValue(search.trim(), 250);
  const { data, error } = useQuery({
    queryKey: ['customers', settled, page],
    queryFn: () => api.customers(settled, page),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <section className="card customers" aria-label={t('customers.list')}>
        <Group gap={6} wrap="nowrap">
          <TextInput
            className="grow"
            aria-label={t('customers.search')}
            placeholder={t('customers.search')}
            leftSection={<IconSearch size={16} />}
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              setPage(1);
            }}
            data-testid="customer-search"
          />
          <NewCustomer />
        </Group>
        {data && (
          <Text size="xs" c="dimmed" mt={8} role="status">
            {data.total === 0
              ? t('customers.empty')
              : data.isTotalCapped
                ? t('record.moreThan', { count: data.total })
                : t('customers.total', { count: data.total })}
          </Text>
        )}
        {error && <Text role="alert">{errorSentence(t, error)}</Text>}
        <CustomerList customers={data?.items ?? []} chosenId={customerId} />
        {data && <Pages total={data.total} pageSize={data.pageSize} page={page} onChange={setPage} />}
      </section>
      <main className="card customer" aria-label={t('customer.heading')}>
        {customerId === null ? <Choose /> : <ChosenCustomer customerId={customerId} />}
      </main>
    </>
  );
}

function NewCustomer() {
  const { t } = useTranslation();
  const { go } = useRoute();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip label={t('record.newHeading')}>
        <ActionIcon
          size="lg"
          variant="light"
          color="brand"
          aria-label={t('record.newHeading')}
          onClick={() => setOpen(true)}
          data-testid="customer-new"
        >
          <IconUserPlus size={18} />
        </ActionIcon>
      </Tooltip>
      <Suspense fallback={null}>
        {open && (
          <NewCustomerDialog
            number=""
            close={() => setOpen(false)}
            created={(customerId) => go({ page: 'customers', customerId })}
          />
        )}
      </Suspense>
    </>
  );
}

function CustomerList(props: { customers: readonly CustomerSummary[]; chosenId: string | null }) {
  return (
    <ul className="plain-list customer-list">
      {props.customers.map(({ customerId, name, numbers }) => (
        <li key={customerId}>
          <UnstyledButton
            component="a"
            className="customer-row"
            href={hashOf({ page: 'customers', customerId })}
            aria-current={customerId === props.chosenId ? 'true' : undefined}
            data-testid="customer-row"
          >
            <span>{name}</span>
            <span className="digits">{numbers.map(formatPhoneNumber).join(' / ')}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function Choose() {
  const { t } = useTranslation();
  return (
    <div className="empty">
      <IconUserSearch size={40} stroke={1.3} aria-hidden="true" />
      <Text c="dimmed">{t('customers.choose')}</Text>
    </div>
  );
}

function ChosenCustomer({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data, error } = useQuery({
    queryKey: ['customer', customerId],
    queryFn: () => api.customer(customerId),
  });
  if (data) return <CustomerCardView customer={data} />;
  if (error) return <Text role="alert">{errorSentence(t, error)}</Text>;
  return (
    <Center h={200}>
      <Loader size="sm" />
    </Center>
  );
}
