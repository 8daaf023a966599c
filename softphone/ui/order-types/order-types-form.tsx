import { Alert, Badge, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editOrderTypes, newOrderType, readOrderTypes } from '../../desk/order-types-draft';
import type { Edit } from '../../desk/text-draft';
import { AddForm, SLUG } from '../queue-setup/fields';
import { useCodes } from '../use-codes';
import { OrderTypeForm } from './order-type-form';
import './order-types.css';

interface OrderTypesProps {
  /** Of work-orders.yaml. */
  readonly text: string;
  readonly write: (text: string) => void;
}

/** The types of work order of a pack, as a form over its author's own text. */
export function OrderTypesForm({ text, write }: OrderTypesProps) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const [chosen, choose] = useState<string | null>(null);
  const [newId, setNewId] = useState('');
  const [isAlias, setAlias] = useState(false);
  const draft = readOrderTypes(text);
  if (!draft) return <Text size="sm">{t('orderTypes.unreadable')}</Text>;
  const change = (edits: readonly Edit[]): void => {
    const next = editOrderTypes(text, edits);
    setAlias(next === null);
    if (next !== null) write(next);
  };
  const id = chosen !== null && chosen in draft.types ? chosen : (Object.keys(draft.types)[0] ?? null);
  const type = id === null ? undefined : draft.types[id];
  return (
    <div className="order-types" data-testid="order-types">
      <nav aria-label={t('orderTypes.heading')}>
        <ul className="plain-list">
          {Object.entries(draft.types).map(([each, { names, enabled }]) => (
            <li key={each}>
              <UnstyledButton
                className="customer-row order-type"
                aria-current={each === id ? 'true' : undefined}
                onClick={() => choose(each)}
                data-testid="order-type"
                data-type={each}
              >
                <span>{names[language] || each}</span>
                {!enabled && <Badge color="gray">{t('orderTypes.off')}</Badge>}
              </UnstyledButton>
            </li>
          ))}
        </ul>
        <AddForm
          button={t('orderTypes.add')}
          isReady={SLUG.test(newId) && !(newId in draft.types)}
          add={() => {
            change([{ path: ['types', newId], value: newOrderType(newId, draft) }]);
            choose(newId);
            setNewId('');
          }}
          testId="order-type-add"
        >
          <TextInput
            size="xs"
            aria-label={t('orderTypes.newType')}
            placeholder={t('orderTypes.newType')}
            value={newId}
            onChange={(event) => setNewId(event.currentTarget.value)}
            data-testid="order-type-add-id"
          />
        </AddForm>
      </nav>
      <div>
        {isAlias && (
          <Alert color="wait" mb="sm" data-testid="order-types-alias">
            {t('orderTypes.alias')}
          </Alert>
        )}
        {id !== null && type && (
          <OrderTypeForm
            key={id}
            id={id}
            type={type}
            draft={draft}
            edit={(path, value) => change([{ path: ['types', id, ...path], value }])}
            remove={() => change([{ path: ['types', id], value: undefined }])}
          />
        )}
      </div>
    </div>
  );
}
