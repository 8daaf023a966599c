import { Button, Group, Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useCustomerChanged } from './use-customer';

const kinds = ['fixed', 'mobile', 'broadband'] as const;

interface AccountDialogProps {
  readonly customer: CustomerCard;
  readonly what: 'line' | 'contract';
  readonly close: () => void;
}

/** A new line or contract of a customer, with the reason. */
export function AccountDialog({ customer, what, close }: AccountDialogProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const changed = useCustomerChanged();
  const [number, setNumber] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>('fixed');
  const [contractNumber, setContract] = useState<string | null>(null);
  const [since, setSince] = useState('');
  const [why, setWhy] = useState('');
  const { customerId } = customer;
  const save = useCommand(async () => {
    const common = { since: since || null, why: why.trim() };
    if (what === 'line')
      await api.records.addLine(customerId, { number: number.trim(), kind, contractNumber, ...common });
    else await api.records.addContract(customerId, { contractNumber: number.trim(), ...common });
    await changed(customerId);
    close();
  });
  const canSave = number.trim().length >= 2 && why.trim() !== '';
  return (
    <Modal
      opened
      onClose={close}
      title={what === 'line' ? t('record.addLine') : t('record.addContract')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) void save.run();
        }}
      >
        <TextInput
          label={what === 'line' ? t('record.lineNumber') : t('record.contractNumber')}
          required
          data-autofocus
          maxLength={what === 'line' ? 64 : 32}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          data-testid="account-number"
        />
        {what === 'line' && (
          <>
            <SegmentedControl
              fullWidth
              mt="sm"
              aria-label={t('record.lineKind')}
              value={kind}
              onChange={setKind}
              data={kinds.map((each) => ({ value: each, label: t(`customer.${each}`) }))}
            />
            <Select
              label={t('record.contracts')}
              mt="sm"
              clearable
              data={customer.contracts.map((contract) => contract.contractNumber)}
              value={contractNumber}
              onChange={setContract}
            />
          </>
        )}
        <TextInput
          type="date"
          w={180}
          mt="sm"
          label={t('changedField.since')}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <TextInput
          label={t('record.why')}
          mt="sm"
          required
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          data-testid="account-why"
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('login.cancel')}
          </Button>
          <Button type="submit" disabled={!canSave} loading={save.pending} data-testid="account-save">
            {t('record.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
