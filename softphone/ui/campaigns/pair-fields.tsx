import { ActionIcon, Group, Select, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddForm } from '../queue-setup/fields';

interface PairFieldsProps {
  readonly title: string;
  readonly pairs: Readonly<Record<string, string>>;
  readonly keyLabel: string;
  readonly keyExample: string;
  readonly isKey: (key: string) => boolean;
  readonly valueLabel: string;
  readonly values: readonly { readonly value: string; readonly label: string }[];
  readonly error: string | null;
  readonly commit: (pairs: Record<string, string>) => void;
  readonly testId: string;
}

/** What belongs to which beginning of a number, or SIP status. */
export function PairFields(props: PairFieldsProps) {
  const { t } = useTranslation();
  const { title, pairs, values, commit, testId } = props;
  const [key, setKey] = useState('');
  return (
    <section aria-label={title} data-testid={testId}>
      <h3 className="section-title section-title-first">{title}</h3>
      {Object.entries(pairs).map(([name, value]) => (
        <Group key={name} gap={8} mt={4}>
          <Text size="sm" w={80} className="digits">
            {name}
          </Text>
          <Select
            size="xs"
            w={220}
            searchable
            limit={50}
            aria-label={`${props.valueLabel} ${name}`}
            data={[...values]}
            value={value}
            allowDeselect={false}
            onChange={(next) => commit({ ...pairs, [name]: next ?? value })}
          />
          <ActionIcon
            aria-label={t('queueSetup.removeNamed', { name })}
            onClick={() =>
              commit(Object.fromEntries(Object.entries(pairs).filter(([each]) => each !== name)))
            }
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Group>
      ))}
      {props.error !== null && (
        <Text size="xs" c="stop" role="alert">
          {props.error}
        </Text>
      )}
      <AddForm
        button={t('queueSetup.add')}
        isReady={props.isKey(key) && pairs[key] === undefined}
        add={() => {
          commit({ ...pairs, [key]: values[0]?.value ?? '' });
          setKey('');
        }}
        testId={`${testId}-add`}
      >
        <TextInput
          size="xs"
          w={160}
          label={props.keyLabel}
          placeholder={props.keyExample}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value.trim())}
          data-testid={`${testId}-key`}
        />
      </AddForm>
    </section>
  );
}
