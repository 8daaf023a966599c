import { Alert, Button, Group, Modal, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api-client/api-error';
import type { CustomerCard } from '../../../server/contract/rest';
import { changesOf, draftOf, rebase, type CustomerField } from '../../desk/customer-draft';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { CustomerFields } from './customer-fields';
import { CustomerPhones } from './customer-phones';
import { useCustomerChanged } from './use-customer';

/** null: nobody was in the way. 'number': another customer has this contract number. */
type Conflict = { readonly fields: readonly CustomerField[] } | 'number' | null;

/** Everything the form does: what it was opened on, what is typed, and what to do when somebody else was faster. */
function useCustomerEdit(customer: CustomerCard, close: () => void) {
  const { api } = useSoftphone();
  const changed = useCustomerChanged();
  const [base, setBase] = useState(customer);
  const [draft, setDraft] = useState(() => draftOf(customer));
  const [why, setWhy] = useState('');
  const [conflict, setConflict] = useState<Conflict>(null);
  const changes = changesOf(draftOf(base), draft);
  const hasChanges = Object.keys(changes).length > 0;

  const takeOver = async (): Promise<void> => {
    const newest = await api.customer(customer.customerId);
    if (newest.version === base.version) {
      setConflict('number');
      return;
    }
    const { draft: mixed, contested } = rebase(draftOf(base), draft, draftOf(newest));
    setBase(newest);
    setDraft(mixed);
    setConflict({ fields: contested });
  };
  const save = useCommand(async () => {
    setConflict(null);
    try {
      await api.records.change(customer.customerId, { version: base.version, ...changes, why: why.trim() });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'conflict') return takeOver();
      throw error;
    }
    await changed(customer.customerId);
    close();
  });
  return { base, draft, setDraft, why, setWhy, conflict, hasChanges, save };
}

export function EditCustomerDialog({ customer, close }: { customer: CustomerCard; close: () => void }) {
  const { t } = useTranslation();
  const { draft, setDraft, why, setWhy, conflict, hasChanges, save } = useCustomerEdit(customer, close);
  const canSave = hasChanges && why.trim() !== '' && draft.name.trim() !== '';
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('record.editHeading', { name: customer.name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      data-testid="customer-dialog"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) void save.run();
        }}
      >
        <ConflictSign conflict={conflict} />
        <CustomerFields draft={draft} change={setDraft} />
        <CustomerPhones customer={customer} />
        <TextInput
          label={t('record.why')}
          description={t('record.whyHint')}
          mt="sm"
          required
          maxLength={300}
          autoComplete="off"
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          data-testid="customer-form-why"
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('login.cancel')}
          </Button>
          <Button type="submit" disabled={!canSave} loading={save.pending} data-testid="customer-form-save">
            {t('record.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function ConflictSign({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation();
  if (conflict === null) return null;
  if (conflict === 'number') {
    return (
      <Alert color="stop" icon={<IconAlertTriangle size={18} />} mb="sm" data-testid="customer-conflict">
        {t('record.numberTaken')}
      </Alert>
    );
  }
  const names = conflict.fields.map((field) => t(`record.field-${field}`)).join(t('record.and'));
  return (
    <Alert
      color="wait"
      icon={<IconAlertTriangle size={18} />}
      title={t('record.conflict')}
      mb="sm"
      data-testid="customer-conflict"
    >
      {names === '' ? t('record.conflictElsewhere') : t('record.conflictFields', { fields: names })}
    </Alert>
  );
}
