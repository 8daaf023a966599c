import { Checkbox, Group, Select, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrderTypeView } from '../../../server/contract/tickets';
import type { OrderDraft } from '../../desk/new-order';
import { useOrderNames } from './use-order-names';

interface OrderFieldInputsProps {
  readonly type: OrderTypeView;
  readonly draft: OrderDraft;
  readonly change: (draft: OrderDraft) => void;
}

/** The fields a type has of its own, each with the input of its kind, and the documents to be shown. */
export function OrderFieldInputs({ type, draft, change }: OrderFieldInputsProps) {
  const { t } = useTranslation();
  const names = useOrderNames();
  return (
    <>
      {type.fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={draft.fields[field.name] ?? ''}
          set={(value) => change({ ...draft, fields: { ...draft.fields, [field.name]: value } })}
        />
      ))}
      {type.requiredDocuments.length > 0 && (
        <div role="group" aria-label={t('order.documents')}>
          <Text size="sm" fw={500} mb={6}>
            {t('order.documents')}
          </Text>
          <Group gap={16}>
            {type.requiredDocuments.map(({ id, names: documentNames }) => (
              <Checkbox
                key={id}
                size="xs"
                label={names.of(documentNames)}
                checked={draft.documents.includes(id)}
                onChange={({ currentTarget: { checked } }) =>
                  change({
                    ...draft,
                    documents: checked
                      ? [...draft.documents, id]
                      : draft.documents.filter((shown) => shown !== id),
                  })
                }
              />
            ))}
          </Group>
        </div>
      )}
    </>
  );
}

interface FieldInputProps {
  readonly field: OrderTypeView['fields'][number];
  readonly value: string;
  readonly set: (value: string) => void;
}

const inputTypes = { text: 'text', number: 'number', date: 'date', phone: 'tel' } as const;

function FieldInput({ field, value, set }: FieldInputProps) {
  const { t } = useTranslation();
  const names = useOrderNames();
  const common = {
    size: 'xs',
    label: names.of(field.names),
    required: field.required,
    'data-testid': `new-order-field-${field.name}`,
  };
  if (field.kind === 'choice') {
    return (
      <Select
        {...common}
        placeholder={t('newOrder.choose')}
        clearable
        data={field.choices.map((choice) => ({ value: choice.value, label: names.of(choice.names) }))}
        value={value === '' ? null : value}
        onChange={(chosen) => set(chosen ?? '')}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={inputTypes[field.kind]}
      maxLength={2000}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
