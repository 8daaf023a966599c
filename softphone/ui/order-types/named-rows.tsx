import { ActionIcon, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Names } from '../../desk/order-types-draft';
import { AddForm, SLUG, TextField } from '../queue-setup/fields';

export const languages = ['zh-CN', 'en-US'] as const;

/** The same thing in both languages. */
export function NameFields(props: {
  readonly names: Names;
  readonly set: (language: keyof Names, value: string) => void;
  readonly testId: string;
  /** Whose names they are, where no label stands beside them. */
  readonly of?: string;
}) {
  const { t } = useTranslation();
  return (
    <>
      {languages.map((language) => (
        <TextField
          key={language}
          label={[props.of, t(`orderTypes.name-${language}`)].filter(Boolean).join(' ')}
          hidesLabel={props.of !== undefined}
          placeholder={t(`orderTypes.name-${language}`)}
          value={props.names[language]}
          fault={(value) => (value.trim() === '' ? t('orderTypes.nameMissing') : null)}
          commit={(value) => props.set(language, value.trim())}
          testId={`${props.testId}-${language}`}
        />
      ))}
    </>
  );
}

interface NamedRowsProps {
  readonly label: string;
  readonly rows: Readonly<Record<string, Names>>;
  readonly set: (id: string, language: keyof Names, value: string) => void;
  readonly add: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly testId: string;
}

/** Things with a short name of their own, and what they are called. */
export function NamedRows({ label, rows, set, add, remove, testId }: NamedRowsProps) {
  const { t } = useTranslation();
  const [id, setId] = useState('');
  return (
    <section aria-label={label} className="order-type-rows">
      <Text size="xs" fw={600}>
        {label}
      </Text>
      <ul className="plain-list">
        {Object.entries(rows).map(([name, names]) => (
          <li key={name} className="order-type-row" data-testid={`${testId}-row`}>
            <code>{name}</code>
            <NameFields
              names={names}
              set={(language, value) => set(name, language, value)}
              testId={`${testId}-${name}`}
              of={name}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('queueSetup.removeNamed', { name })}
              onClick={() => remove(name)}
              data-testid={`${testId}-${name}-remove`}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <AddForm
        button={t('orderTypes.add')}
        isReady={SLUG.test(id) && !(id in rows)}
        add={() => {
          add(id);
          setId('');
        }}
        testId={`${testId}-add`}
      >
        <TextInput
          size="xs"
          aria-label={`${label}: ${t('orderTypes.id')}`}
          placeholder={t('orderTypes.idHint')}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          data-testid={`${testId}-add-id`}
        />
      </AddForm>
    </section>
  );
}
