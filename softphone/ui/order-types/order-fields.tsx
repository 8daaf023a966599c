import { ActionIcon, Checkbox, Select, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldKinds } from '../../../server/contract/tickets';
import type { EditType, OrderField, OrderType } from '../../desk/order-types-draft';
import { AddForm } from '../queue-setup/fields';
import { NamedRows, NameFields } from './named-rows';

const FIELD_NAME = /^[a-z][A-Za-z0-9]{0,39}$/;

/** What an order of the type asks for. */
export function OrderFields({ type, edit }: { type: OrderType; edit: EditType }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  return (
    <section aria-label={t('orderTypes.fields')}>
      <h3 className="section-title">{t('orderTypes.fields')}</h3>
      {Object.keys(type.fields).length === 0 && (
        <Text size="sm" c="dimmed">
          {t('orderTypes.noFields')}
        </Text>
      )}
      <ul className="plain-list">
        {Object.entries(type.fields).map(([id, field]) => (
          <li key={id} className="order-type-field" data-testid="order-type-field">
            <OneField id={id} field={field} edit={edit} />
          </li>
        ))}
      </ul>
      <AddForm
        button={t('orderTypes.add')}
        isReady={FIELD_NAME.test(name) && !(name in type.fields)}
        add={() => {
          edit(['fields', name], { kind: 'text', names: { 'zh-CN': name, 'en-US': name } });
          setName('');
        }}
        testId="field-add"
      >
        <TextInput
          size="xs"
          aria-label={t('orderTypes.newField')}
          placeholder={t('orderTypes.newField')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="field-add-name"
        />
      </AddForm>
    </section>
  );
}

function OneField({ id, field, edit }: { id: string; field: OrderField; edit: EditType }) {
  const { t } = useTranslation();
  const at = (...path: string[]): string[] => ['fields', id, ...path];
  const turnInto = (kind: string | null): void => {
    if (kind === null || kind === field.kind) return;
    const first = { 'zh-CN': '其他', 'en-US': 'Something else' };
    edit(at(), {
      ...{ kind, names: field.names },
      ...(field.required ? { required: true } : {}),
      ...(kind === 'choice' ? { choices: { other: first } } : {}),
    });
  };
  return (
    <>
      <div className="order-type-row">
        <code>{id}</code>
        <NameFields
          names={field.names}
          set={(language, value) => edit(at('names', language), value)}
          testId={`field-${id}`}
          of={id}
        />
        <Select
          size="xs"
          aria-label={`${id} ${t('orderTypes.kind')}`}
          data={fieldKinds.map((value) => ({ value, label: t(`orderTypes.kind-${value}`) }))}
          value={field.kind}
          allowDeselect={false}
          onChange={turnInto}
          data-testid={`field-${id}-kind`}
        />
        <Checkbox
          size="xs"
          label={t('orderTypes.required')}
          checked={field.required}
          onChange={(event) => edit(at('required'), event.currentTarget.checked ? true : undefined)}
          data-testid={`field-${id}-required`}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('queueSetup.removeNamed', { name: id })}
          onClick={() => edit(at(), undefined)}
          data-testid={`field-${id}-remove`}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </div>
      {field.kind === 'choice' && (
        <NamedRows
          label={t('orderTypes.choicesOf', { field: id })}
          rows={field.choices}
          set={(choice, language, value) => edit(at('choices', choice, language), value)}
          add={(choice) => edit(at('choices', choice), { 'zh-CN': choice, 'en-US': choice })}
          remove={(choice) => edit(at('choices', choice), undefined)}
          testId={`field-${id}-choice`}
        />
      )}
    </>
  );
}
