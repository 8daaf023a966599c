import { Group, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import type { CustomerDraft } from '../../desk/customer-draft';

const kinds = ['person', 'company', 'key-account'] as const satisfies readonly CustomerCard['kind'][];

interface CustomerFieldsProps {
  readonly draft: CustomerDraft;
  readonly change: (draft: CustomerDraft) => void;
  readonly nameError?: string | undefined;
}

/** The fields of a customer, for a new one and for a change. */
export function CustomerFields({ draft, change, nameError }: CustomerFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('record.name')}
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
        value={draft.name}
        error={nameError}
        onChange={(event) => change({ ...draft, name: event.currentTarget.value })}
        data-testid="customer-form-name"
      />
      <SegmentedControl
        fullWidth
        size="xs"
        mt="sm"
        aria-label={t('record.kind')}
        value={draft.kind}
        onChange={(kind) => change({ ...draft, kind })}
        data={kinds.map((kind) => ({ value: kind, label: t(`customer.${kind}`) }))}
      />
      <Group grow mt="sm" align="flex-start">
        <TextInput
          label={t('customer.contract')}
          maxLength={32}
          autoComplete="off"
          value={draft.contractNumber}
          onChange={(event) => change({ ...draft, contractNumber: event.currentTarget.value })}
          data-testid="customer-form-contract"
        />
        <TextInput
          label={t('customer.address')}
          maxLength={300}
          autoComplete="off"
          value={draft.address}
          onChange={(event) => change({ ...draft, address: event.currentTarget.value })}
          data-testid="customer-form-address"
        />
      </Group>
      <Textarea
        label={t('customer.notes')}
        description={t('record.notesHint')}
        mt="sm"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={4000}
        value={draft.notes}
        onChange={(event) => change({ ...draft, notes: event.currentTarget.value })}
        data-testid="customer-form-notes"
      />
    </>
  );
}
