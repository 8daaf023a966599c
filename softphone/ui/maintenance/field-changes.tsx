import { useTranslation } from 'react-i18next';
import type { ChangedEntity, FieldChange } from '../../../server/contract/maintenance';
import { valueText } from '../../desk/change-view';
import { customersZhCN } from '../../i18n/customers.zh-cn';
import { maintenanceZhCN as words } from '../../i18n/maintenance.zh-cn';
import { useCodes } from '../use-codes';

const isWorded = (field: string): field is keyof typeof words.changedField =>
  Object.hasOwn(words.changedField, field);

export function useChangeWords() {
  const { t } = useTranslation();
  const codes = useCodes();
  const value = (field: string, given: unknown): string | null => {
    if (field === 'price' && typeof given === 'number') return codes.money(given);
    if (field === 'class' && typeof given === 'string' && `class-${given}` in customersZhCN.information)
      return t(`information.class-${given}`);
    if (field === 'topic' && typeof given === 'string') return codes.itemTopic(given);
    if (typeof given === 'boolean') return given ? t('maintenance.yes') : t('maintenance.no');
    return valueText(given);
  };
  return {
    field: (field: string) => (isWorded(field) ? t(`changedField.${field}`) : field),
    entity: (entity: ChangedEntity) => t(`changedEntity.${entity}`),
    value,
  };
}

/** Field by field: what stood there, and what stands there now. What had no value and has none is left out. */
export function FieldChanges({ fields }: { fields: readonly FieldChange[] }) {
  const { t } = useTranslation();
  const changeWords = useChangeWords();
  const shown = fields.flatMap(({ field, ...values }) => {
    const before = changeWords.value(field, values.before);
    const after = changeWords.value(field, values.after);
    return before === null && after === null ? [] : [{ field, before, after }];
  });
  return (
    <dl className="field-changes">
      {shown.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{changeWords.field(field)}</dt>
          <dd>
            <del aria-label={t('maintenance.before')}>{before ?? t('maintenance.nothing')}</del>
            {' → '}
            <ins aria-label={t('maintenance.after')}>{after ?? t('maintenance.nothing')}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
