import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useCustomerChanged } from './use-customer';

/** The caller has said who he is, and calls from a number we did not know: the number becomes his. */
export function LinkCustomerDialog({ number, close }: { number: string; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const changed = useCustomerChanged();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  const { data } = useQuery({
    queryKey: ['customers', settled, 1],
    queryFn: () => api.customers(settled, 1),
    placeholderData: keepPreviousData,
    enabled: settled !== '',
  });
  const link = useCommand(async (customerId: string) => {
    await api.records.addPhone(customerId, number);
    await changed(customerId);
    close();
  });
  const found = settled === '' ? [] : (data?.items.slice(0, 8) ?? []);
  return (
    <Modal
      opened
      onClose={close}
      title={t('record.linkHeading', { number: formatPhoneNumber(number) })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <TextInput
        aria-label={t('customers.search')}
        placeholder={t('customers.search')}
        leftSection={<IconSearch size={16} />}
        data-autofocus
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-testid="link-search"
      />
      <ul className="plain-list link-list" aria-label={t('customers.list')}>
        {found.map((customer) => (
          <li key={customer.customerId}>
            <Group justify="space-between" wrap="nowrap" py={4}>
              <div className="grow">
                <Text size="sm">{customer.name}</Text>
                <Text size="xs" c="dimmed" className="digits">
                  {customer.numbers.map(formatPhoneNumber).join(' / ')}
                </Text>
              </div>
              <Button
                size="compact-sm"
                variant="light"
                loading={link.pending}
                onClick={() => void link.run(customer.customerId)}
                aria-label={t('record.linkTo', { name: customer.name })}
                data-testid="link-choose"
              >
                {t('record.link')}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      {settled !== '' && data?.total === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('customers.empty')}
        </Text>
      )}
    </Modal>
  );
}
