import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf, emptyCustomer } from '../../desk/customer-draft';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { CustomerFields } from './customer-fields';
import { useCustomerChanged } from './use-customer';

interface NewCustomerDialogProps {
  /** The caller's number, when he is on the line. */
  readonly number: string;
  readonly close: () => void;
  readonly created?: (customerId: string) => void;
}

export function NewCustomerDialog({ number, close, created }: NewCustomerDialogProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const changed = useCustomerChanged();
  const [draft, setDraft] = useState(emptyCustomer);
  const [phone, setPhone] = useState(number);
  const create = useCommand(async () => {
    const phones = phone.trim() === '' ? [] : [phone.trim()];
    const card = await api.records.create({
      ...changesOf(emptyCustomer, draft),
      name: draft.name.trim(),
      phones,
    });
    await changed(card.customerId);
    close();
    created?.(card.customerId);
  });
  const canCreate = draft.name.trim() !== '';
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('record.newHeading')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canCreate) void create.run();
        }}
      >
        <CustomerFields draft={draft} change={setDraft} />
        <TextInput
          type="tel"
          label={t('record.number')}
          mt="sm"
          maxLength={40}
          autoComplete="off"
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
          data-testid="customer-form-phone"
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('login.cancel')}
          </Button>
          <Button
            type="submit"
            disabled={!canCreate}
            loading={create.pending}
            data-testid="customer-form-create"
          >
            {t('record.create')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
