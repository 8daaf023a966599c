import { ActionIcon, Group, Pill, TextInput, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useCustomerChanged, useFreshCustomer } from './use-customer';

/** Numbers he calls from, added and taken away at once: they are looked for with the next call. */
export function CustomerPhones({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { customerId, phones } = useFreshCustomer(customer);
  const changed = useCustomerChanged();
  const [number, setNumber] = useState('');
  const add = useCommand(async () => {
    await api.records.addPhone(customerId, number.trim());
    setNumber('');
    await changed(customerId);
  });
  const remove = useCommand(async (phoneId: string) => {
    await api.records.removePhone(customerId, phoneId);
    await changed(customerId);
  });
  const addTyped = () => {
    if (number.trim().length >= 2) void add.run();
  };
  return (
    <Group mt="sm" gap={8} align="flex-end">
      <TextInput
        type="tel"
        w={220}
        label={t('record.addNumber')}
        autoComplete="off"
        maxLength={40}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter adds the number; it does not save the form around it.
          event.preventDefault();
          addTyped();
        }}
        data-testid="phone-new"
        rightSection={
          <Tooltip label={t('record.addNumber')}>
            <ActionIcon loading={add.pending} onClick={addTyped} aria-label={t('record.addNumber')}>
              <IconPlus size={16} />
            </ActionIcon>
          </Tooltip>
        }
      />
      <Group gap={6} className="grow" component="ul" m={0} p={0} aria-label={t('customer.numbers')}>
        {phones.map((phone) => (
          <Pill
            key={phone.phoneId}
            component="li"
            size="md"
            withRemoveButton
            onRemove={() => void remove.run(phone.phoneId)}
            removeButtonProps={{
              'aria-label': t('record.removeNumber', { number: phone.number }),
              'aria-hidden': false,
              tabIndex: 0,
            }}
            className="digits"
          >
            {formatPhoneNumber(phone.number)}
          </Pill>
        ))}
      </Group>
    </Group>
  );
}
